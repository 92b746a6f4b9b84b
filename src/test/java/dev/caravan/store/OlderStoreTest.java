package dev.caravan.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Moment;
import dev.caravan.ledger.State;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an installation wrote before entries were found by their digest is all there afterwards. */
@Timeout(120)
class OlderStoreTest {
  private static final String LAST_BEFORE = "4";

  @TempDir Path folder;

  @Test
  void the_embedded_store_keeps_its_entries_and_their_stories() {
    brings_up_to_date(StoreSettings.of("jdbc:h2:file:" + folder.resolve("store")));
  }

  @Test
  void postgresql_keeps_its_entries_and_their_stories() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      brings_up_to_date(
          new StoreSettings(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres"));
    }
  }

  private static void brings_up_to_date(StoreSettings settings) {
    Flyway.configure()
        .dataSource(settings.completeUrl(), settings.username(), settings.password())
        .locations("classpath:db/migration")
        .target(LAST_BEFORE)
        .load()
        .migrate();
    fill(Jdbi.create(settings.completeUrl(), settings.username(), settings.password()));
    try (Store store = Store.open(settings)) {
      Ledger ledger = new Ledger(store.jdbi(), Clock.systemUTC());
      ledger.<Void>read(
          "sync",
          view -> {
            Entry created = view.entries().find("created").orElseThrow();
            assertThat(created.targetId()).isEqualTo("4711");
            assertThat(created.counterpart().written()).isEqualTo("{\"a\":\"ü\"}");
            assertThat(created.presence().since()).isEqualTo(new Moment(3, at("10:00:00")));
            assertThat(created.counterpart().created()).isEqualTo(new Moment(3, at("10:00:01")));
            assertThat(words(view, "created")).containsExactly("seen", "created", "updated");
            Entry adopted = view.entries().find("adopted").orElseThrow();
            assertThat(adopted.counterpart().created()).isNull();
            assertThat(words(view, "adopted")).containsExactly("seen", "created", "adopted");
            assertThat(view.entries().count(State.OPEN)).isEqualTo(2);
            return null;
          });
      assertThat(ledger.<Integer>read("other", view -> view.entries().count(State.OPEN)))
          .isEqualTo(1);
      long cycle = ledger.begin("sync");
      ledger.<Void>write(
          "sync",
          cycle,
          view -> {
            Entry entry = view.entries().find("created").orElseThrow();
            view.entries().update(List.of(entry.over()));
            return null;
          });
      assertThat(ledger.<Integer>read("sync", view -> view.entries().count(State.OPEN)))
          .isEqualTo(1);
    }
  }

  private static List<String> words(LedgerView view, String key) {
    return view.story(key).stream().map(Event::event).toList();
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-20T" + time + "Z");
  }

  private static void fill(Jdbi jdbi) {
    jdbi.useHandle(
        handle -> {
          handle.execute("INSERT INTO sync (name, last_cycle, last_step) VALUES ('sync', 9, 9)");
          for (String[] entry :
              new String[][] {
                {"sync", "created", "4711"}, {"sync", "adopted", "12"}, {"other", "created", "1"}
              }) {
            handle.execute(
                "INSERT INTO entry (sync, source_key, generation, state, marker, target_id,"
                    + " desired, applied, written, summary, missed, held, scans) VALUES (?, ?, 1,"
                    + " 'open', 'cv-x', ?, 'f:n', 'f:n', '{\"a\":\"ü\"}', 'Summary', 0, FALSE, 0)",
                (Object[]) entry);
          }
          event(handle, "created", 3, "10:00:00", "seen", "Summary");
          event(handle, "created", 3, "10:00:01", "created", "4711");
          event(handle, "created", 4, "11:00:00", "updated", "{}");
          event(handle, "adopted", 1, "09:00:00", "seen", "Summary");
          event(handle, "adopted", 1, "09:00:01", "created", "7");
          event(handle, "adopted", 5, "12:00:00", "adopted", "12");
        });
  }

  private static void event(
      Handle handle, String key, long cycle, String time, String word, String detail) {
    handle.execute(
        "INSERT INTO event (sync, source_key, cycle, at, event, detail) VALUES ('sync', ?, ?, ?, ?,"
            + " ?)",
        key,
        cycle,
        at(time),
        word,
        detail);
  }
}
