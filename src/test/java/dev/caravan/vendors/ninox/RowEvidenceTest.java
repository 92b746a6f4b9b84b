package dev.caravan.vendors.ninox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.State;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.scenario.RowScenario;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No row is taken for gone, and no device for away, without evidence. */
@Execution(ExecutionMode.CONCURRENT)
class RowEvidenceTest {
  @TempDir Path folder;

  private static int in(RowScenario here, State state) {
    return here.<Integer>ledger(view -> view.entries().count(state));
  }

  private static void rename(RowScenario here, List<ObjectNode> devices, String prefix) {
    for (ObjectNode device : devices) {
      String uid = device.path("uid").asText();
      here.sandbox.datto().changeDevice(uid, Json.object().put("hostname", prefix + uid));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 0})
  void empty_lists_of_rows_end_no_entry(int times) {
    try (RowScenario here = new RowScenario(folder, 40)) {
      here.sync();
      rename(here, here.sandbox.datto().devices(), "a");
      here.sandbox
          .faults()
          .add(Fault.of(Kind.EMPTY_LIST).on("ninox", "GET", "/records\\?").times(times));

      here.sync();
      here.sync();
      here.sync();

      assertThat(in(here, State.OPEN)).isEqualTo(40);
      here.sandbox.faults().clear();
      here.sync();
      assertThat(here.rowsBy("Name").keySet()).allMatch(name -> name.startsWith("a"));
    }
  }

  @Test
  void an_empty_list_of_rows_ends_none_of_a_few_either() {
    try (RowScenario here = new RowScenario(folder, 40)) {
      here.sync();
      rename(here, here.sandbox.datto().devices().subList(0, 4), "a");
      here.sandbox
          .faults()
          .add(Fault.of(Kind.EMPTY_LIST).on("ninox", "GET", "/records\\?").times(0));

      assertThat(here.sync().updated()).isEqualTo(4);

      assertThat(in(here, State.OPEN)).isEqualTo(40);
    }
  }

  @Test
  void many_rows_that_people_deleted_are_not_taken_for_gone_at_once() {
    try (RowScenario here = new RowScenario(folder, 40)) {
      here.sync();
      for (ObjectNode row : here.rows().subList(0, 12)) {
        here.sandbox.ninox().deleteRow(RowScenario.TABLE, row.path("id").asLong());
      }
      rename(here, here.sandbox.datto().devices(), "a");
      CycleReport guarded = here.sync();
      assertThat(guarded.outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(guarded.updated()).isEqualTo(28);
      assertThat(in(here, State.OPEN)).isEqualTo(40);
      here.with(RowScenario.SYNC + ".max-closes", "12");
      assertThat(here.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(in(here, State.OPEN)).isEqualTo(28);
    }
  }

  @Test
  void an_empty_list_of_devices_does_not_bring_back_rows_that_people_deleted() {
    try (RowScenario here = new RowScenario(folder, 12)) {
      here.sync();
      for (ObjectNode row : here.rows().subList(0, 8)) {
        here.sandbox.ninox().deleteRow(RowScenario.TABLE, row.path("id").asLong());
      }
      rename(here, here.sandbox.datto().devices(), "a");
      assertThat(here.sync().updated()).isEqualTo(4);
      here.sandbox
          .faults()
          .add(Fault.of(Kind.EMPTY_LIST).on("datto", "GET", "/account/devices").times(3));
      for (int i = 0; i < 3; i++) {
        here.sync();
      }
      assertThat(here.sync().created()).isZero();
      assertThat(here.rows()).hasSize(4);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 500})
  void a_device_that_the_source_cannot_tell_of_stops_no_other(int status) {
    try (RowScenario here = new RowScenario(folder, 20)) {
      here.sync();
      List<String> gone =
          here.sandbox.datto().devices().subList(0, 2).stream()
              .map(device -> device.path("uid").asText())
              .toList();
      gone.forEach(here.sandbox.datto()::deleteDevice);
      here.sync();
      here.sandbox.datto().addDevices(1);
      here.sandbox
          .faults()
          .add(Fault.status(status).on("datto", "GET", "/device/" + gone.get(0)).times(0));
      CycleReport report = here.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(report.created()).isEqualTo(1);
      assertThat(report.closed()).isEqualTo(1);
    }
  }
}
