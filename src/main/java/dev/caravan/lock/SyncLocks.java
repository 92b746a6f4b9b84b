package dev.caravan.lock;

import dev.caravan.store.Database;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.support.StorageBasedLockProvider;

/** The locks of all syncs, one each, in the store. Thread-safe. */
public final class SyncLocks implements AutoCloseable {
  /** Long enough for a store that pauses, short enough for a dead machine's syncs to go on soon. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  private final Database store;
  private final Holder self;
  private final LongSupplier nanos;
  private final ScheduledExecutorService timer;

  /**
   * @param nanos a monotonic clock, in nanoseconds
   */
  public SyncLocks(Database store, LongSupplier nanos) {
    this(store, Holder.self(), nanos);
  }

  SyncLocks(Database store, Holder self, LongSupplier nanos) {
    this.store = store;
    this.self = self;
    this.nanos = nanos;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "caravan-lease");
              thread.setDaemon(true);
              return thread;
            });
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
    long asked = nanos.getAsLong();
    Optional<SimpleLock> lock = provider.lock(configuration(sync));
    if (lock.isEmpty()) {
      Optional<Holder> holder = table.holderOf(sync);
      if (holder.isPresent() && !holder.get().isGone()) {
        throw new AlreadyRunning(
            "%s is already running: %s holds its lock".formatted(sync, holder.get().describe()));
      }
      holder.ifPresent(gone -> table.free(sync, gone));
      asked = nanos.getAsLong();
      lock = provider.lock(configuration(sync));
    }
    SimpleLock taken =
        lock.orElseThrow(
            () -> new AlreadyRunning("%s was started by another process just now".formatted(sync)));
    return new Lease(sync, taken, asked, LEASE, nanos, timer);
  }

  private static LockConfiguration configuration(String sync) {
    return new LockConfiguration(ClockProvider.now(), sync, LEASE, Duration.ZERO);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private static final class Provider extends StorageBasedLockProvider {
    Provider(LockTable table) {
      super(table);
    }
  }
}
