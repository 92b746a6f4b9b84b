package dev.caravan.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Moment;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.ledger.TestEntries;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * H2 commits at each change of a table, so a process that is killed while it brings an older store
 * up to date leaves it half-way. The next one goes on from there, and everything is there.
 */
@Timeout(120)
class InterruptedUpdateTest {
  private static final String SYNC = "sync";
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir Path folder;

  /** How far the process had come. */
  enum Killed {
    BEFORE,
    /** The entries wait under another name. */
    RENAMED,
    /** The new table is there, and empty. */
    CREATED,
    /** Half of the entries are in the new table. */
    HALF_COPIED,
    /** All of them are, and the old table is still there. */
    COPIED,
    /** All is done, but not written down as done. */
    DROPPED
  }

  @ParameterizedTest
  @EnumSource
  void the_embedded_store_is_brought_up_to_date(Killed when) {
    brings_up_to_date(StoreSettings.of("jdbc:h2:file:" + folder.resolve("store")), when);
  }

  @Test
  void postgresql_is_brought_up_to_date() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      for (Killed when : Killed.values()) {
        String database = "at_" + when.name().toLowerCase(Locale.ROOT);
        StoreSettings first =
            new StoreSettings(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
        Jdbi.create(first.completeUrl(), "postgres", "postgres")
            .useHandle(handle -> handle.execute("CREATE DATABASE " + database));
        brings_up_to_date(
            new StoreSettings(postgres.getJdbcUrl("postgres", database), "postgres", "postgres"),
            when);
      }
    }
  }

  @Test
  void a_store_whose_update_an_earlier_build_gave_up_is_brought_up_to_date() {
    StoreSettings settings = StoreSettings.of("jdbc:h2:file:" + folder.resolve("store"));
    leave(settings, Killed.RENAMED);
    Jdbi.create(settings.completeUrl())
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO \"flyway_schema_history\" SELECT 5, '5', 'Entries by digest',"
                        + " 'JDBC', 'dev.caravan.store.V5__Entries_by_digest', NULL,"
                        + " \"installed_by\", \"installed_on\", 1, FALSE"
                        + " FROM \"flyway_schema_history\" WHERE \"version\" = '4'"));
    requireWhole(settings);
  }

  private static void brings_up_to_date(StoreSettings settings, Killed when) {
    leave(settings, when);
    requireWhole(settings);
  }

  private static void migrate(StoreSettings settings, String version) {
    Flyway.configure()
        .dataSource(settings.completeUrl(), settings.username(), settings.password())
        .locations("classpath:db/migration")
        .javaMigrations(new V5__Entries_by_digest())
        .target(version)
        .load()
        .migrate();
  }

  private static void leave(StoreSettings settings, Killed when) {
    migrate(settings, "4");
    Jdbi jdbi = Jdbi.create(settings.completeUrl(), settings.username(), settings.password());
    jdbi.useHandle(InterruptedUpdateTest::fill);
    if (when == Killed.BEFORE) {
      return;
    }
    if (when == Killed.RENAMED) {
      jdbi.useHandle(handle -> handle.execute("ALTER TABLE entry RENAME TO entry_before"));
      return;
    }
    jdbi.useHandle(
        handle -> {
          handle.execute("CREATE TABLE kept AS SELECT * FROM entry");
          handle.execute("CREATE TABLE told AS SELECT * FROM event");
        });
    migrate(settings, "5");
    jdbi.useHandle(
        handle -> {
          handle.execute("DELETE FROM \"flyway_schema_history\" WHERE \"version\" = '5'");
          if (when != Killed.DROPPED) {
            handle.execute("ALTER TABLE kept RENAME TO entry_before");
          }
          String gone = when == Killed.CREATED ? "'%'" : "'d%'";
          if (when == Killed.CREATED || when == Killed.HALF_COPIED) {
            handle.execute("DELETE FROM entry WHERE source_key LIKE " + gone);
            handle.execute("DELETE FROM event WHERE source_key LIKE " + gone);
            handle.execute("INSERT INTO event SELECT * FROM told WHERE source_key LIKE " + gone);
          }
        });
  }

  private static void requireWhole(StoreSettings settings) {
    for (int start = 0; start < 2; start++) {
      try (Store store = Store.open(settings)) {
        Ledger ledger = new Ledger(store.jdbi(), Clock.systemUTC());
        ledger.<Void>read(
            SYNC,
            view -> {
              requireWhole(view);
              return null;
            });
        assertThat(tables(store.jdbi())).doesNotContain("entry_before");
      }
    }
  }

  private static List<String> tables(Jdbi jdbi) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT LOWER(table_name) FROM information_schema.tables")
                .mapTo(String.class)
                .list());
  }

  private static void requireWhole(LedgerView view) {
    Entry open = view.entries().find("open").orElseThrow();
    assertThat(open.state()).isEqualTo(State.OPEN);
    assertThat(open.targetId()).isEqualTo("4711");
    assertThat(open.presence().since()).isEqualTo(new Moment(3, TEN));
    assertThat(open.counterpart().created()).isEqualTo(new Moment(3, TEN.plusSeconds(1)));
    assertThat(view.story("open"))
        .extracting(Event::event)
        .containsExactly("seen", "created", "updated");
    Entry doubtful = view.entries().find("doubtful").orElseThrow();
    assertThat(doubtful.state()).isEqualTo(State.IN_DOUBT);
    assertThat(doubtful.presence().since()).isEqualTo(new Moment(3, TEN));
    assertThat(doubtful.attempt().at()).isEqualTo(TEN);
    assertThat(view.intents().of("doubtful"))
        .singleElement()
        .matches(step -> step.op() == Op.CREATE && step.inDoubt());
    Entry dead = view.entries().find("dead").orElseThrow();
    assertThat(dead.state()).isEqualTo(State.DEAD);
    assertThat(dead.presence().since()).isEqualTo(new Moment(3, TEN));
    assertThat(view.deadLetters().of(List.of("dead"))).containsKey("dead");
    Entry held = view.entries().find("held").orElseThrow();
    assertThat(held.state()).isEqualTo(State.CLOSED);
    assertThat(held.endedByPerson()).isTrue();
    assertThat(held.missed()).isEqualTo(1);
    assertThat(held.generation()).isEqualTo(2);
    assertThat(TestEntries.alive(view))
        .containsExactlyInAnyOrder("open", "doubtful", "dead", "held");
  }

  private static void fill(Handle handle) {
    handle.execute("INSERT INTO sync (name, last_cycle, last_step) VALUES ('sync', 9, 9)");
    entry(handle, "open", "open", "4711", 1, 0, false);
    entry(handle, "doubtful", "in-doubt", null, 1, 0, false);
    entry(handle, "dead", "dead", null, 1, 0, false);
    entry(handle, "held", "closed", "12", 2, 1, true);
    for (String key : List.of("open", "doubtful", "dead", "held")) {
      event(handle, key, 3, TEN, "seen", "Summary");
    }
    event(handle, "open", 3, TEN.plusSeconds(1), "created", "4711");
    event(handle, "open", 4, TEN.plusSeconds(60), "updated", "{}");
    handle.execute(
        "INSERT INTO step (sync, step, cycle, source_key, generation, op, state, desired, payload,"
            + " intended_at, doubted_at) VALUES ('sync', 9, 9, 'doubtful', 1, 'create',"
            + " 'in-doubt', 'f:n', '{}', ?, ?)",
        TEN,
        TEN);
    handle.execute(
        "INSERT INTO dead_letter (sync, source_key, op, generation, cycle, died_at, desired, rules,"
            + " reason, payload) VALUES ('sync', 'dead', 'create', 1, 9, ?, 'f:n', 'r', 'no',"
            + " '{}')",
        TEN);
  }

  private static void entry(
      Handle handle,
      String key,
      String state,
      @Nullable String target,
      int generation,
      int missed,
      boolean held) {
    handle.execute(
        "INSERT INTO entry (sync, source_key, generation, state, marker, target_id, desired,"
            + " summary, missed, held, scans, attempted_at) VALUES ('sync', ?, ?, ?, 'cv-x', ?,"
            + " 'f:n', 'Summary', ?, ?, 0, ?)",
        key,
        generation,
        state,
        target,
        missed,
        held,
        TEN);
  }

  private static void event(
      Handle handle, String key, long cycle, Instant at, String word, String detail) {
    handle.execute(
        "INSERT INTO event (sync, source_key, cycle, at, event, detail) VALUES ('sync', ?, ?, ?, ?,"
            + " ?)",
        key,
        cycle,
        at,
        word,
        detail);
  }
}
