package dev.caravan.lock;

import dev.caravan.store.Database;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which process runs which sync for as long as it lives, so that a second one on an embedded store
 * can say who does. They protect nothing: each cycle takes its own lock. Thread-safe; renewed until
 * it is closed.
 */
public final class RunClaims implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunClaims.class);

  /** Before the name of a sync, where a cycle's lock has the name alone; no name has a blank. */
  private static final String PREFIX = "run ";

  private static final int RENEWALS = 3;

  private final Database store;
  private final Duration length;
  private final Holder self;
  private final LockTable table;
  private final Renewals renewals = new Renewals();
  private final AtomicBoolean renewed = new AtomicBoolean();

  /**
   * @param length how long a claim is good for without renewal
   */
  RunClaims(Database store, Duration length) {
    this(store, length, Holder.self());
  }

  RunClaims(Database store, Duration length, Holder self) {
    this.store = store;
    this.length = length;
    this.self = self.forLease(UUID.randomUUID().toString());
    this.table = new LockTable(store, this.self);
  }

  /**
   * Claims those syncs that nobody else runs, which must be one at least.
   *
   * @throws AlreadyRunning when others run them all; says who
   */
  public void takeSome(Collection<String> syncs) {
    Map<String, String> others = take(syncs);
    if (others.keySet().containsAll(syncs)) {
      throw new AlreadyRunning(
          "Every sync of caravan.syncs is run by another process already: %s"
              .formatted(others.values().stream().distinct().collect(Collectors.joining(", "))));
    }
  }

  /**
   * Claims those syncs that nobody else runs.
   *
   * @return by which process each of the others is run, in words; of a process on another machine
   *     nobody knows whether it lives until its claim runs out
   */
  Map<String, String> take(Collection<String> syncs) {
    if (renewed.compareAndSet(false, true)) {
      renewals.every(length.dividedBy(RENEWALS), this::renew);
    }
    return store.write(
        handle -> {
          Map<String, String> others = new LinkedHashMap<>();
          for (String sync : syncs) {
            Optional<Holder> other =
                table
                    .holderOf(PREFIX + sync)
                    .filter(holder -> !holder.equals(self) && !holder.isGone());
            other.ifPresentOrElse(
                holder -> others.put(sync, holder.describe()), () -> claim(handle, sync));
          }
          return others;
        });
  }

  private void claim(Handle handle, String sync) {
    handle
        .createUpdate(
            "INSERT INTO shedlock (name, lock_until, locked_at, locked_by)"
                + " VALUES (:name, <now_millis> + :millis, <now_millis>, :holder)"
                + " ON CONFLICT (name) DO UPDATE SET lock_until = excluded.lock_until,"
                + " locked_at = excluded.locked_at, locked_by = excluded.locked_by")
        .bind("name", PREFIX + sync)
        .bind("millis", length.toMillis())
        .bind("holder", self.toString())
        .execute();
  }

  private void renew() {
    extend(length);
  }

  private void extend(Duration by) {
    try {
      store.write(
          handle ->
              handle
                  .createUpdate(
                      "UPDATE shedlock SET lock_until = <now_millis> + :millis"
                          + " WHERE locked_by = :holder")
                  .bind("millis", by.toMillis())
                  .bind("holder", self.toString())
                  .execute());
    } catch (RuntimeException e) {
      LOG.debug("The claims of this process are not renewed", e);
    }
  }

  /** Others may claim what was claimed here. */
  @Override
  public void close() {
    renewals.close();
    if (renewed.get()) {
      extend(Duration.ZERO);
    }
  }
}
