package dev.caravan.ledger;

import dev.caravan.store.Database;
import dev.caravan.text.PrintableText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of all syncs of an installation. Thread-safe.
 *
 * <p>A write belongs to a cycle: it takes the row of its sync and fails with {@link LockLost} when
 * another cycle has begun since, whoever runs it. That is the fence behind the lock.
 */
public final class Ledger {
  private static final int SUMMARY_LENGTH = 2000;
  private static final int MOST_PORTIONS = 10;

  private final Database store;
  private final InstantSource clock;
  private final LongAdder busy = new LongAdder();

  public Ledger(Database store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Begins the next cycle of a sync and returns its number, from 1. From now on no other cycle of
   * it can write.
   */
  public long begin(String sync) {
    return begin(
        sync,
        "INSERT INTO sync (name, last_cycle, last_step) VALUES (:sync, 1, 0)"
            + " ON CONFLICT (name) DO UPDATE SET last_cycle = sync.last_cycle + 1"
            + " RETURNING last_cycle");
  }

  /** The same for a schedule: {@link #untilTurn} counts from now on. */
  public long beginTurn(String sync) {
    return begin(
        sync,
        "INSERT INTO sync (name, last_cycle, last_step, turn_at) VALUES (:sync, 1, 0, <now_millis>)"
            + " ON CONFLICT (name) DO UPDATE SET last_cycle = sync.last_cycle + 1,"
            + " turn_at = <now_millis> RETURNING last_cycle");
  }

  /**
   * How long until a sync has its next turn, so many milliseconds after that of the last one began,
   * whichever process ran it; zero when it is due. By the store's clock: where that was set back
   * behind the last turn, it is due.
   */
  public Duration untilTurn(String sync, Duration every) {
    return store.read(
        handle ->
            handle
                .createQuery("SELECT <now_millis> - turn_at FROM sync WHERE name = :sync")
                .bind("sync", sync)
                .mapTo(Long.class)
                .findOne()
                .filter(passed -> passed >= 0)
                .map(passed -> every.minusMillis(passed))
                .filter(rest -> !rest.isNegative())
                .orElse(Duration.ZERO));
  }

  private long begin(String sync, String sql) {
    return store.write(
        handle -> {
          long cycle = handle.createQuery(sql).bind("sync", sync).mapTo(long.class).one();
          handle
              .createUpdate(
                  "INSERT INTO cycle (sync, cycle, started_at) VALUES (:sync, :cycle, :now)")
              .bind("sync", sync)
              .bind("cycle", cycle)
              .bind("now", clock.millis())
              .execute();
          return cycle;
        });
  }

  /** Writes down how a cycle ended. A cycle that was overtaken leaves nothing. */
  public void end(String sync, long cycle, String outcome, String summary) {
    end(sync, cycle, outcome, summary, null, null);
  }

  /**
   * The same of a cycle whose target has shown its clock.
   *
   * @param startedThere when it began, by that clock
   * @param endedThere when it ended
   */
  public void end(
      String sync,
      long cycle,
      String outcome,
      String summary,
      @Nullable Instant startedThere,
      @Nullable Instant endedThere) {
    store.write(
        handle ->
            handle
                .createUpdate(
                    "UPDATE cycle SET ended_at = :now, outcome = :outcome, summary = :summary,"
                        + " started_there = :startedThere, ended_there = :endedThere"
                        + " WHERE sync = :sync AND cycle = :cycle")
                .bind("startedThere", millis(startedThere))
                .bind("endedThere", millis(endedThere))
                .bind("now", clock.millis())
                .bind("outcome", outcome)
                .bind("summary", PrintableText.head(SUMMARY_LENGTH, summary))
                .bind("sync", sync)
                .bind("cycle", cycle)
                .execute());
  }

  /** The time that cycles are written down with. */
  public Instant now() {
    return clock.instant();
  }

  /** The number of the last cycle that began; 0 before the first. */
  public long lastCycle(String sync) {
    return store.read(handle -> lastCycle(handle, sync));
  }

  /** The last cycle that went through its whole source; empty before the first. */
  public Optional<FinishedCycle> lastFinished(String sync) {
    return store.read(
        handle ->
            handle
                .createQuery(
                    "SELECT cycle, COALESCE(started_there, started_at),"
                        + " COALESCE(ended_there, ended_at) FROM cycle WHERE sync = :sync"
                        + " AND outcome IN ('complete', 'partial', 'guarded')"
                        + " ORDER BY cycle DESC LIMIT 1")
                .bind("sync", sync)
                .map(
                    (row, context) ->
                        new FinishedCycle(
                            row.getLong(1),
                            Instant.ofEpochMilli(row.getLong(2)),
                            Instant.ofEpochMilli(row.getLong(3))))
                .findOne());
  }

  /** Reads within one transaction that writes nothing. */
  public <T extends @Nullable Object> T read(String sync, Function<LedgerView, T> work) {
    return timed(
        () -> store.read(handle -> work.apply(new LedgerView(handle, sync, clock.instant()))));
  }

  /**
   * Writes within one transaction that is committed, on disk, when this returns.
   *
   * @throws LockLost when another cycle of the sync has begun
   */
  public <T extends @Nullable Object> T write(
      String sync, long cycle, Function<LedgerView, T> work) {
    return timed(
        () ->
            store.write(
                handle -> {
                  requireLast(handle, sync, cycle);
                  return work.apply(new LedgerView(handle, sync, clock.instant()));
                }));
  }

  /**
   * Takes away what is kept for people alone and is older than that: cycles, events, and all of an
   * entry that ended but its generation and counterpart. In portions, and so many at most that a
   * cycle is not long over for it; the rest goes at the next call.
   *
   * @throws LockLost when another cycle of the sync has begun
   */
  public void prune(String sync, long cycle, Duration keep) {
    // By whole hours: a sync that has little to take away writes for it once an hour.
    Instant before = clock.instant().minus(keep).truncatedTo(ChronoUnit.HOURS);
    boolean more = true;
    for (int i = 0; more && i < MOST_PORTIONS; i++) {
      more = this.<Boolean>write(sync, cycle, view -> view.prune(before));
    }
  }

  /** What an overtaken cycle learns too late; the only write that nothing fences. */
  public void note(String sync, Collection<LateWrite> writes) {
    store.write(
        handle -> {
          new LateWrites(handle, sync).note(writes);
          return null;
        });
  }

  private static void requireLast(Handle handle, String sync, long cycle) {
    long last = lockedLastCycle(handle, sync);
    if (last != cycle) {
      throw new LockLost(
          "Cycle %d of %s has been overtaken by cycle %d; it writes nothing more"
              .formatted(cycle, sync, last));
    }
  }

  /** Takes the row of the sync, so that no other cycle begins before this transaction ends. */
  static long lockedLastCycle(Handle handle, String sync) {
    return handle
        .createQuery("SELECT last_cycle FROM sync WHERE name = :sync <for_update>")
        .bind("sync", sync)
        .mapTo(long.class)
        .findOne()
        .orElse(0L);
  }

  private <T extends @Nullable Object> T timed(Supplier<T> transaction) {
    long began = System.nanoTime();
    try {
      return transaction.get();
    } finally {
      busy.add(System.nanoTime() - began);
    }
  }

  /**
   * How long this process has been in reading and writing transactions, all together, with what is
   * decided in them.
   */
  public Duration busy() {
    return Duration.ofNanos(busy.sum());
  }

  public Identities identities(String sync) {
    return store.read(
        handle ->
            handle
                .createQuery("SELECT source_identity, target_identity FROM sync WHERE name = :sync")
                .bind("sync", sync)
                .map(
                    (row, context) ->
                        new Identities(
                            row.getString("source_identity"), row.getString("target_identity")))
                .findOne()
                .orElse(new Identities(null, null)));
  }

  /** Keeps what the ends said they were; an identity that is already there stays. */
  public void remember(String sync, Identities identities) {
    store.write(
        handle ->
            handle
                .createUpdate(
                    "UPDATE sync SET source_identity = COALESCE(source_identity, :source),"
                        + " target_identity = COALESCE(target_identity, :target) WHERE name ="
                        + " :sync")
                .bind("source", identities.source())
                .bind("target", identities.target())
                .bind("sync", sync)
                .execute());
  }

  private static @Nullable Long millis(@Nullable Instant at) {
    return at == null ? null : (Long) at.toEpochMilli();
  }

  private static long lastCycle(Handle handle, String sync) {
    Optional<Long> last =
        handle
            .createQuery("SELECT last_cycle FROM sync WHERE name = :sync")
            .bind("sync", sync)
            .mapTo(Long.class)
            .findOne();
    return last.orElse(0L);
  }
}
