package dev.caravan.budget;

import java.time.Instant;

/** placeholder until the budget part is merged. */
public final class Parked extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Instant until;

  public Parked(Instant until) {
    super("Parked until " + until);
    this.until = until;
  }

  public Instant until() {
    return until;
  }
}
