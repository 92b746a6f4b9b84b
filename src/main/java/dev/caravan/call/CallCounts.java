package dev.caravan.call;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * How many requests went to each account since the start, and for which sync. Thread-safe; a cycle
 * takes a snapshot of its sync at its begin and at its end and reports the difference.
 */
public final class CallCounts {
  private final Map<Key, Counters> byKey = new ConcurrentHashMap<>();

  private record Key(String sync, String account) {}

  /**
   * @param sent HTTP requests that reached the vendor or may have, tokens and retries included
   * @param throttledMillis time spent waiting for the budget, the Throttler or after a 429
   * @param status429 answers with status 429
   */
  public record Count(long sent, long throttledMillis, long status429) {
    public static final Count NONE = new Count(0, 0, 0);

    public Count minus(Count earlier) {
      return new Count(
          sent - earlier.sent,
          throttledMillis - earlier.throttledMillis,
          status429 - earlier.status429);
    }

    private Count plus(Count other) {
      return new Count(
          sent + other.sent, throttledMillis + other.throttledMillis, status429 + other.status429);
    }
  }

  /** The counts of an account, whatever it was asked for; all zero when it was never asked. */
  public Count of(String account) {
    return byKey.entrySet().stream()
        .filter(entry -> entry.getKey().account().equals(account))
        .map(entry -> entry.getValue().count())
        .reduce(Count.NONE, Count::plus);
  }

  /** The counts of an account as far as it was asked for one sync. */
  public Count of(String sync, String account) {
    Counters counters = byKey.get(new Key(sync, account));
    return counters == null ? Count.NONE : counters.count();
  }

  /** A request of the sync that the exchange's variable names, if any. */
  public void sent(Exchange exchange, String account, int status) {
    Counters counters = counters(sync(exchange), account);
    counters.sent.increment();
    if (status == 429) {
      counters.status429.increment();
    }
  }

  void waited(Exchange exchange, String account, Duration time) {
    counters(sync(exchange), account).millis.add(time.toMillis());
  }

  private static @Nullable String sync(Exchange exchange) {
    return exchange.getVariable(CallVariables.SYNC, String.class);
  }

  private Counters counters(@Nullable String sync, String account) {
    return byKey.computeIfAbsent(
        new Key(sync == null ? "" : sync, account), name -> new Counters());
  }

  private static final class Counters {
    private final LongAdder sent = new LongAdder();
    private final LongAdder millis = new LongAdder();
    private final LongAdder status429 = new LongAdder();

    private Count count() {
      return new Count(sent.sum(), millis.sum(), status429.sum());
    }
  }
}
