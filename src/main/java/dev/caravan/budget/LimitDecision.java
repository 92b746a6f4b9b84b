package dev.caravan.budget;

import dev.caravan.budget.LimitHints.Wait;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What to do about one answer, decided from its status, its hints and what went before. Pure.
 *
 * @param kind whom it concerns
 * @param pause from now; zero for {@link Effect#NOTHING} and {@link Effect#ACCEPTED}
 * @param reason half a sentence for the log
 */
record LimitDecision(Effect kind, Duration pause, String reason) {
  enum Effect {
    /** The answer changes nothing. */
    NOTHING,
    /** The vendor took the call: earlier refusals are over. */
    ACCEPTED,
    /** The call was answered, but the next must wait. */
    EXHAUSTED,
    /** The call was refused and its buckets must wait. */
    REFUSED,
    /** The account is blocked. */
    BLOCKED
  }

  /** Datto blocks for about five minutes whoever goes on after a 429. */
  static final Duration BLOCK = Duration.ofMinutes(5);

  /** A 403 that comes later than this after a 429 is a matter of permissions. */
  static final Duration BLOCK_MEMORY = Duration.ofMinutes(10);

  static final Duration LONGEST_BACKOFF = Duration.ofMinutes(10);

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration OTHERS = Duration.ofSeconds(30);

  /** Where the vendor gives no hint. Datto's window is 60 s; Atera publishes nothing. */
  private static final Map<String, Duration> WITHOUT_HINT =
      Map.of(BucketPolicy.DATTO, Duration.ofSeconds(60));

  private static final String ATERA = "atera";
  private static final double JITTER = 0.2;
  private static final LimitDecision NOTHING =
      new LimitDecision(Effect.NOTHING, Duration.ZERO, "nothing was said");

  /**
   * What is known of the account when the answer arrives.
   *
   * @param vendor the vendor id
   * @param sinceRefusal time since the last 429 after which no call was accepted, if there is one
   * @param refusals refusals in a row before this answer
   * @param paused whether a pause is running: then this answer belongs to a call sent before it
   */
  record Before(String vendor, Optional<Duration> sinceRefusal, int refusals, boolean paused) {}

  /**
   * @param random between 0 and 1, for the jitter of a back-off
   */
  static LimitDecision on(int status, LimitHints hints, Before before, double random) {
    if (status == 403 && isDatto(before) && (hints.throttlePage() || followsRefusal(before))) {
      return blocked(hints);
    }
    if (status == 429 || hints.throttlePage()) {
      LimitDecision refused = refused(hints, before, random);
      // After a 5xx nobody knows whether a write was done, whatever the page says.
      return status < 500
          ? refused
          : new LimitDecision(Effect.EXHAUSTED, refused.pause, refused.reason);
    }
    if (hints.exhausted().isPresent()) {
      Wait wait = hints.exhausted().get();
      return new LimitDecision(
          Effect.EXHAUSTED, wait.duration(), "nothing is left and " + wait.said());
    }
    if (status == 503 && hints.retryAfter() != null) {
      Wait wait = hints.retryAfter();
      return new LimitDecision(Effect.EXHAUSTED, wait.duration(), wait.said() + " with a 503");
    }
    boolean accepted = status >= 200 && status < 300 && !before.paused();
    return accepted
        ? new LimitDecision(Effect.ACCEPTED, Duration.ZERO, "the call was accepted")
        : NOTHING;
  }

  private static boolean isDatto(Before before) {
    return before.vendor().equals(BucketPolicy.DATTO);
  }

  private static boolean followsRefusal(Before before) {
    return before.sinceRefusal().filter(since -> since.compareTo(BLOCK_MEMORY) < 0).isPresent();
  }

  private static LimitDecision blocked(LimitHints hints) {
    Optional<Wait> longer =
        hints.afterRefusal().filter(wait -> wait.duration().compareTo(BLOCK) > 0);
    return new LimitDecision(
        Effect.BLOCKED,
        longer.map(Wait::duration).orElse(BLOCK),
        "a 403 after too many requests is the vendor's block"
            + longer.map(wait -> "; " + wait.said()).orElse(""));
  }

  private static LimitDecision refused(LimitHints hints, Before before, double random) {
    Optional<Wait> asked = hints.afterRefusal();
    if (asked.isPresent()) {
      Duration wait = asked.get().duration();
      return new LimitDecision(
          Effect.REFUSED, wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait, asked.get().said());
    }
    Duration wait =
        before.vendor().equals(ATERA)
            ? backoff(before, random)
            : WITHOUT_HINT.getOrDefault(before.vendor(), OTHERS);
    return new LimitDecision(
        Effect.REFUSED,
        wait,
        "the vendor refused without saying for how long; waiting %s s"
            .formatted(HintText.seconds(wait)));
  }

  /** 30 s, 60 s, 120 s … up to the longest, each with up to a fifth more. */
  private static Duration backoff(Before before, double random) {
    int earlier = before.paused() ? before.refusals() - 1 : before.refusals();
    long millis = OTHERS.toMillis() << Math.min(Math.max(0, earlier), 10);
    long capped = Math.min(millis, LONGEST_BACKOFF.toMillis());
    return Duration.ofMillis(Math.round(capped * (1 + JITTER * random)));
  }
}
