package dev.caravan.call;

/** The credentials are good but may not do this (403): the operator must grant it. */
public final class Forbidden extends VendorFailure {
  public Forbidden(Attempt attempt, int status, String sentence) {
    super(attempt, status, sentence, null);
  }
}
