package dev.caravan.call;

/**
 * The credentials were refused (401, 407), or were refused a moment ago and are not tried again.
 */
public final class Unauthorized extends VendorFailure {
  private final boolean renewable;

  /**
   * @param renewable whether a new token may be had, so that one more try makes sense
   */
  public Unauthorized(Attempt attempt, int status, String sentence, boolean renewable) {
    super(attempt, status, sentence, null);
    this.renewable = renewable;
  }

  public boolean renewable() {
    return renewable;
  }
}
