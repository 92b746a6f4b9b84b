package dev.caravan.vendors.ninox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.caravan.cycle.CycleReport;
import dev.caravan.scenario.RowScenario;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan has the same sink as a cycle, and the sink has nothing to do. */
class PlannedRowsTest {
  @TempDir Path folder;

  @Test
  void a_plan_of_changes_neither_writes_rows_nor_looks_at_them() {
    try (RowScenario here = new RowScenario(folder, 8)) {
      here.sync();
      String device = here.sandbox.datto().devices().get(0).path("uid").asText();
      here.sandbox
          .datto()
          .changeDevice(device, JsonNodeFactory.instance.objectNode().put("hostname", "RENAMED"));
      here.sandbox.log().clear();

      CycleReport plan = here.plan();

      assertThat(plan.updated()).isEqualTo(1);
      assertThat(plan.changes()).hasSize(1);
      assertThat(here.rowsBy("Name")).doesNotContainKey("RENAMED");
      assertThat(here.asked("POST")).isEmpty();
      assertThat(here.asked("GET"))
          .as("where the table is, its columns, and whether it is ahead of the ledger")
          .filteredOn(request -> request.path().contains("/records"))
          .singleElement()
          .satisfies(request -> assertThat(request.query()).startsWith("updated=true"));
    }
  }
}
