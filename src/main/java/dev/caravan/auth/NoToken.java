package dev.caravan.auth;

import dev.caravan.call.Attempt;
import dev.caravan.call.VendorFailure;
import dev.caravan.call.VendorFailure.Missing;
import dev.caravan.call.VendorFailure.NotSent;
import dev.caravan.call.VendorFailure.Throttled;
import dev.caravan.call.VendorFailure.Unauthorized;
import dev.caravan.call.VendorFailure.Unreadable;

/** What an answer of a token endpoint without a token means. Pure: no clock, no network. */
final class NoToken {
  private static final String REFUSED =
      "; are key and secret right, complete and of this platform, or is their user or account"
          + " deactivated?";

  private NoToken() {}

  /**
   * The failure that the answer stands for.
   *
   * @param text the readable part of the body, redacted
   * @param throttled whether the vendor refused for its limits' sake; then a 403 says nothing of
   *     the credentials
   */
  static VendorFailure failure(Attempt attempt, int status, String text, boolean throttled) {
    String sentence = "answered " + status + (text.isEmpty() ? "" : ": " + text);
    if (throttled) {
      return new Throttled(attempt, status, "gave no token: " + sentence);
    }
    return switch (status) {
      case 400, 401, 403, 407 -> new Unauthorized(attempt, status, sentence + REFUSED, false);
      case 404, 405 -> new Missing(attempt, status, sentence + "; is this the right platform?");
      case 410 -> new Missing(attempt, status, sentence + "; is the account deactivated?");
      default ->
          status == 408 || status == 429 || status >= 500
              ? new NotSent(attempt, "gave no token: " + sentence, null)
              : new Unreadable(
                  attempt,
                  status,
                  sentence + " without an access_token; is this the token endpoint?");
    };
  }
}
