package dev.caravan.vendors.ninox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.Event;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.scenario.RowScenario;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevicesToRowsTest {
  @TempDir Path folder;

  @Test
  void every_device_becomes_a_row_and_then_nothing_is_written() {
    try (RowScenario here = new RowScenario(folder, 600)) {
      CycleReport first = here.sync();
      assertThat(first.error()).isNull();
      assertThat(first.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(first.created()).isEqualTo(600);
      assertThat(here.rowsBy("ExternalRef")).hasSize(600);
      assertThat(here.rowsBy("Name"))
          .containsOnlyKeys(
              here.sandbox.datto().devices().stream()
                  .map(device -> device.path("hostname").asText())
                  .toList());

      here.sandbox.log().clear();
      CycleReport second = here.sync();
      assertThat(second.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(second.unchanged()).isEqualTo(600);
      assertThat(here.asked("POST")).isEmpty();
      assertThat(here.asked("PUT")).isEmpty();
    }
  }

  @Test
  void a_device_that_says_null_for_deleted_is_there_and_stops_nobody() {
    try (RowScenario here = new RowScenario(folder, 20)) {
      here.sync();
      String uid = here.sandbox.datto().devices().get(3).path("uid").asText();
      here.sandbox.datto().markDevice(uid, true);
      here.sandbox.datto().changeDevice(uid, Json.object().putNull("deleted"));
      here.sync();

      CycleReport report = here.sync();

      assertThat(report.error()).isNull();
      assertThat(report.closed()).isZero();
      assertThat(here.rows()).noneMatch(row -> row.path("fields").hasNonNull("Removed"));
    }
  }

  @Test
  void a_story_names_what_changed_and_keeps_quiet_when_only_times_moved() {
    try (RowScenario here = new RowScenario(folder, 2)) {
      here.sync();
      String seen = here.sandbox.datto().devices().get(0).path("uid").asText();
      String changed = here.sandbox.datto().devices().get(1).path("uid").asText();
      here.sandbox.datto().changeDevice(seen, Json.object().put("lastSeen", 1_700_000_000_000L));
      here.sandbox
          .datto()
          .changeDevice(
              changed,
              Json.object().put("lastSeen", 1_700_000_000_000L).put("intIpAddress", "10.9.8.7"));

      assertThat(here.sync().updated()).isEqualTo(2);

      assertThat(here.rows())
          .extracting(row -> row.path("fields").path("LastSeen").asText())
          .containsOnly("2023-11-14T22:00:00");
      assertThat(story(here, seen)).containsExactly("seen", "created");
      assertThat(story(here, changed)).containsExactly("seen", "created", "updated LastSeen, IP");
    }
  }

  private static List<String> story(RowScenario here, String key) {
    List<Event> story = here.ledger(view -> view.story(key));
    return story.stream()
        .map(line -> line.event().equals("updated") ? "updated " + line.detail() : line.event())
        .toList();
  }

  @Test
  void exactly_what_changed_is_written() {
    try (RowScenario here = new RowScenario(folder, 300)) {
      here.sync();
      List<ObjectNode> devices = here.sandbox.datto().devices();
      for (JsonNode device : devices.subList(0, 50)) {
        String uid = device.path("uid").asText();
        here.sandbox.datto().changeDevice(uid, Json.object().put("hostname", "NEW-" + uid));
      }
      for (JsonNode device : devices.subList(50, 70)) {
        here.sandbox.datto().deleteDevice(device.path("uid").asText());
      }
      here.sandbox.datto().addDevices(30);

      CycleReport second = here.sync();
      assertThat(second.error()).isNull();
      assertThat(List.of(second.created(), second.updated(), second.closed()))
          .containsExactly(30, 50, 0);
      CycleReport third = here.sync();
      assertThat(third.error()).isNull();
      assertThat(List.of(third.created(), third.updated(), third.closed()))
          .containsExactly(0, 0, 20);
      assertThat(here.rows()).hasSize(330);
      assertThat(here.rows())
          .filteredOn(row -> row.path("fields").path("Name").asText().startsWith("NEW-"))
          .hasSize(50);
      assertThat(here.rows())
          .filteredOn(row -> row.path("fields").hasNonNull("Removed"))
          .hasSize(20)
          .allSatisfy(row -> assertThat(row.path("fields").path("Online").asBoolean()).isFalse());
    }
  }
}
