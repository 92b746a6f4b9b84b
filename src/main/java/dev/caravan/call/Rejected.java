package dev.caravan.call;

/**
 * The vendor refused this one request (400, 409, 413, 415, 422, 423, other 4xx); nothing was done.
 */
public final class Rejected extends VendorFailure {
  public Rejected(Attempt attempt, int status, String sentence) {
    super(attempt, status, sentence, null);
  }
}
