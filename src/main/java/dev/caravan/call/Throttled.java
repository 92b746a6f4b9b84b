package dev.caravan.call;

import java.time.Duration;

/** The vendor did nothing because too much was asked: 429, or Datto's 403 that follows one. */
public final class Throttled extends VendorFailure {
  private final Duration pause;
  private final boolean stated;

  /**
   * @param stated whether the vendor named the pause; else it is a guess
   */
  public Throttled(Attempt attempt, int status, String sentence, Duration pause, boolean stated) {
    super(attempt, status, sentence, null);
    this.pause = pause;
    this.stated = stated;
  }

  /** How long nothing should be asked. */
  public Duration pause() {
    return pause;
  }

  public boolean stated() {
    return stated;
  }
}
