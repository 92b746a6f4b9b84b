package dev.caravan.call;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many requests went to each account since the start. Thread-safe; a cycle takes a snapshot at
 * its begin and at its end and reports the difference.
 */
public final class CallCounts {
  private final Map<String, Counters> byAccount = new ConcurrentHashMap<>();

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
  }

  /** The counts of an account, all zero when it was never asked. */
  public Count of(String account) {
    Counters counters = byAccount.get(account);
    return counters == null
        ? Count.NONE
        : new Count(counters.sent.sum(), counters.millis.sum(), counters.status429.sum());
  }

  public void sent(String account, int status) {
    Counters counters = counters(account);
    counters.sent.increment();
    if (status == 429) {
      counters.status429.increment();
    }
  }

  void waited(String account, Duration time) {
    counters(account).millis.add(time.toMillis());
  }

  private Counters counters(String account) {
    return byAccount.computeIfAbsent(account, name -> new Counters());
  }

  private static final class Counters {
    private final LongAdder sent = new LongAdder();
    private final LongAdder millis = new LongAdder();
    private final LongAdder status429 = new LongAdder();
  }
}
