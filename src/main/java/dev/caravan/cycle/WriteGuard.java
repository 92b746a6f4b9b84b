package dev.caravan.cycle;

import dev.caravan.call.CallVariables;
import dev.caravan.lock.Lease;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Whether a cycle may write, and what it holds back. Thread-safe. */
public final class WriteGuard {
  private final @Nullable Lease lease;
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private volatile @Nullable String held;

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

  /** Says that something is held back for safety's sake, and why; several things one by one. */
  public synchronized void hold(String sentence) {
    String before = held;
    if (before == null) {
      held = sentence;
    } else if (!before.contains(sentence)) {
      held = before + "; " + sentence;
    }
  }

  public Optional<String> held() {
    return Optional.ofNullable(held);
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
