package dev.caravan.cycle;

import java.util.Locale;

/** How a cycle ended, gravest last but for the order of exit codes, which is 2, 4, 3, 1, 0. */
public enum Outcome {
  /** Everything agrees. */
  COMPLETE(0),
  /** The pass was complete; some records failed or are in doubt. */
  PARTIAL(1),
  /** The operator must change something: configuration or identity. */
  REFUSED(2),
  /** A safety guard held something back. */
  GUARDED(3),
  /** The pass could not be completed. */
  ABORTED(4);

  private final int exitCode;

  Outcome(int exitCode) {
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }

  /** The word in the JSON report; a refused cycle is aborted there. */
  public String word() {
    return this == REFUSED ? ABORTED.word() : name().toLowerCase(Locale.ROOT);
  }
}
