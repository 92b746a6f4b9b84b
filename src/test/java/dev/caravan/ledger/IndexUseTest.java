package dev.caravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.store.EmbeddedStore;
import dev.caravan.store.Statements;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What each cycle asks is looked up, however long the history has become. */
class IndexUseTest {
  private static final String SYNC = "sync";

  @RegisterExtension final EmbeddedStore store = new EmbeddedStore();

  /** How SQLite looks up what a question asks, a line a statement and step. */
  private Set<String> plans(Consumer<LedgerView> question) {
    return asked(
        ledger ->
            ledger.<Void>read(
                SYNC,
                view -> {
                  question.accept(view);
                  return null;
                }));
  }

  private Set<String> asked(Consumer<Ledger> question) {
    Set<String> asked = new ConcurrentSkipListSet<>();
    Statements.log(
        store.ledger(),
        new SqlLogger() {
          @Override
          public void logBeforeExecution(StatementContext context) {
            asked.add(context.getParsedSql().getSql());
          }
        });
    question.accept(new Ledger(store.ledger(), Clock.systemUTC()));
    Statements.log(store.ledger(), SqlLogger.NOP_SQL_LOGGER);
    Set<String> plans = new TreeSet<>();
    for (String sql : asked) {
      plans.addAll(
          store
              .ledger()
              .<List<String>>read(
                  handle ->
                      handle
                          .createQuery("EXPLAIN QUERY PLAN " + sql.replace("?", "'x'"))
                          .map((row, context) -> row.getString("detail"))
                          .list()));
    }
    return plans;
  }

  @Test
  void the_last_finished_cycle_is_found_among_any_number_of_others() {
    assertThat(asked(ledger -> ledger.lastFinished(SYNC)))
        .containsExactly("SEARCH cycle USING INDEX cycle_finished (sync=?)");
  }

  /** Whole tables are read where a number says that a few hundred rows are enough. */
  @Test
  void what_is_old_is_found_without_reading_what_is_not() {
    assertThat(asked(ledger -> ledger.prune(SYNC, ledger.begin(SYNC), Duration.ofDays(90))))
        .contains(
            "SEARCH e USING INDEX entry_ended (sync=? AND ended_at<?)",
            "SEARCH event USING INTEGER PRIMARY KEY (rowid=?)",
            "SEARCH cycle USING INDEX sqlite_autoindex_cycle_1 (sync=? AND cycle=?)",
            "SEARCH cycle USING INDEX cycle_finished (sync=?)")
        .filteredOn(step -> step.startsWith("SCAN"))
        .containsExactly("SCAN event");
  }

  @Test
  void closed_entries_are_not_read_where_only_the_others_count() {
    assertThat(plans(view -> view.entries().eachAlive(entry -> {})))
        .contains(
            "SEARCH entry USING INDEX entry_state (sync=? AND state=?)",
            "SEARCH entry USING INDEX entry_held (sync=?)")
        .noneMatch(step -> step.startsWith("SCAN"));
    assertThat(plans(view -> view.entries().count(State.OPEN)))
        .containsExactly("SEARCH entry USING COVERING INDEX entry_state (sync=? AND state=?)");
    assertThat(plans(view -> view.entries().inState(State.OPEN)))
        .containsExactly("SEARCH entry USING INDEX entry_state (sync=? AND state=?)");
  }

  @Test
  void the_group_of_a_record_is_looked_up() {
    assertThat(plans(view -> view.occurrences().entryOf("record")))
        .contains("SEARCH occurrence USING INDEX occurrence_record (sync=? AND record_key=?)");
  }
}
