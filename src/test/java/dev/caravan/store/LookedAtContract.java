package dev.caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a store is like for who only looks at it, on every store. */
@Timeout(120)
abstract class LookedAtContract {
  private static final String NEWER = "UPDATE %s_schema_history SET version = '99'";

  @RegisterExtension final TestStore store;

  LookedAtContract(TestStore store) {
    this.store = store;
  }

  /** A store that was never opened. */
  abstract StoreSettings none() throws Exception;

  private static int sync(Handle handle) {
    return handle.execute("INSERT INTO sync (name, last_cycle, last_step) VALUES ('one', 0, 0)");
  }

  private static int syncs(Store looked) {
    return looked
        .ledger()
        .read(handle -> handle.createQuery("SELECT COUNT(*) FROM sync").mapTo(int.class).one());
  }

  private static int count(Store looked) {
    return looked
        .budgets()
        .write(handle -> handle.execute("INSERT INTO budget_account (account) VALUES ('one')"));
  }

  @Test
  void the_ledger_is_read_and_not_written_while_calls_are_counted() {
    store.ledger().write(LookedAtContract::sync);
    try (Store looked = Store.open(store.settings().toLookAt())) {
      assertThat(syncs(looked)).isEqualTo(1);
      assertThatThrownBy(() -> looked.ledger().write(LookedAtContract::sync))
          .hasStackTraceContaining("read");
      assertThat(count(looked)).isEqualTo(1);
    }
    assertThat(
            store
                .budgets()
                .<Integer>read(
                    handle ->
                        handle
                            .createQuery("SELECT COUNT(*) FROM budget_account")
                            .mapTo(int.class)
                            .one()))
        .isEqualTo(1);
  }

  @Test
  void a_store_that_is_not_there_has_nothing_in_it_and_is_not_made() throws Exception {
    StoreSettings none = none();
    try (Store looked = Store.open(none.toLookAt())) {
      assertThat(syncs(looked)).isZero();
      assertThat(count(looked)).isEqualTo(1);
    }
    assertThat(isMade(none)).isFalse();
  }

  abstract boolean isMade(StoreSettings none) throws Exception;

  @Test
  void of_an_older_one_an_upgrade_is_due() {
    Schema next = new Schema("ledger", Schema.LEDGER.latest() + 1);
    assertThatThrownBy(() -> Store.open(store.settings().toLookAt(), next, Schema.BUDGET))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("An upgrade of the store")
        .hasMessageContaining("is due");
  }

  @Test
  void a_newer_one_is_left_alone_by_every_command() {
    store.ledger().write(handle -> handle.execute(NEWER.formatted("ledger")));
    for (StoreSettings each : new StoreSettings[] {store.settings(), store.settings().toLookAt()}) {
      assertThatThrownBy(() -> Store.open(each))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("was written by a newer Caravan");
    }
  }
}
