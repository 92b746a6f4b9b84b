package dev.caravan.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.store.PostgresStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On PostgreSQL. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PostgresSyncLocksTest extends SyncLocksContract {
  PostgresSyncLocksTest() {
    super(new PostgresStore());
  }

  @Test
  void a_renewal_that_hangs_in_the_store_keeps_nobody_who_asks_for_the_lease() throws Exception {
    try (SyncLocks locks = of(Holder.self())) {
      Lease lease = locks.acquire("sync");
      CompletableFuture<Void> renewal =
          store
              .ledger()
              .write(
                  handle -> {
                    handle.execute("SELECT 1 FROM shedlock WHERE name = 'sync' FOR UPDATE");
                    CompletableFuture<Void> hanging = CompletableFuture.runAsync(lease::extend);
                    await().until(() -> waitsForALock());
                    CompletableFuture.runAsync(lease::require)
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
                    assertThat(hanging).isNotDone();
                    return hanging;
                  });
      renewal.get(10, TimeUnit.SECONDS);
      lease.require();
      lease.close();
    }
  }

  private boolean waitsForALock() {
    return store
        .ledger()
        .read(
            handle ->
                handle
                        .createQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")
                        .mapTo(int.class)
                        .one()
                    > 0);
  }
}
