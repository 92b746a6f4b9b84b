package dev.caravan.call;

/** There is nothing at that address (404, 405, 410). */
public final class Missing extends VendorFailure {
  public Missing(Attempt attempt, int status, String sentence) {
    super(attempt, status, sentence, null);
  }
}
