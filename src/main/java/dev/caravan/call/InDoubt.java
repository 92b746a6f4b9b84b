package dev.caravan.call;

import org.jspecify.annotations.Nullable;

/**
 * The request began and its outcome is unknown: cut connection, time-out, 408, 5xx, an answer that
 * took too long or was too large.
 */
public final class InDoubt extends VendorFailure {
  public InDoubt(Attempt attempt, int status, String sentence, @Nullable Throwable cause) {
    super(attempt, status, sentence, cause);
  }
}
