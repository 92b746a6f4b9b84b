package dev.caravan.call;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the calls of one account are held back because its vendor is down. It is held to be down
 * after five failures in a row over ten seconds, for a short gap is what repeating a call is for;
 * then one call in each interval asks whether it is back. Thread-safe.
 */
final class AccountBreaker {
  private static final Logger LOG = LoggerFactory.getLogger(AccountBreaker.class);
  private static final int FAILURES = 5;
  private static final Duration AT_LEAST = Duration.ofSeconds(10);

  private final String account;
  private final Duration interval;
  private final Clock monotonic;
  private final InstantSource wall;
  private final CircuitBreaker circuit;
  private int failures;
  private @Nullable Instant failing;
  private Instant probed = Instant.MIN;
  private String since = "";

  /**
   * @param interval between two calls that ask whether it is back
   */
  AccountBreaker(String account, Duration interval, Clock monotonic, InstantSource wall) {
    this.account = account;
    this.interval = interval;
    this.monotonic = monotonic;
    this.wall = wall;
    this.circuit =
        CircuitBreaker.of(
            account,
            CircuitBreakerConfig.custom()
                .clock(monotonic)
                .slidingWindowSize(1)
                .minimumNumberOfCalls(1)
                .failureRateThreshold(100)
                .waitDurationInOpenState(interval)
                .permittedNumberOfCallsInHalfOpenState(1)
                .build());
  }

  /** Why a call is held back; empty where it may be made. */
  synchronized Optional<String> refusal() {
    Instant now = monotonic.instant();
    if (circuit.getState() == State.HALF_OPEN && !now.isBefore(probed.plus(interval))) {
      // The call that asked was not made after all.
      circuit.transitionToOpenState();
      circuit.transitionToHalfOpenState();
    }
    if (!circuit.tryAcquirePermission()) {
      return Optional.of(
          "is held back: %s has not answered since %s; once in %d s it is asked whether it does"
              .formatted(account, since, interval.toSeconds()));
    }
    if (circuit.getState() == State.HALF_OPEN) {
      probed = now;
    }
    return Optional.empty();
  }

  /** The vendor could not be reached, or did not answer a read. */
  synchronized void failed(VendorFailure failure) {
    Instant now = monotonic.instant();
    failures++;
    if (failing == null) {
      failing = now;
      since = wall.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
    boolean down = failures >= FAILURES && !now.isBefore(failing.plus(AT_LEAST));
    if (circuit.getState() == State.CLOSED && down) {
      LOG.warn("{}; all calls are held back until {} answers", failure.sentence(), account);
    }
    if (circuit.getState() == State.HALF_OPEN || down && circuit.getState() == State.CLOSED) {
      circuit.onError(0, TimeUnit.NANOSECONDS, failure);
    }
  }

  /** The vendor answered. */
  synchronized void answered() {
    failures = 0;
    failing = null;
    if (circuit.getState() != State.CLOSED) {
      circuit.transitionToClosedState();
      LOG.warn("{} answers again", account);
    }
  }

  /** The next call is made, whatever was before. */
  synchronized void reset() {
    failures = 0;
    failing = null;
    circuit.reset();
  }
}
