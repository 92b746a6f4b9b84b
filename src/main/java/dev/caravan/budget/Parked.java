package dev.caravan.budget;

import java.time.Instant;

/**
 * A call would have to wait too long: the cycle ends, and the next one begins at {@link #until}.
 */
public final class Parked extends RuntimeException {
  private final Instant until;

  public Parked(Instant until) {
    super("The vendor's limit is used up; the next call is possible at " + until);
    this.until = until;
  }

  public Instant until() {
    return until;
  }
}
