package dev.caravan.cycle;

import dev.caravan.call.CallVariables;
import dev.caravan.lock.Lease;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Whether a cycle may write, and what it holds back. Thread-safe. */
public final class WriteGuard {
  private final @Nullable Lease lease;
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private final Map<String, String> held = new ConcurrentSkipListMap<>();

  /**
   * @param lease the right to write to the target; absent where the cycle only reads it
   */
  WriteGuard(@Nullable Lease lease) {
    this.lease = lease;
  }

  /** Stops the cycle: no further write begins. The first reason counts. */
  public void abort(RuntimeException reason) {
    failure.compareAndSet(null, reason);
  }

  public Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure.get());
  }

  /**
   * Says that something is held back for safety's sake, and why.
   *
   * @param topic what is held back; a later sentence on the same takes the place of an earlier one
   */
  public void hold(String topic, String sentence) {
    held.put(topic, sentence);
  }

  /** The same of something that is held back for that reason only. */
  public void hold(String sentence) {
    hold(sentence, sentence);
  }

  /** All that is held back; empty when nothing is. */
  public Optional<String> held() {
    return held.isEmpty() ? Optional.empty() : Optional.of(String.join(". ", held.values()));
  }

  /** Lets whatever an exchange writes from now on be checked when its first byte leaves. */
  void watch(Exchange exchange) {
    if (lease != null) {
      exchange.setProperty(CallVariables.BEFORE_WRITING, (Runnable) this::requireWritable);
    }
  }

  /**
   * To be called before each write to a target or a source.
   *
   * @throws RuntimeException when the cycle was aborted, only reads, or has lost its lock
   */
  public void requireWritable() {
    RuntimeException reason = failure.get();
    if (reason != null) {
      throw new CycleStopped(reason);
    }
    if (lease == null) {
      throw new IllegalStateException("A plan and a rebuilt ledger write nothing to a target");
    }
    lease.require();
  }
}
