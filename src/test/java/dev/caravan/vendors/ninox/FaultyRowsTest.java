package dev.caravan.vendors.ninox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.scenario.RowScenario;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever breaks while rows are written, each device has exactly one in the end. */
class FaultyRowsTest {
  private static final String RECORDS = "/records$";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {
        "BATCH_HALF",
        "ANSWER_LOST",
        "CUT_BEFORE",
        "CUT_MIDDLE",
        "STATUS_AFTER_COMMIT",
        "MALFORMED_JSON",
        "HTML"
      })
  void a_broken_batch_doubles_no_row_and_loses_none(Kind kind) {
    try (RowScenario here = new RowScenario(folder, 250)) {
      here.sandbox.faults().add(Fault.of(kind).on("ninox", "POST", RECORDS));
      CycleReport first = here.sync();
      assertThat(first.outcome()).isIn(Outcome.PARTIAL, Outcome.ABORTED);
      here.sync();
      CycleReport third = here.sync();
      assertThat(third.error()).isNull();
      assertThat(third.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(here.rows()).hasSize(250);
      assertThat(here.rowsBy("ExternalRef")).hasSize(250);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {33, 64, 120})
  void a_server_that_cuts_pages_to_any_size_hides_no_row(int cap) {
    try (RowScenario here = new RowScenario(folder, 150)) {
      here.sync();
      here.sandbox.ninox().set(Map.of("maxPerPage", cap));
      here.losesTheLedger();

      here.syncUntilSettled();

      assertThat(here.rows()).hasSize(150);
      assertThat(here.rowsBy("ExternalRef")).hasSize(150);
    }
  }

  @Test
  void rows_in_doubt_are_looked_up_in_one_scan() {
    try (RowScenario here = new RowScenario(folder, 80)) {
      here.sandbox.faults().add(Fault.of(Kind.ANSWER_LOST).on("ninox", "POST", RECORDS));
      CycleReport first = here.sync();
      assertThat(first.inDoubt()).isEqualTo(80);
      here.sandbox.log().clear();
      CycleReport second = here.sync();
      assertThat(second.unchanged()).isEqualTo(80);
      assertThat(second.inDoubt()).isZero();
      // Each list of rows has one page more: the server might have cut the first.
      assertThat(here.asked("GET")).hasSizeLessThanOrEqualTo(7);
      assertThat(here.asked("POST")).isEmpty();
    }
  }

  @Test
  void a_bad_row_alone_becomes_a_dead_letter() {
    try (RowScenario here = new RowScenario(folder, 120)) {
      String bad = here.sandbox.datto().devices().get(17).path("uid").asText();
      here.sandbox.datto().changeDevice(bad, Json.object().put("hostname", "BAD"));
      here.sandbox.ninox().set(Map.of("refusedText", "BAD"));
      CycleReport first = here.sync();
      assertThat(first.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(List.of(first.created(), first.failed(), first.inDoubt()))
          .containsExactly(119, 1, 0);
      here.sandbox.log().clear();
      CycleReport second = here.sync();
      assertThat(second.failed()).isZero();
      assertThat(here.asked("POST")).isEmpty();
    }
  }

  @Test
  void of_a_batch_that_is_refused_but_partly_stored_each_row_is_written_once() {
    try (RowScenario here = withBadRow(40, 17, "partial")) {
      CycleReport first = here.sync();
      assertThat(here.rows()).hasSize(39);
      assertThat(here.rowsBy("ExternalRef")).hasSize(39);
      assertThat(first.error()).isNull();
      assertThat(first.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(List.of(first.created(), first.failed(), first.inDoubt()))
          .containsExactly(39, 1, 0);
      assertThat(here.sync().unchanged()).isEqualTo(40);
    }
  }

  @Test
  void what_a_refused_batch_did_is_not_believed_of_a_list_that_moves() {
    try (RowScenario here = withBadRow(180, 170, "partial")) {
      here.sandbox.ninox().set(Map.of("maxPerPage", 50));
      here.sandbox
          .faults()
          .add(Fault.of(Kind.ROWS_MOVE).inserting().on("ninox", "GET", "/records").times(0));
      CycleReport first = here.sync();
      assertThat(first.inDoubt()).isPositive();
      here.sandbox.faults().clear();
      here.syncUntilSettled();
      assertThat(here.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(here.rows())
          .extracting(row -> row.at("/fields/ExternalRef").asText())
          .filteredOn(marker -> !marker.isEmpty())
          .hasSize(179)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void a_row_of_a_refused_batch_that_comes_up_late_does_not_stay_beside_the_one_sent_again() {
    try (RowScenario here = withBadRow(40, 17, "reject")) {
      here.sync();
      String name = here.sandbox.datto().devices().get(30).path("hostname").asText();
      String marker = here.rowsBy("Name").get(name).at("/fields/ExternalRef").asText();
      here.sandbox.ninox().addRow(RowScenario.TABLE, Map.of("ExternalRef", marker, "Name", "late"));
      here.withClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)));
      here.sync();
      assertThat(here.rowsBy("Name").get(name).at("/fields/ExternalRef").asText())
          .isEqualTo(marker);
      assertThat(here.rowsBy("Name").get("late").at("/fields/ExternalRef").asText())
          .startsWith("double of row ");
    }
  }

  /** A table that refuses a batch for one bad row, and may store what it can of it all the same. */
  private RowScenario withBadRow(int devices, int bad, String batches) {
    RowScenario here = new RowScenario(folder, devices);
    String uid = here.sandbox.datto().devices().get(bad).path("uid").asText();
    here.sandbox.datto().changeDevice(uid, Json.object().put("hostname", "BAD"));
    here.sandbox.ninox().set(Map.of("refusedText", "BAD", "badRow", batches));
    return here;
  }

  @Test
  void of_two_rows_with_one_marker_the_oldest_is_kept_and_the_other_is_let_go_once() {
    try (RowScenario here = new RowScenario(folder, 3)) {
      here.sync();
      String marker = here.rows().get(0).at("/fields/ExternalRef").asText();
      here.sandbox.ninox().addRow(RowScenario.TABLE, Map.of("ExternalRef", marker, "Name", "2nd"));
      here.losesTheLedger();
      assertThat(here.plan().closed()).isEqualTo(1);
      here.sandbox.ninox().set(Map.of("refusedText", "double"));
      CycleReport refused = here.sync();
      assertThat(refused.error()).isNull();
      assertThat(List.of(refused.created(), refused.closed(), refused.failed()))
          .containsExactly(0, 0, 1);
      here.sandbox.ninox().set(Map.of("refusedText", ""));
      here.with(RowScenario.SYNC + ".comment-every", "59m");
      assertThat(here.sync().closed()).isEqualTo(1);
      assertThat(here.rowsBy("Name").get("2nd").at("/fields/ExternalRef").asText())
          .startsWith("double of row ");
      assertThat(here.rows()).hasSize(4);
    }
  }

  @Test
  void a_bad_row_that_is_left_out_in_silence_is_found_out() {
    try (RowScenario here = new RowScenario(folder, 60)) {
      String bad = here.sandbox.datto().devices().get(17).path("uid").asText();
      here.sandbox.datto().changeDevice(bad, Json.object().put("hostname", "BAD"));
      here.sandbox.ninox().set(Map.of("refusedText", "BAD", "badRow", "skip"));
      CycleReport first;
      CycleReport second;
      CycleReport third;
      try (var caravan = here.start(RowScenario.SYNC)) {
        first = caravan.syncs().run(RowScenario.SYNC, 0);
        second = caravan.syncs().run(RowScenario.SYNC, 0);
        third = caravan.syncs().run(RowScenario.SYNC, 0);
      }
      assertThat(List.of(first.created(), first.inDoubt())).containsExactly(59, 1);
      assertThat(second.failed() + third.failed()).isEqualTo(1);
      assertThat(here.rows()).hasSize(59);
    }
  }

  @Test
  void an_answer_without_rows_is_looked_up() {
    try (RowScenario here = new RowScenario(folder, 60)) {
      here.sandbox.ninox().set(Map.of("accepted", true));
      assertThat(here.sync().inDoubt()).isEqualTo(60);
      assertThat(here.sync().unchanged()).isEqualTo(60);
      assertThat(here.rows()).hasSize(60);
    }
  }

  @Test
  void a_lost_ledger_takes_up_the_rows_that_are_there() throws Exception {
    try (RowScenario here = new RowScenario(folder, 260)) {
      here.sync();
      here.losesTheLedger();
      here.sandbox.log().clear();
      CycleReport again = here.sync();
      assertThat(again.error()).isNull();
      assertThat(again.created()).isZero();
      assertThat(here.rows()).hasSize(260);
      assertThat(here.asked("GET")).hasSizeLessThan(12);
      assertThat(here.sync().unchanged()).isEqualTo(260);
    }
  }

  @Test
  void a_throttled_write_is_sent_again() {
    try (RowScenario here = new RowScenario(folder, 40)) {
      here.sandbox
          .faults()
          .add(
              Fault.status(429)
                  .withHeaders(Map.of("Retry-After", "1"))
                  .on("ninox", "POST", RECORDS));
      CycleReport first = here.sync();
      assertThat(first.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(first.created()).isEqualTo(40);
    }
  }

  @Test
  void a_full_page_that_comes_again_and_again_ends_the_cycle() {
    try (RowScenario here = new RowScenario(folder, 10)) {
      for (int i = 0; i < 500; i++) {
        here.sandbox.ninox().addRow(RowScenario.TABLE, Map.of("Name", "row " + i));
      }
      here.sandbox.ninox().set(Map.of("repeatLastPage", true));
      CycleReport first = here.sync();
      assertThat(first.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(first.error()).contains("a page that was read before");
      assertThat(here.asked("POST")).isEmpty();
    }
  }

  @Test
  void a_short_page_that_comes_again_was_the_last() {
    try (RowScenario here = new RowScenario(folder, 10)) {
      // A round number of rows, so that the first page does not show that it is the last.
      for (int i = 0; i < 50; i++) {
        here.sandbox.ninox().addRow(RowScenario.TABLE, Map.of("Name", "row " + i));
      }
      here.sandbox.ninox().set(Map.of("repeatLastPage", true));
      CycleReport first = here.sync();
      assertThat(first.error()).isNull();
      assertThat(first.created()).isEqualTo(10);
      // The end of the list was asked for twice, and so what changed meanwhile.
      assertThat(here.asked("GET")).hasSize(7);
    }
  }

  @Test
  void pages_in_an_envelope_are_taken() {
    try (RowScenario here = new RowScenario(folder, 10)) {
      here.sync();
      here.sandbox.ninox().set(Map.of("envelope", true));
      here.with("caravan.store.url", "jdbc:sqlite:" + folder.resolve("another.db"));
      CycleReport again = here.sync();
      assertThat(again.error()).isNull();
      assertThat(again.created()).isZero();
      assertThat(here.rows()).hasSize(10);
    }
  }

  @Test
  void a_refused_token_ends_the_cycle_and_writes_nothing() {
    try (RowScenario here = new RowScenario(folder, 10).with("ninox.token", "wrong")) {
      CycleReport first = here.sync();
      assertThat(first.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(first.error()).contains("401", "Unauthorized").doesNotContain("wrong");
    }
  }

  @Test
  void creates_are_stopped_when_everything_is_refused() {
    try (RowScenario here = new RowScenario(folder, 130)) {
      here.sandbox.ninox().set(Map.of("refusedText", "-"));
      CycleReport first = here.sync();
      assertThat(first.outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(first.failed()).isZero();
      assertThat(here.asked("POST")).hasSizeLessThan(2 * (5 + 10));
      here.sandbox.ninox().set(Map.of("refusedText", ""));
      assertThat(here.sync().created()).isEqualTo(130);
    }
  }
}
