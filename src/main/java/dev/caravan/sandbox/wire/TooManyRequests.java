package dev.caravan.sandbox.wire;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The answer 429 in the forms that clients have seen. */
public final class TooManyRequests {
  /** Whether and how a 429 says when to come back. */
  public enum Hint {
    NONE,
    SECONDS,
    HTTP_DATE
  }

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private TooManyRequests() {}

  /** Status 429 with the hint; seconds are rounded up, so that coming back then succeeds. */
  public static Reply reply(Hint hint, Duration wait, InstantSource clock) {
    Reply bare = Reply.empty(429);
    return switch (hint) {
      case NONE -> bare;
      case SECONDS -> bare.with("Retry-After", String.valueOf(wholeSeconds(wait)));
      case HTTP_DATE ->
          bare.with(
              "Retry-After", HTTP_DATE.format(clock.instant().plusSeconds(wholeSeconds(wait) + 1)));
    };
  }

  public static long wholeSeconds(Duration wait) {
    return Math.max(1, wait.plusNanos(999_999_999).getSeconds());
  }
}
