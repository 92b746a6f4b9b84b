package dev.caravan.call;

import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a status means. Pure: no clock, no network. */
final class Verdict {
  /** A 429 without a hint: Datto's window; its clients wait 60 to 120 s. */
  static final Duration DATTO_PAUSE = Duration.ofSeconds(60);

  /** Others publish nothing; doubled at each further 429. */
  static final Duration OTHER_PAUSE = Duration.ofSeconds(30);

  /** Datto's edge block after going on in spite of a 429. */
  static final Duration BLOCK = Duration.ofMinutes(5);

  private Verdict() {}

  static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }

  /**
   * The failure that a status other than 2xx stands for.
   *
   * @param text the readable part of the body, redacted
   * @param renewable whether the credential in use can be replaced
   */
  static VendorFailure of(
      Attempt attempt, int status, String text, @Nullable Throttle throttle, boolean renewable) {
    String sentence = "answered " + status + (text.isEmpty() ? "" : ": " + text);
    if (throttle != null) {
      return new Throttled(attempt, status, sentence, throttle.pause(), throttle.stated());
    }
    return switch (status) {
      case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_PROXY_AUTH ->
          new Unauthorized(attempt, status, sentence, renewable);
      case HttpURLConnection.HTTP_FORBIDDEN -> new Forbidden(attempt, status, sentence);
      case HttpURLConnection.HTTP_NOT_FOUND,
          HttpURLConnection.HTTP_BAD_METHOD,
          HttpURLConnection.HTTP_GONE ->
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

  /** A pause that the vendor asked for, or that is known to be needed. */
  record Throttle(Duration pause, boolean stated) {
    static Throttle after429(@Nullable String retryAfter, Instant now, String vendor) {
      Duration stated = retryAfter(retryAfter, now);
      return stated != null
          ? new Throttle(stated, true)
          : new Throttle("datto-rmm".equals(vendor) ? DATTO_PAUSE : OTHER_PAUSE, false);
    }

    /** RFC 9110: whole seconds or an HTTP date; decimals occur in the wild. */
    static @Nullable Duration retryAfter(@Nullable String text, Instant now) {
      if (text == null) {
        return null;
      }
      String value = text.strip();
      if (value.matches("\\d{1,9}(\\.\\d{1,9})?")) {
        return Duration.ofMillis((long) Math.ceil(Double.parseDouble(value) * 1000));
      }
      Instant date = Response.httpDate(value);
      if (date == null) {
        return null;
      }
      return date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO;
    }
  }
}
