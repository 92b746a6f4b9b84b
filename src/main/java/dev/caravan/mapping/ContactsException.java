package dev.caravan.mapping;

import java.util.List;

/** A table of contacts cannot be used. Names every problem in it, each with its line. */
public final class ContactsException extends RuntimeException {
  private final transient List<String> problems;

  ContactsException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence for each problem: file, line, what is wrong, what to do. Never empty. */
  public List<String> problems() {
    return problems;
  }
}
