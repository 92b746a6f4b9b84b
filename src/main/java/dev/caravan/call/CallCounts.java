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
  private final Map<SyncAccount, Counters> byKey = new ConcurrentHashMap<>();
  private final CallMeter meter;

  /**
   * @param meter is told of each request
   */
  public CallCounts(CallMeter meter) {
    this.meter = meter;
  }

  private record SyncAccount(String sync, String account) {}

  /** The counts of an account as far as it was asked for one sync. */
  public RequestCounts of(String sync, String account) {
    Counters counters = byKey.get(new SyncAccount(sync, account));
    return counters == null ? RequestCounts.NONE : counters.count();
  }

  /**
   * A request of the sync that the exchange's variable names, if any.
   *
   * @param bucket what it was charged to
   * @param status of the answer; 0 when there was none
   */
  public void sent(Exchange exchange, String account, String bucket, int status) {
    meter.sent(account, bucket, status);
    Counters counters = counters(sync(exchange), account);
    counters.sent.increment();
    if (status == 429) {
      counters.status429.increment();
    }
  }

  /** A request for a token. */
  public void sentForToken(Exchange exchange, String account, int status) {
    sent(exchange, account, "token", status);
  }

  void waited(Exchange exchange, String account, Duration time) {
    counters(sync(exchange), account).millis.add(time.toMillis());
  }

  private static @Nullable String sync(Exchange exchange) {
    return exchange.getVariable(CallVariables.SYNC, String.class);
  }

  private Counters counters(@Nullable String sync, String account) {
    return byKey.computeIfAbsent(
        new SyncAccount(sync == null ? "" : sync, account), name -> new Counters());
  }

  private static final class Counters {
    private final LongAdder sent = new LongAdder();
    private final LongAdder millis = new LongAdder();
    private final LongAdder status429 = new LongAdder();

    private RequestCounts count() {
      return new RequestCounts(sent.sum(), millis.sum(), status429.sum());
    }
  }
}
