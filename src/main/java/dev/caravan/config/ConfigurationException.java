package dev.caravan.config;

import java.util.List;
import java.util.stream.Collectors;

/** What an operator must change before Caravan can work: all of it, one sentence a line. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public ConfigurationException(List<Problem> problems) {
    super(problems.stream().map(Problem::sentence).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** At least one, in the order of the files. */
  public List<Problem> problems() {
    return problems;
  }
}
