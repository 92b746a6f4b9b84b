package dev.caravan.call;

import dev.caravan.call.VendorFailure.Forbidden;
import dev.caravan.call.VendorFailure.InDoubt;
import dev.caravan.call.VendorFailure.Missing;
import dev.caravan.call.VendorFailure.Rejected;
import dev.caravan.call.VendorFailure.Throttled;
import dev.caravan.call.VendorFailure.Unauthorized;
import dev.caravan.call.VendorFailure.Unreadable;
import java.net.HttpURLConnection;

/** What a status means. Pure: no clock, no network. */
final class StatusFailure {
  /** No vendor says more: they answer so to a revoked key and to an account that is no more. */
  private static final String REFUSED =
      "; the credentials are revoked or expired, or their user or account is deactivated";

  /**
   * Of a single record, that it was deleted; of everything, that there is no such account any more.
   */
  private static final String GONE = ", gone for good: deleted, or the account is deactivated";

  private static final String PAGE =
      ", not the API's error: a gateway or proxy in between, or the address is wrong";

  private StatusFailure() {}

  static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }

  private static boolean isOfNothing(int status) {
    return status == HttpURLConnection.HTTP_NOT_FOUND || status == HttpURLConnection.HTTP_GONE;
  }

  /** A credential that is good and may not do this, whatever status a vendor says that with. */
  static VendorFailure lacksRight(Attempt attempt, int status, String text) {
    return new Forbidden(
        attempt, HttpURLConnection.HTTP_FORBIDDEN, sentence(status, text), /* page= */ false);
  }

  private static String sentence(int status, String text) {
    return "answered " + status + (text.isEmpty() ? "" : ": " + text);
  }

  /**
   * The failure that a status other than 2xx stands for.
   *
   * @param text the readable part of the body, redacted
   * @param page whether the body is a page: of a record that it does not know, an API says so
   * @param throttled whether the vendor refused the call for its limits' sake
   * @param renewable whether the credential in use can be replaced
   */
  static VendorFailure of(
      Attempt attempt,
      int status,
      String text,
      boolean page,
      boolean throttled,
      boolean renewable) {
    String sentence = sentence(status, text);
    if (throttled) {
      return new Throttled(attempt, status, sentence);
    }
    if (page && isOfNothing(status) && "GET".equals(attempt.method())) {
      return new Unreadable(attempt, status, sentence + PAGE);
    }
    return switch (status) {
      case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_PROXY_AUTH ->
          new Unauthorized(attempt, status, sentence + (page ? PAGE : REFUSED), renewable, page);
      case HttpURLConnection.HTTP_FORBIDDEN ->
          new Forbidden(attempt, status, sentence + (page ? PAGE : ""), page);
      case HttpURLConnection.HTTP_GONE -> new Missing(attempt, status, sentence + GONE);
      case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_BAD_METHOD ->
          new Missing(attempt, status, sentence);
      case HttpURLConnection.HTTP_CLIENT_TIMEOUT -> new InDoubt(attempt, status, sentence, null);
      default -> {
        if (status >= 500) {
          yield new InDoubt(attempt, status, sentence, null);
        }
        if (status >= 400) {
          yield new Rejected(attempt, status, sentence);
        }
        yield new Unreadable(
            attempt,
            status,
            sentence + ", which is not the API's answer (redirects are not followed)");
      }
    };
  }
}
