package dev.caravan.text;

import java.nio.file.Path;

/**
 * What is wrong with a file.
 *
 * @param line from 1; 0 where it is about the whole file
 * @param what a phrase that goes on after the name of the file
 * @param hint what to do next; may be empty
 */
public record Flaw(Path file, int line, String what, String hint) {

  /** The finding as one sentence for the operator. */
  public String sentence() {
    return file
        + (line == 0 ? "" : ", line " + line)
        + ": "
        + what
        + (hint.isEmpty() ? "" : "; " + hint);
  }
}
