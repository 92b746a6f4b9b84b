package dev.caravan.call;

/** An answer that is not the API's: a log-in page, a redirect, broken JSON, a missing member. */
public final class Unreadable extends VendorFailure {
  public Unreadable(Attempt attempt, int status, String sentence) {
    super(attempt, status, sentence, null);
  }
}
