package dev.caravan.budget;

import dev.caravan.budget.LimitHints.Wait;
import dev.caravan.vendor.Limits;
import dev.caravan.vendor.Limits.Block;
import java.time.Duration;
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

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final double JITTER = 0.2;
  private static final LimitDecision NOTHING =
      new LimitDecision(Effect.NOTHING, Duration.ZERO, "nothing was said");

  /**
   * What is known of the account when the answer arrives.
   *
   * @param limits what the vendor does to who asks for too much
   * @param sinceRefusal time since the last 429 after which no call was accepted, if there is one
   * @param refusals refusals in a row before this answer
   * @param paused whether a pause is running: then this answer belongs to a call sent before it
   */
  record Before(Limits limits, Optional<Duration> sinceRefusal, int refusals, boolean paused) {}

  /** Whether such an answer makes calls wait, whatever was before. */
  static boolean pauses(int status, LimitHints hints) {
    return isRefusal(status, hints)
        || hints.exhausted().isPresent()
        || (status == 503 && hints.retryAfter() != null);
  }

  /** Whether a vendor blocks an account so, right after a refusal. */
  static boolean isBlock(int status, Limits limits) {
    return limits.block().filter(rule -> rule.status() == status).isPresent();
  }

  private static boolean isRefusal(int status, LimitHints hints) {
    return status == 429 || hints.throttlePage();
  }

  /**
   * @param random between 0 and 1, for the jitter of a back-off
   */
  static LimitDecision on(int status, LimitHints hints, Before before, double random) {
    Optional<Block> block = before.limits().block().filter(rule -> rule.status() == status);
    if (block.isPresent() && (hints.throttlePage() || followsRefusal(block.get(), before))) {
      return blocked(block.get(), hints);
    }
    if (isRefusal(status, hints)) {
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

  /** What comes later is a matter of permissions. */
  private static boolean followsRefusal(Block block, Before before) {
    return before.sinceRefusal().filter(since -> since.compareTo(block.within()) < 0).isPresent();
  }

  private static LimitDecision blocked(Block block, LimitHints hints) {
    Optional<Wait> longer =
        hints.afterRefusal().filter(wait -> wait.duration().compareTo(block.lasts()) > 0);
    return new LimitDecision(
        Effect.BLOCKED,
        longer.map(Wait::duration).orElse(block.lasts()),
        "a %d after too many requests is the vendor's block".formatted(block.status())
            + longer.map(wait -> "; " + wait.said()).orElse(""));
  }

  private static LimitDecision refused(LimitHints hints, Before before, double random) {
    Optional<Wait> asked = hints.afterRefusal();
    if (asked.isPresent()) {
      Duration wait = asked.get().duration();
      return new LimitDecision(
          Effect.REFUSED, wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait, asked.get().said());
    }
    Limits limits = before.limits();
    Duration wait =
        limits
            .longestPause()
            .map(longest -> backoff(limits.pause(), longest, before, random))
            .orElse(limits.pause());
    return new LimitDecision(
        Effect.REFUSED,
        wait,
        "the vendor refused without saying for how long; waiting %s s"
            .formatted(HintText.seconds(wait)));
  }

  /** 30 s, 60 s, 120 s … up to the longest, each with up to a fifth more. */
  private static Duration backoff(Duration first, Duration longest, Before before, double random) {
    int earlier = before.paused() ? before.refusals() - 1 : before.refusals();
    long millis = first.toMillis() << Math.min(Math.max(0, earlier), 10);
    long capped = Math.min(millis, longest.toMillis());
    return Duration.ofMillis(Math.round(capped * (1 + JITTER * random)));
  }
}
