package dev.caravan.vendors.ninox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.CyclesUntilKilled;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The source of rows reads the whole table now and then, and its changes in between. */
@Timeout(300)
class ChangedRowsTest {
  private static final String RECORDS = "/tables/B/records$";

  @TempDir Path folder;

  @Test
  void reads_the_whole_table_twice_and_then_only_what_has_changed() {
    try (Requests here = new Requests(folder, 3)) {
      CycleReport first = here.sync();
      assertThat(first.error()).isNull();
      assertThat(List.of(first.read(), first.created())).containsExactly(3, 3);
      assertThat(here.tickets("Title"))
          .containsExactlyInAnyOrder("request 1", "request 2", "request 3");
      assertThat(here.tickets("Priority")).containsOnly("High");
      assertThat(here.tickets("Type")).containsOnly("ninox");
      assertThat(here.sync().unchanged()).isEqualTo(3);
      assertThat(here.readings()).hasSize(2).noneMatch(query -> query.contains("sinceSq"));

      here.sandbox.log().clear();
      CycleReport third = here.sync();
      assertThat(List.of(third.outcome(), third.read(), third.changesOnly()))
          .containsExactly(Outcome.COMPLETE, 0, true);
      assertThat(here.readings())
          .singleElement()
          .asString()
          .contains("updated=true", "sinceSq=3", "page=0");
    }
  }

  @Test
  void
      a_row_that_is_added_or_changed_is_taken_up_at_once_and_one_that_is_gone_by_a_whole_reading() {
    try (Requests here = new Requests(folder, 4).settle()) {
      here.add("request 5");
      here.edit(2, "request 2, anew");
      here.delete(3);
      CycleReport delta = here.sync();
      assertThat(delta.changesOnly()).isTrue();
      assertThat(List.of(delta.read(), delta.created(), delta.updated(), delta.closed()))
          .containsExactly(2, 1, 1, 0);
      for (int i = 0; i < 3; i++) {
        CycleReport next = here.sync();
        assertThat(List.of(next.changesOnly(), next.closed())).containsExactly(true, 0);
      }
      assertThat(here.tickets("Title"))
          .containsExactlyInAnyOrder(
              "request 1", "request 2, anew", "request 3", "request 4", "request 5");

      here.later(Duration.ofMinutes(61));
      CycleReport whole = here.sync();
      assertThat(List.of(whole.changesOnly(), whole.read(), whole.closed()))
          .containsExactly(false, 4, 0);
      CycleReport again = here.sync();
      assertThat(List.of(again.changesOnly(), again.closed())).containsExactly(false, 1);
      assertThat(here.tickets())
          .filteredOn(row -> row.path("fields").path("Status").asText().equals("gone"))
          .singleElement()
          .satisfies(
              row -> assertThat(row.path("fields").path("Title").asText()).isEqualTo("request 3"));
      assertThat(here.sync().changesOnly()).isTrue();
    }
  }

  @Test
  void each_change_is_listed_by_two_readings() {
    try (Requests here = new Requests(folder, 3).settle()) {
      here.edit(2, "anew");
      assertThat(List.of(here.sync().read(), here.sync().read(), here.sync().read()))
          .containsExactly(1, 1, 0);
    }
  }

  @Test
  void a_change_whose_outcome_is_not_known_is_listed_until_it_is() {
    try (Requests here = new Requests(folder, 3).settle()) {
      here.add("request 4");
      here.sandbox.faults().add(Fault.of(Kind.ANSWER_LOST).on("ninox", "POST", RECORDS));
      here.sandbox.faults().add(Fault.of(Kind.EMPTY_LIST).on("ninox", "GET", RECORDS).times(1));
      here.sandbox.log().clear();
      assertThat(here.sync().inDoubt()).isEqualTo(1);
      while (here.sync().outcome() != Outcome.COMPLETE) {
        assertThat(here.readings()).hasSizeLessThan(10);
      }
      assertThat(here.readings()).hasSizeGreaterThan(1);
      assertThat(here.readings()).allMatch(query -> query.equals(here.readings().get(0)));
      assertThat(here.tickets("Title")).hasSize(4).contains("request 4").doesNotHaveDuplicates();
    }
  }

