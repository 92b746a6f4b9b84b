package dev.caravan.lock;

import static java.util.Objects.requireNonNull;

import dev.caravan.store.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.support.StorageBasedLockProvider;

/** The locks of all syncs, one each, in the store. Thread-safe. */
public final class SyncLocks implements AutoCloseable {
  /** So often is a lease renewed before it would end. */
  private static final int RENEWALS = 3;

  private final Database store;
  private final Holder self;
  private final Duration length;
  private final LongSupplier nanos;
  private final InstantSource clock;
  private final Renewals renewals = new Renewals();

  /**
   * @param length of a lease
   * @param nanos a monotonic clock, in nanoseconds
   * @param clock the machine's, which goes on while it is suspended
   */
  public SyncLocks(Database store, Duration length, LongSupplier nanos, InstantSource clock) {
    this(store, Holder.self(), length, nanos, clock);
  }

  SyncLocks(Database store, Holder self, Duration length, LongSupplier nanos, InstantSource clock) {
    this.store = store;
    this.self = self;
    this.length = length;
    this.nanos = nanos;
    this.clock = clock;
  }

  /**
   * Takes the lock of a sync. The lock of a process of this machine that has ended is taken over at
   * once; that of another machine when its lease has run out.
   *
   * @throws AlreadyRunning when another live process has it
   */
  public Lease acquire(String sync) {
    // Each lease is an owner of its own: one that ran out must not extend its successor.
    LockTable table = new LockTable(store, self.forLease(UUID.randomUUID().toString()));
    Provider provider = new Provider(table);
    Lease.Limit asked = Lease.Limit.now(nanos, clock);
    Optional<SimpleLock> lock = provider.lock(configuration(sync));
    if (lock.isEmpty()) {
      Optional<Holder> holder = table.holderOf(sync);
      if (holder.isPresent() && !holder.get().isGone()) {
        throw new AlreadyRunning(
            "%s is already running: %s holds its lock".formatted(sync, holder.get().describe()));
      }
      holder.ifPresent(gone -> table.free(sync, gone));
      asked = Lease.Limit.now(nanos, clock);
      lock = provider.lock(configuration(sync));
    }
    SimpleLock taken =
        lock.orElseThrow(
            () -> new AlreadyRunning("%s was started by another process just now".formatted(sync)));
    AtomicReference<Runnable> over = new AtomicReference<>(() -> {});
    Lease lease =
        new Lease(sync, taken, asked, length, nanos, clock, () -> requireNonNull(over.get()).run());
    over.set(renewals.every(length.dividedBy(RENEWALS), lease::extend));
    return lease;
  }

  /** The claims of this process on the syncs that it runs; none yet. */
  public RunClaims claims() {
    return new RunClaims(store, length);
  }

  private LockConfiguration configuration(String sync) {
    return new LockConfiguration(ClockProvider.now(), sync, length, Duration.ZERO);
  }

  @Override
  public void close() {
    renewals.close();
  }

  private static final class Provider extends StorageBasedLockProvider {
    Provider(LockTable table) {
      super(table);
    }
  }
}
