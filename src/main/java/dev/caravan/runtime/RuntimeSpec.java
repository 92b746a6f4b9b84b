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
 * @param nanos a monotonic clock, by which leases run out
 */
public record RuntimeSpec(
    Settings settings,
    Collection<String> syncs,
    Purpose purpose,
    StoreSettings store,
    Clock clock,
    LongSupplier nanos) {

  /** What the routes of a sync are loaded for. */
  public enum Purpose {
    /** Cycles that write. */
    RUN,
    /** Their sinks are replaced by one that writes nothing. */
    PLAN,
    /** Records are read and mapped, and compared with nothing. */
    SURVEY
  }

  public RuntimeSpec {
    syncs = List.copyOf(syncs);
  }

  /** Cycles, or plans, by another clock than the system's. */
  public RuntimeSpec(Settings settings, Collection<String> syncs, boolean planning, Clock clock) {
    this(
        settings,
        syncs,
        planning ? Purpose.PLAN : Purpose.RUN,
        settings.store(),
        clock,
        System::nanoTime);
  }

  private static RuntimeSpec of(Settings settings, Collection<String> syncs, Purpose purpose) {
    return new RuntimeSpec(
        settings, syncs, purpose, settings.store(), Clock.systemUTC(), System::nanoTime);
  }

  /** Cycles of these syncs, by the system's clock. */
  public static RuntimeSpec of(Settings settings, Collection<String> syncs) {
    return of(settings, syncs, Purpose.RUN);
  }

  /** A plan of one sync. */
  public static RuntimeSpec plan(Settings settings, String sync) {
    return of(settings, List.of(sync), Purpose.PLAN);
  }

  /** All records that the source of one sync lists now. */
  public static RuntimeSpec survey(Settings settings, String sync) {
    return of(settings, List.of(sync), Purpose.SURVEY);
  }

  /** The same with another store. */
  public RuntimeSpec withStore(StoreSettings other) {
    return new RuntimeSpec(settings, syncs, purpose, other, clock, nanos);
  }

  /** The same by another clock. */
  public RuntimeSpec withClock(Clock other) {
    return new RuntimeSpec(settings, syncs, purpose, store, other, nanos);
  }

  /** The same with leases that run out by another clock. */
  public RuntimeSpec withNanos(LongSupplier other) {
    return new RuntimeSpec(settings, syncs, purpose, store, clock, other);
  }
}
