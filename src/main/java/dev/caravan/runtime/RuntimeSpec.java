package dev.caravan.runtime;

import dev.caravan.config.Settings;
import dev.caravan.store.StoreSettings;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What a process of Caravan is to do.
 *
 * @param syncs the syncs whose routes are loaded
 * @param store where the ledger is
 * @param nanos a monotonic clock, by which leases run out and calls are counted
 */
public record RuntimeSpec(
    Settings settings,
    Collection<String> syncs,
    StoreSettings store,
    Clock clock,
    LongSupplier nanos) {

  public RuntimeSpec {
    syncs = List.copyOf(syncs);
  }

  /** These syncs, by another clock than the system's. */
  public RuntimeSpec(Settings settings, Collection<String> syncs, Clock clock) {
    this(settings, syncs, settings.store(), clock, System::nanoTime);
  }

  /** These syncs, by the system's clock. */
  public static RuntimeSpec of(Settings settings, Collection<String> syncs) {
    return new RuntimeSpec(settings, syncs, Clock.systemUTC());
  }

  /** The same with another store. */
  public RuntimeSpec withStore(StoreSettings other) {
    return new RuntimeSpec(settings, syncs, other, clock, nanos);
  }

  /** The same by another clock. */
  public RuntimeSpec withClock(Clock other) {
    return new RuntimeSpec(settings, syncs, store, other, nanos);
  }

  /** The same with leases that run out by another clock. */
  public RuntimeSpec withNanos(LongSupplier other) {
    return new RuntimeSpec(settings, syncs, store, clock, other);
  }
}
