package dev.caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.store.FreezableWriter.Then;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process that is frozen with a transaction open holds nobody up for more than some seconds. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PostgresFrozenProcessTest {
  private static final Duration SOME_SECONDS = Duration.ofSeconds(20);

  @RegisterExtension final PostgresStore store = new PostgresStore();

  private void goesOn(Database database, String statement) throws Exception {
    CompletableFuture<Integer> other =
        CompletableFuture.supplyAsync(
            () -> database.write(handle -> handle.createUpdate(statement).execute()));
    assertThat(other.get(SOME_SECONDS.toMillis(), TimeUnit.MILLISECONDS)).isEqualTo(1);
  }

  private FreezableWriter holdingASync(Then then) throws Exception {
    String sync = "INSERT INTO sync (name, last_cycle, last_step) VALUES ('a', 1, 0)";
    store.ledger().write(handle -> handle.execute(sync));
    return FreezableWriter.holding(
        store.settings(), "ledger", "UPDATE sync SET last_step = 1 WHERE name = 'a'", then);
  }

  @Test
  void with_the_rows_of_a_sync() throws Exception {
    try (FreezableWriter frozen = holdingASync(Then.NOTHING)) {
      frozen.freeze();
      goesOn(store.ledger(), "UPDATE sync SET last_cycle = 2 WHERE name = 'a'");
    }
  }

  @Test
  void with_the_rows_of_an_account() throws Exception {
    store.budgets().write(handle -> handle.execute("CREATE TABLE account_row (n INT)"));
    store.budgets().write(handle -> handle.execute("INSERT INTO account_row VALUES (1)"));
    try (FreezableWriter frozen =
        FreezableWriter.holding(
            store.settings(), "budgets", "UPDATE account_row SET n = 2", Then.NOTHING)) {
      frozen.freeze();
      goesOn(store.budgets(), "UPDATE account_row SET n = 3");
    }
  }

  @Test
  void in_the_middle_of_an_answer() throws Exception {
    try (FreezableWriter frozen = holdingASync(Then.READ)) {
      frozen.freeze();
      await().atMost(SOME_SECONDS).until(this::someoneIsNotRead);
      goesOn(store.ledger(), "UPDATE sync SET last_cycle = 2 WHERE name = 'a'");
    }
  }

  /** Whoever renews a lease must learn in time to ask another connection. */
  @Test
  void a_server_that_keeps_silent_is_waited_for_as_long_as_a_statement_may_take() {
    assertThat(silenceMillis(store.store().ledger())).isEqualTo(30_000);
    assertThat(silenceMillis(store.store().budgets())).isEqualTo(30_000);
    assertThat(silenceMillis(store.store().locks())).isEqualTo(5_000);
  }

  /** For how long the driver waits for the next byte on a connection; 0 is for ever. */
  private static int silenceMillis(Database database) {
    return database.read(
        handle -> {
          try {
            return handle.getConnection().getNetworkTimeout();
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private boolean someoneIsNotRead() {
    return store
        .ledger()
        .read(
            handle ->
                handle
                        .createQuery(
                            "SELECT count(*) FROM pg_stat_activity"
                                + " WHERE query LIKE 'COPY%' AND wait_event = 'ClientWrite'")
                        .mapTo(int.class)
                        .one()
                    > 0);
  }
}