  @Test
  void what_a_limit_holds_back_is_listed_again() {
    try (Requests here = new Requests(folder, 3).settle()) {
      here.with(Requests.SYNC + ".max-creates", "2");
      here.settle();
      for (int i = 4; i <= 8; i++) {
        here.add("request " + i);
      }
      assertThat(List.of(here.sync().created(), here.sync().created(), here.sync().created()))
          .containsExactly(2, 2, 1);
      assertThat(here.plan().changesOnly()).isTrue();
    }
  }

  @Test
  void a_killed_cycle_loses_no_change_and_doubles_none() throws Exception {
    try (Requests here = new Requests(folder, 3).settle()) {
      for (int round = 1; round <= 3; round++) {
        int before = here.tickets().size();
        for (int i = 0; i < 150; i++) {
          here.add("round %d, %d".formatted(round, i));
        }
        here.edit(1, "request 1 in round " + round);
        here.sandbox
            .faults()
            .add(Fault.of(Kind.SLOW).on("ninox", "POST", RECORDS).times(0).withDelayMs(100));
        killedAfterPosts(here, 1 + round % 2);
        here.sandbox.faults().clear();
        CycleReport report = here.sync();
        for (int i = 0; i < 10 && report.outcome() != Outcome.COMPLETE; i++) {
          report = here.sync();
        }
        assertThat(report.error()).isNull();
        assertThat(here.tickets("Title"))
            .hasSize(before + 150)
            .doesNotHaveDuplicates()
            .contains("request 1 in round " + round);
      }
    }
  }

  private static void killedAfterPosts(Requests here, int posts) throws Exception {
    here.sandbox.log().clear();
    new CyclesUntilKilled(here.configFile(), here.routes(), Requests.SYNC)
        .run(Duration.ZERO, Integer.MAX_VALUE, () -> here.posts() >= posts);
  }

  @Test
  void a_cycle_that_was_aborted_does_not_move_on() {
    try (Requests here = new Requests(folder, 3).settle()) {
      here.add("request 4");
      here.sandbox.faults().add(Fault.status(403).on("ninox", "POST", RECORDS).times(3));
      // More often than a change is listed anyway.
      for (int i = 0; i < 3; i++) {
        assertThat(here.sync().outcome()).isEqualTo(Outcome.ABORTED);
      }
      CycleReport next = here.sync();
      assertThat(List.of(next.changesOnly(), next.created())).containsExactly(true, 1);
    }
  }

  @Test
  void another_mapping_and_accepted_closes_read_the_whole_table() {
    try (Requests here = new Requests(folder, 3).settle()) {
      here.mapping(
          Requests.MAPPING.replace("Title: .fields.Title,", "Title: (\"# \" + .fields.Title),"));
      CycleReport remapped = here.sync();
      assertThat(List.of(remapped.changesOnly(), remapped.updated())).containsExactly(false, 3);
      here.settle();
      assertThat(here.sync(5).changesOnly()).isFalse();
    }
  }

  @Test
  void a_plan_says_that_it_is_of_changes_and_moves_nothing() {
    try (Requests here = new Requests(folder, 3).settle()) {
      here.edit(1, "anew");
      for (int i = 0; i < 3; i++) {
        CycleReport plan = here.plan();
        assertThat(List.of(plan.changesOnly(), plan.read(), plan.updated()))
            .containsExactly(true, 1, 1);
        assertThat(plan.notes())
            .anyMatch(note -> note.startsWith("only rows changed after number 3 were read"));
      }
    }
  }

  @Test
  void rebuilding_and_a_sync_that_says_so_read_the_whole_table_always() {
    try (Requests here = new Requests(folder, 3).settle()) {
      try (CaravanRuntime caravan =
          CaravanRuntime.start(RuntimeSpec.of(here.settings(), List.of(Requests.SYNC)))) {
        CycleReport rebuild = caravan.syncs().rebuild(Requests.SYNC);
        assertThat(List.of(rebuild.changesOnly(), rebuild.read())).containsExactly(false, 3);
      }
      here.with(Requests.SYNC + ".full-read-every", "0s");
      for (int i = 0; i < 3; i++) {
        assertThat(here.sync().changesOnly()).isFalse();
      }
    }
  }

  @Test
  void rows_without_a_change_number_are_read_whole() {
    try (Requests here = new Requests(folder, 3)) {
      here.sandbox.ninox().set(java.util.Map.of("sequences", false));
      for (int i = 0; i < 4; i++) {
        assertThat(here.sync().changesOnly()).isFalse();
      }
    }
  }
}
