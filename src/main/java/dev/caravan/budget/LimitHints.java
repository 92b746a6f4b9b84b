package dev.caravan.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one answer says of its vendor's limits. Pure; a header or body that cannot be understood is
 * as good as absent, never an error.
 *
 * @param retryAfter the wait that {@code Retry-After} asks for
 * @param reset the time until the vendor's window starts anew
 * @param remaining calls that the vendor still allows
 * @param inBody a wait found in the body
 * @param throttlePage whether the body is an HTML page that says "rate limit" or "too many
 *     requests", which a vendor may send with any status
 */
record LimitHints(
    @Nullable Wait retryAfter,
    @Nullable Wait reset,
    @Nullable Long remaining,
    @Nullable Wait inBody,
    boolean throttlePage) {

  /** No hint is trusted for longer: a wrong number must not stop an account for days. */
  static final Duration LONGEST = Duration.ofHours(1);

  private static final List<String> RESET =
      List.of(
          "x-ratelimit-reset",
          "ratelimit-reset",
          "x-rate-limit-reset",
          "x-ratelimit-reset-after",
          "ratelimit");
  private static final List<String> REMAINING =
      List.of(
          "x-ratelimit-remaining", "ratelimit-remaining", "x-rate-limit-remaining", "ratelimit");

  /**
   * A wait from the moment of the answer.
   *
   * @param said why, as half a sentence
   */
  record Wait(Duration duration, String said) {
    static Wait of(Duration asked, String source) {
      if (asked.compareTo(LONGEST) > 0) {
        return new Wait(
            LONGEST,
            "%s asked for %d s, of which no more than %d s are believed"
                .formatted(source, asked.toSeconds(), LONGEST.toSeconds()));
      }
      Duration wait = asked.isNegative() ? Duration.ZERO : asked;
      return new Wait(wait, "%s asked for %s s".formatted(source, HintText.seconds(wait)));
    }
  }

  /**
   * @param headers by lower-case name
   * @param now this process's time; the answer's own {@code Date} is preferred, because clocks
   *     differ
   */
  static LimitHints read(Map<String, String> headers, @Nullable String body, Instant now) {
    Instant theirNow =
        Optional.ofNullable(headers.get("date")).flatMap(HintText::httpDate).orElse(now);
    return new LimitHints(
        header(headers, List.of("retry-after"), theirNow),
        header(headers, RESET, theirNow),
        remaining(headers),
        HintText.waitInBody(body).map(wait -> Wait.of(wait, "the body")).orElse(null),
        HintText.isThrottlePage(body));
  }

  private static @Nullable Wait header(
      Map<String, String> headers, List<String> names, Instant theirNow) {
    for (String name : names) {
      Optional<Duration> wait =
          Optional.ofNullable(headers.get(name)).flatMap(text -> HintText.wait(text, theirNow));
      if (wait.isPresent()) {
        return Wait.of(wait.get(), name);
      }
    }
    return null;
  }

  private static @Nullable Long remaining(Map<String, String> headers) {
    for (String name : REMAINING) {
      Optional<Long> count = Optional.ofNullable(headers.get(name)).flatMap(HintText::remaining);
      if (count.isPresent()) {
        return count.get();
      }
    }
    return null;
  }

  /** Whether it says nothing that could stop the next call. */
  boolean isSilent() {
    return retryAfter == null && exhausted().isEmpty() && !throttlePage;
  }

  /** The vendor says that nothing is left until its window starts anew. */
  Optional<Wait> exhausted() {
    boolean nothingLeft = remaining != null && remaining <= 0;
    return Optional.ofNullable(reset).filter(wait -> nothingLeft && !wait.duration().isZero());
  }

  /**
   * How long to wait after a refusal: {@code Retry-After}, and the reset too where it says that
   * nothing is left before it; else the reset; else what the body says.
   */
  Optional<Wait> afterRefusal() {
    if (retryAfter != null) {
      return exhausted()
          .filter(wait -> wait.duration().compareTo(retryAfter.duration()) > 0)
          .or(() -> Optional.of(retryAfter));
    }
    return Optional.ofNullable(reset).or(() -> Optional.ofNullable(inBody));
  }
}
