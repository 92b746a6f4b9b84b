package dev.caravan.runtime;

import dev.caravan.config.Settings;
import dev.caravan.store.StoreSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What a process of Caravan is to do.
 *
 * @param syncs the syncs whose routes are loaded
 * @param store where the ledger is
 * @param nanos a monotonic clock, by which leases run out and calls are counted
 * @param retryDelay the first pause before a transient failure is tried again; each further one is
 *     twice as long
 * @param running whether it keeps the syncs running: then it claims them and can be seen from
 *     outside
 */
public record RuntimeSpec(
    Settings settings,
    Collection<String> syncs,
    StoreSettings store,
    Clock clock,
    LongSupplier nanos,
    Duration retryDelay,
    boolean running) {
  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

  public RuntimeSpec {
    syncs = List.copyOf(syncs);
  }

  /** These syncs, by another clock than the system's. */
  public RuntimeSpec(Settings settings, Collection<String> syncs, Clock clock) {
    this(settings, syncs, settings.store(), clock, System::nanoTime, RETRY_DELAY, false);
  }

  /** These syncs, by the system's clock. */
  public static RuntimeSpec of(Settings settings, Collection<String> syncs) {
    return new RuntimeSpec(settings, syncs, Clock.systemUTC());
  }

  /** The same for a process that keeps the syncs running. */
  public RuntimeSpec toRun() {
    return new RuntimeSpec(settings, syncs, store, clock, nanos, retryDelay, true);
  }

  /** The same with another store. */
  public RuntimeSpec withStore(StoreSettings other) {
    return new RuntimeSpec(settings, syncs, other, clock, nanos, retryDelay, running);
  }

  /** The same by another clock. */
  public RuntimeSpec withClock(Clock other) {
    return new RuntimeSpec(settings, syncs, store, other, nanos, retryDelay, running);
  }

  /** The same with leases that run out by another clock. */
  public RuntimeSpec withNanos(LongSupplier other) {
    return new RuntimeSpec(settings, syncs, store, clock, other, retryDelay, running);
  }

  /** The same with other pauses before a transient failure is tried again. */
  public RuntimeSpec withRetryDelay(Duration other) {
    return new RuntimeSpec(settings, syncs, store, clock, nanos, other, running);
  }
}
