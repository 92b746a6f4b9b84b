package dev.caravan.vendors.ninox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.scenario.RowScenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is concluded from a table that Caravan was stopped from reading to its end. */
class StoppedReadingsTest {
  private static final String RECORDS = "/records";

  @TempDir Path folder;

  @Test
  void a_search_that_was_cut_short_does_not_prove_that_a_row_in_doubt_is_absent() throws Exception {
    try (RowScenario here = new RowScenario(folder, 600).with("ninox.parallel-calls", "1")) {
      here.sandbox.faults().add(Fault.of(Kind.ANSWER_LOST).on("ninox", "POST", RECORDS + "$"));
      assertThat(here.sync().inDoubt()).isPositive();

      // Two searches without it would do; the rows in doubt are on the last page.
      assertThat(stoppedWhileItReads(here).outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(stoppedWhileItReads(here).outcome()).isEqualTo(Outcome.ABORTED);

      assertThat(here.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(here.rows()).hasSize(600);
    }
  }

  @Test
  void rows_that_were_not_looked_at_are_not_sent_and_no_dead_letters() throws Exception {
    try (RowScenario here = new RowScenario(folder, 10)) {
      // Between our first row and the others are those of people, more than a page of them.
      here.with(RowScenario.SYNC + ".max-creates", "1").sync();
      for (int i = 0; i < 600; i++) {
        here.sandbox.ninox().addRow(RowScenario.TABLE, Map.of("Name", "of a person"));
      }
      here.with(RowScenario.SYNC + ".max-creates", "0").sync();
      for (ObjectNode device : here.sandbox.datto().devices().subList(0, 5)) {
        here.sandbox
            .datto()
            .changeDevice(device.path("uid").asText(), Json.object().put("hostname", "RENAMED"));
      }

      CycleReport stopped = stoppedWhileItReads(here);
      assertThat(stopped.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(List.of(stopped.failed(), stopped.updated())).containsExactly(0, 0);

      CycleReport next = here.sync();
      assertThat(List.of(next.failed(), next.updated())).containsExactly(0, 5);
    }
  }

  /** Runs a cycle that is stopped while the first page of rows that it asks for is on its way. */
  private static CycleReport stoppedWhileItReads(RowScenario here) throws Exception {
    here.sandbox.log().clear();
    here.sandbox
        .faults()
        .add(Fault.of(Kind.SLOW).on("ninox", "GET", RECORDS + "\\?").withDelayMs(1500));
    try {
      return here.syncStoppedWhen(
          () ->
              here.asked("GET").stream()
                  .anyMatch(call -> call.path().endsWith(RECORDS) && !call.query().isEmpty()));
    } finally {
      here.sandbox.faults().clear();
    }
  }
}
