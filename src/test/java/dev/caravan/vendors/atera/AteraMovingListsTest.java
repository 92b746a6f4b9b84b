package dev.caravan.vendors.atera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.AteraScenario;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lists of Atera that move while they are read, and answers that are none. */
class AteraMovingListsTest {
  private static final String AGENTS = "/agents\\?";

  @TempDir Path folder;

  private static long removed(AteraScenario here) {
    return here.rows().stream().filter(row -> row.path("fields").hasNonNull("Removed")).count();
  }

  @Test
  void agents_that_come_while_pages_are_read_are_one_row_each() {
    try (AteraScenario here = AteraScenario.ofAgents(folder, 160)) {
      here.sandbox
          .faults()
          .add(Fault.of(Kind.ROWS_MOVE).inserting().on("atera", "GET", AGENTS).times(2));
      here.sync();
      assertThat(here.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(here.rows()).hasSize(162);
      assertThat(removed(here)).isZero();
    }
  }

  @Test
  void agents_that_go_while_pages_are_read_delay_others_by_a_cycle_and_mark_none_of_them() {
    try (AteraScenario here = AteraScenario.ofAgents(folder, 160)) {
      here.syncUntilSettled();
      here.sandbox.faults().add(Fault.of(Kind.ROWS_MOVE).on("atera", "GET", AGENTS).times(2));
      here.sync();
      here.sync();
      here.syncUntilSettled();
      assertThat(here.rows()).hasSize(160);
      assertThat(removed(here)).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"MISSING_ARRAY", "HTML", "MALFORMED_JSON"})
  void a_page_that_is_none_ends_the_cycle_and_marks_nothing(Kind kind) {
    try (AteraScenario here = AteraScenario.ofAgents(folder, 60)) {
      here.sync();
      for (int i = 0; i < 3; i++) {
        here.sandbox.faults().add(Fault.of(kind).on("atera", "GET", AGENTS));
        assertThat(here.sync().outcome()).isEqualTo(Outcome.ABORTED);
      }
      assertThat(removed(here)).isZero();
    }
  }

  @Test
  void an_empty_list_marks_nothing_while_agents_are_there_by_their_numbers() {
    try (AteraScenario here = AteraScenario.ofAgents(folder, 30)) {
      here.sync();
      for (int i = 0; i < 4; i++) {
        here.sandbox.faults().add(Fault.of(Kind.EMPTY_LIST).on("atera", "GET", AGENTS));
        here.sync();
      }
      assertThat(removed(here)).isZero();
    }
  }

  @Test
  void a_429_between_two_pages_is_waited_for() {
    try (AteraScenario here = AteraScenario.ofAgents(folder, 60)) {
      here.sandbox
          .faults()
          .add(
              Fault.status(429)
                  .withHeaders(Map.of("Retry-After", "1"))
                  .on("atera", "GET", AGENTS)
                  .after(1));
      CycleReport report = here.sync();
      assertThat(report.error()).isNull();
      assertThat(report.created()).isEqualTo(60);
    }
  }
}
