package dev.caravan.call;

/**
 * The vendor did nothing because too much was asked: 429, or Datto's 403 that follows one. The
 * budget knows until when nothing may be asked.
 */
public final class Throttled extends VendorFailure {
  private static final long serialVersionUID = 1L;

  public Throttled(Attempt attempt, int status, String sentence) {
    super(attempt, status, sentence, null);
  }
}
