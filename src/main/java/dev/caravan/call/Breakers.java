package dev.caravan.call;

import dev.caravan.call.VendorFailure.InDoubt;
import dev.caravan.call.VendorFailure.NotSent;
import dev.caravan.call.VendorFailure.Unauthorized;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;

/**
 * The circuit breakers of all accounts: a vendor that is down costs one call an interval. What
 * counts is a call that could not be sent and a read of a collection that was not answered; a read
 * of one record says nothing of the others, and a write in doubt nothing but that. In memory, of
 * this process. Thread-safe.
 */
public final class Breakers {
  /** Longer than credentials rest between two tries (15 min). */
  private static final Duration OWN_KNOWLEDGE = Duration.ofMinutes(20);

  private final Function<String, Duration> interval;
  private final Clock monotonic;
  private final InstantSource wall;
  private final Map<String, AccountBreaker> byAccount = new ConcurrentHashMap<>();
  private final Map<String, Instant> refused = new ConcurrentHashMap<>();

  /**
   * @param interval of an account, between two calls that ask whether its vendor is back
   * @param nanos a monotonic clock, in nanoseconds
   * @param wall the time that people read
   */
  public Breakers(Function<String, Duration> interval, LongSupplier nanos, InstantSource wall) {
    this.interval = interval;
    this.monotonic = new MonotonicClock(nanos);
    this.wall = wall;
  }

  /**
   * The first step of a call.
   *
   * @throws NotSent while the account's calls are held back; it is not worth another try
   */
  public void require(Exchange exchange) {
    of(account(exchange))
        .refusal()
        .ifPresent(
            sentence -> {
              throw NotSent.untried(Call.attempt(exchange), sentence, NotSent.Because.HELD_BACK);
            });
  }

  /** The account's vendor is there. */
  void answered(String account) {
    refused.remove(account);
    of(account).answered();
  }

  /** What a try that failed says of the vendor; to be told of each. */
  void failed(Exchange exchange, VendorFailure failure) {
    if (failure instanceof Unauthorized) {
      refused.put(failure.account(), monotonic.instant());
    }
    if (failure.status() > 0 && !(failure instanceof InDoubt)) {
      of(failure.account()).answered();
    }
    boolean unsent =
        failure instanceof NotSent notSent
            && (notSent.because() == NotSent.Because.UNREACHABLE
                || notSent.because() == NotSent.Because.PROXY);
    boolean unanswered =
        failure instanceof InDoubt
            && "GET".equals(failure.method())
            && exchange.getVariable(CallVariables.ONE_RECORD) == null;
    if (unsent || unanswered) {
      of(failure.account()).failed(failure);
    }
  }

  /** What somebody asks for himself is tried, whatever was before. */
  public void reset(String account) {
    AccountBreaker known = byAccount.get(account);
    if (known != null) {
      known.reset();
    }
  }

  /**
   * Whether the vendor refused the account's credentials when this process asked it last. A process
   * that has not tried for a while knows nothing: another one may have been let in since.
   */
  public boolean hasRefusedCredentials(String account) {
    Instant last = refused.get(account);
    return last != null && monotonic.instant().isBefore(last.plus(OWN_KNOWLEDGE));
  }

  private AccountBreaker of(String account) {
    return byAccount.computeIfAbsent(
        account, name -> new AccountBreaker(name, interval.apply(name), monotonic, wall));
  }

  private static String account(Exchange exchange) {
    return exchange.getVariable(CallVariables.ACCOUNT, String.class);
  }
}
