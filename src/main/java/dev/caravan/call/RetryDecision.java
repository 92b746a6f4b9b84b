package dev.caravan.call;

import dev.caravan.call.Retries.RetryReason;
import dev.caravan.call.VendorFailure.InDoubt;
import dev.caravan.call.VendorFailure.NotSent;
import dev.caravan.call.VendorFailure.Rejected;
import dev.caravan.call.VendorFailure.Throttled;
import dev.caravan.call.VendorFailure.Unauthorized;
import dev.caravan.failure.MachineErrors;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides for the policies in {@code routes/policies} whether a failed call is sent again and after
 * which pause. Camel's own counter and delay are shared by all reasons of an exchange, so both are
 * decided here, once a failure. Thread-safe.
 */
public final class RetryDecision implements Processor {
  /** Backoff stops growing here, so that a read gives up within some minutes. */
  static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(RetryDecision.class);
  private static final int MOST_THROTTLED = 5;
  private static final int MOST_CONFLICTS = 3;

  private final boolean read;
  private final long delayMillis;
  private final int mostTransient;
  private final RandomGenerator random;
  private final Breakers breakers;

  private RetryDecision(
      boolean read, Duration delay, int mostTransient, RandomGenerator random, Breakers breakers) {
    this.read = read;
    this.delayMillis = delay.toMillis();
    this.mostTransient = mostTransient;
    this.random = random;
    this.breakers = breakers;
  }

  /**
   * For reads, which change nothing: every failure that may pass.
   *
   * @param delay the first pause; doubled at each further one, spread by a quarter
   * @param mostTransient how often a transient failure is tried again
   * @param breakers are told of each failure
   */
  public static RetryDecision forReads(
      Duration delay, int mostTransient, RandomGenerator random, Breakers breakers) {
    return new RetryDecision(true, delay, mostTransient, random, breakers);
  }

  /** For writes: only what the vendor certainly has not done. Parameters as for reads. */
  public static RetryDecision forWrites(
      Duration delay, int mostTransient, RandomGenerator random, Breakers breakers) {
    return new RetryDecision(false, delay, mostTransient, random, breakers);
  }

  /** Sets the property {@code CaravanAgain} and, when it is true, the pause before. */
  @Override
  public void process(Exchange exchange) {
    exchange.setProperty(CallVariables.AGAIN, isAgain(exchange));
  }

  private boolean isAgain(Exchange exchange) {
    Exception cause = exchange.getException();
    if (!(cause instanceof VendorFailure failure) || MachineErrors.in(failure).isPresent()) {
      return giveUp(exchange);
    }
    breakers.failed(exchange, failure);
    RetryReason reason = reason(failure);
    Retries retries = exchange.getProperty(CallVariables.RETRIES, Retries.NONE, Retries.class);
    if (reason == null || retries.of(reason) >= most(reason)) {
      return giveUp(exchange);
    }
    Duration pause = pause(reason, retries.of(reason));
    exchange.setProperty(CallVariables.RETRIES, retries.oneMore(reason));
    exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, pause.toMillis());
    LOG.info(
        "{}; trying again in {} ms ({} of {})",
        failure.sentence(),
        pause.toMillis(),
        retries.of(reason) + 1,
        most(reason));
    return true;
  }

  private @Nullable RetryReason reason(VendorFailure failure) {
    if (failure instanceof NotSent unsent) {
      return switch (unsent.because()) {
        case HELD_BACK, PROXY -> null;
        case UNREACHABLE, TURN -> RetryReason.TRANSIENT;
      };
    }
    if (read && failure instanceof InDoubt) {
      return RetryReason.TRANSIENT;
    }
    if (failure instanceof Throttled) {
      return RetryReason.THROTTLED;
    }
    if (failure instanceof Unauthorized refused && refused.renewable()) {
      return RetryReason.UNAUTHORIZED;
    }
    // "Request aborted due to concurrent write access to this record" is gone a moment later.
    boolean conflict = failure.status() == 409 || failure.status() == 423;
    return conflict && failure instanceof Rejected ? RetryReason.CONFLICT : null;
  }

  private int most(RetryReason reason) {
    return switch (reason) {
      case TRANSIENT -> mostTransient;
      case THROTTLED -> MOST_THROTTLED;
      case UNAUTHORIZED -> 1;
      case CONFLICT -> MOST_CONFLICTS;
    };
  }

  private Duration pause(RetryReason reason, int before) {
    return switch (reason) {
      // The budget keeps the pause, for all calls; the next try waits in it or is parked by it.
      case UNAUTHORIZED, THROTTLED -> Duration.ZERO;
      case CONFLICT -> Duration.ofMillis(delayMillis);
      case TRANSIENT -> {
        long millis = Math.min(delayMillis << Math.min(before, 10), LONGEST_BACKOFF.toMillis());
        yield Duration.ofMillis(Math.round(millis * (0.75 + 0.5 * random.nextDouble())));
      }
    };
  }

  private static boolean giveUp(Exchange exchange) {
    exchange.removeProperty(CallVariables.RETRIES);
    return false;
  }
}
