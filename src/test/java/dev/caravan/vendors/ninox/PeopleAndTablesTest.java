package dev.caravan.vendors.ninox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.ninox.Field;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.RequestLog;
import dev.caravan.scenario.RowScenario;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people do to the table and its rows, and how the sync gets along with it. */
class PeopleAndTablesTest {
  @TempDir Path folder;

  @Test
  void a_column_that_the_table_lacks_is_left_out_and_filled_when_it_is_added() {
    try (RowScenario here = new RowScenario(folder, 20)) {
      here.sandbox.ninox().removeField(RowScenario.TABLE, "OS");
      CycleReport first = here.sync();
      assertThat(first.created()).isEqualTo(20);
      here.sandbox.ninox().addField(RowScenario.TABLE, new Field("Z1", "OS", "string", List.of()));
      assertThat(here.sync().updated()).isEqualTo(20);
      assertThat(here.rowsBy("Name").get("SRV-00000").path("fields").path("OS").asText())
          .isEqualTo("Microsoft Windows Server 2022");
    }
  }

  @Test
  void a_column_of_another_type_keeps_the_others_from_nothing_and_is_named() {
    try (RowScenario here = new RowScenario(folder, 20)) {
      here.sandbox.ninox().removeField(RowScenario.TABLE, "IP");
      here.sandbox.ninox().addField(RowScenario.TABLE, new Field("Z1", "IP", "number", List.of()));
      String sentence = "the column IP of the Ninox table Devices is a number: values such as ";
      CycleReport plan = here.plan();
      assertThat(plan.notes()).anySatisfy(note -> assertThat(note).contains(sentence));

      CycleReport first = here.sync();

      assertThat(first.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(first.created()).isEqualTo(20);
      assertThat(first.notes())
          .filteredOn(note -> note.contains("cannot be written there"))
          .singleElement()
          .satisfies(note -> assertThat(note).contains(sentence));
      assertThat(here.rows())
          .noneMatch(row -> row.path("fields").has("IP"))
          .allMatch(row -> row.path("fields").hasNonNull("Site"));
      here.sandbox.ninox().removeField(RowScenario.TABLE, "IP");
      here.sandbox.ninox().addField(RowScenario.TABLE, new Field("Z2", "IP", "string", List.of()));
      assertThat(here.sync().updated()).isEqualTo(20);
      assertThat(here.rows()).allMatch(row -> row.path("fields").hasNonNull("IP"));
    }
  }

  @ParameterizedTest
  @CsvSource({"captions, array", "ids, array", "captions, text", "ids, text"})
  void choices_are_written_in_the_form_that_the_server_takes(String choices, String several) {
    try (RowScenario here = new RowScenario(folder, 5)) {
      List<Field.Choice> systems = List.of(new Field.Choice("7", "Microsoft Windows Server 2022"));
      here.sandbox.ninox().removeField(RowScenario.TABLE, "OS");
      here.sandbox.ninox().addField(RowScenario.TABLE, new Field("Z1", "OS", "multi", systems));
      here.sandbox.ninox().set(Map.of("choices", choices, "multiText", several.equals("text")));
      here.with("ninox.choices", choices).with("ninox.multi-choice", several);
      here.sync();
      ObjectNode server = fields(here, "SRV-00000");
      assertThat(server.path("Kind").asText()).isEqualTo("server");
      assertThat(server.path("OS").toString()).isEqualTo("[\"Microsoft Windows Server 2022\"]");
    }
  }

  @Test
  void a_table_without_the_marker_field_is_refused_in_a_sentence() {
    try (RowScenario here = new RowScenario(folder, 20)) {
      here.sandbox.ninox().removeField(RowScenario.TABLE, "ExternalRef");
      CycleReport first = here.sync();
      assertThat(first.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(first.error()).contains("ExternalRef", "Devices", "add a field of the type Text");
      assertThat(here.asked("POST")).isEmpty();
    }
  }

  @Test
  void an_unknown_table_is_refused_with_those_that_there_are() {
    try (RowScenario here =
        new RowScenario(folder, 2).with(RowScenario.SYNC + ".target-table", "Device")) {
      assertThat(here.sync().error()).contains("Device", "Devices (A)", "Tickets (B)");
    }
  }

  @Test
  void ninox_4_is_refused() {
    try (RowScenario here = new RowScenario(folder, 2)) {
      here.with("ninox.base-url", here.sandbox.uri() + "/ninox4");
      CycleReport byAnswer = here.sync();
      assertThat(byAnswer.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(byAnswer.error()).contains("Ninox 4", "classic");
      here.with("ninox.base-url", here.sandbox.uri() + "/ninox4/api/v1/workspace/abc");
      assertThat(here.sync().error()).contains("is the address of Ninox 4");
    }
  }

  @Test
  void columns_of_people_stay_as_they_are() {
    try (RowScenario here = new RowScenario(folder, 5)) {
      here.sync();
      long row = id(here.rowsBy("Name").get("SRV-00000"));
      here.sandbox.ninox().editRow(RowScenario.TABLE, row, Map.of("Notes", "Ann's server"));
      rename(here, 0, "DB01");
      assertThat(here.sync().updated()).isEqualTo(1);
      assertThat(here.rowsBy("Name").get("DB01").path("fields").path("Notes").asText())
          .isEqualTo("Ann's server");
    }
  }

  @Test
  void what_people_filled_in_survives_a_lost_ledger() throws Exception {
    try (RowScenario here = new RowScenario(folder, 5)) {
      blank(here, 0);
      here.sync();
      fillIn(here, "SRV-00000");
      String other = here.sandbox.datto().devices().get(1).path("uid").asText();
      here.sandbox.datto().markDevice(other, true);
      here.sync();
      assertThat(here.sync().closed()).isEqualTo(1);
      here.losesTheLedger();
      here.sandbox.datto().markDevice(other, false);
      rename(here, 0, "DB01");

      assertThat(here.sync().error()).isNull();

      assertThat(here.rows()).hasSize(5);
      assertFilledIn(here, "DB01");
      // It was marked as removed, and who marks a row takes the mark off again.
      assertThat(here.rows()).noneMatch(row -> row.path("fields").hasNonNull("Removed"));
      assertThat(here.sync().unchanged()).isEqualTo(5);
    }
  }

  @Test
  void what_people_filled_in_survives_that_its_device_leaves_and_returns() {
    try (RowScenario here = new RowScenario(folder, 12)) {
      blank(here, 0);
      here.sync();
      fillIn(here, "SRV-00000");
      String uid = here.sandbox.datto().devices().get(0).path("uid").asText();
      here.sandbox.datto().markDevice(uid, true);
      here.sync();
      assertThat(here.sync().closed()).isEqualTo(1);
      here.sandbox.datto().markDevice(uid, false);

      assertThat(here.sync().updated()).isEqualTo(1);

      assertFilledIn(here, "SRV-00000");
      assertThat(fields(here, "SRV-00000").hasNonNull("Removed")).isFalse();
    }
  }

  @Test
  void what_we_wrote_is_emptied_when_the_source_says_nothing_any_more() {
    try (RowScenario here = new RowScenario(folder, 12)) {
      here.sync();
      assertThat(fields(here, "SRV-00000").hasNonNull("User")).isTrue();
      blank(here, 0);
      assertThat(here.sync().updated()).isEqualTo(1);
      assertThat(fields(here, "SRV-00000").hasNonNull("User")).isFalse();

      // While its device was away, too.
      assertThat(fields(here, "PC-00001").hasNonNull("User")).isTrue();
      String uid = here.sandbox.datto().devices().get(1).path("uid").asText();
      here.sandbox.datto().markDevice(uid, true);
      here.sync();
      here.sync();
      blank(here, 1);
      here.sandbox.datto().markDevice(uid, false);
      assertThat(here.sync().updated()).isEqualTo(1);
      assertThat(fields(here, "PC-00001").hasNonNull("User")).isFalse();
    }
  }

  /** Datto has no serial numbers in its list, and for this device it knows no user either. */
  private static void blank(RowScenario here, int number) {
    String uid = here.sandbox.datto().devices().get(number).path("uid").asText();
    here.sandbox.datto().changeDevice(uid, Json.object().putNull("lastLoggedInUser"));
  }

  private static void fillIn(RowScenario here, String name) {
    here.sandbox
        .ninox()
        .editRow(
            RowScenario.TABLE,
            id(here.rowsBy("Name").get(name)),
            Map.of("Serial", "SN-4711", "User", "ann"));
  }

  private static void assertFilledIn(RowScenario here, String name) {
    assertThat(fields(here, name).path("Serial").asText()).isEqualTo("SN-4711");
    assertThat(fields(here, name).path("User").asText()).isEqualTo("ann");
  }

  @Test
  void a_row_that_lost_its_marker_is_left_alone() {
    try (RowScenario here = new RowScenario(folder, 5)) {
      here.sync();
      long row = id(here.rowsBy("Name").get("SRV-00000"));
      here.sandbox.ninox().editRow(RowScenario.TABLE, row, Map.of("ExternalRef", "mine now"));
      rename(here, 0, "DB01");
      CycleReport second = here.sync();
      assertThat(second.failed()).isEqualTo(1);
      assertThat(here.rowsBy("Name")).containsKey("SRV-00000").doesNotContainKey("DB01");
    }
  }

  @Test
  void a_row_that_a_person_deleted_does_not_come_back() {
    try (RowScenario here = new RowScenario(folder, 5)) {
      here.sync();
      here.sandbox.ninox().deleteRow(RowScenario.TABLE, id(here.rowsBy("Name").get("SRV-00000")));
      rename(here, 0, "DB01");
      here.sync();
      assertThat(here.sync().created()).isZero();
      assertThat(here.rows()).hasSize(4);
    }
  }

  @Test
  void a_device_that_returns_has_its_old_row() {
    try (RowScenario here = new RowScenario(folder, 12)) {
      here.sync();
      ObjectNode before = here.rowsBy("Name").get("SRV-00000");
      String uid = here.sandbox.datto().devices().get(0).path("uid").asText();
      here.sandbox.datto().markDevice(uid, true);
      here.sync();
      assertThat(here.sync().closed()).isEqualTo(1);
      assertThat(fields(here, "SRV-00000").path("Removed").asText())
          .isEqualTo(LocalDate.now(ZoneOffset.UTC).toString());
      here.sandbox.datto().markDevice(uid, false);
      assertThat(here.sync().updated()).isEqualTo(1);
      assertThat(here.rows()).hasSize(12);
      assertThat(fields(here, "SRV-00000")).isEqualTo(before.path("fields"));
    }
  }

  @Test
  void rows_of_vanished_devices_are_deleted_where_the_sync_asks_for_it() {
    try (RowScenario here =
        new RowScenario(folder, 12).with(RowScenario.SYNC + ".on-removed", "delete")) {
      here.sync();
      String uid = here.sandbox.datto().devices().get(0).path("uid").asText();
      here.sandbox.datto().deleteDevice(uid);
      here.sync();
      assertThat(here.sync().closed()).isEqualTo(1);
      assertThat(here.rows()).hasSize(11);
      // The private cloud wants a body.
      assertThat(here.asked("DELETE"))
          .extracting(RequestLog.LoggedRequest::body)
          .containsExactly("{}");
      assertThat(here.sync().error()).isNull();
    }
  }

  @Test
  void a_list_that_lost_most_devices_is_guarded() {
    try (RowScenario here = new RowScenario(folder, 40)) {
      here.sync();
      here.sandbox.datto().devices().stream()
          .limit(30)
          .forEach(device -> here.sandbox.datto().deleteDevice(device.path("uid").asText()));
      here.sync();
      CycleReport guarded = here.sync();
      assertThat(guarded.outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(guarded.closed()).isZero();
      assertThat(here.syncAccepting(30).closed()).isEqualTo(30);
    }
  }

  @Test
  void a_plan_says_what_a_cycle_would_do_and_writes_nothing() {
    try (RowScenario here = new RowScenario(folder, 7)) {
      CycleReport plan = here.plan();
      assertThat(plan.error()).isNull();
      assertThat(plan.changes()).hasSize(7);
      assertThat(here.asked("POST")).isEmpty();
    }
  }

  @Test
  void both_syncs_run_side_by_side() {
    try (RowScenario here = new RowScenario(folder, 30)) {
      here.sandbox.datto().openAlerts(25);
      try (var caravan = here.start(RowScenario.SYNC, "datto-alerts-to-atera-tickets")) {
        List<CycleReport> reports =
            caravan.syncs().names().parallelStream()
                .map(name -> caravan.syncs().run(name, 0))
                .toList();
        assertThat(reports).allSatisfy(report -> assertThat(report.error()).isNull());
        assertThat(caravan.accountsInUse().quota("ninox").orElseThrow().calls())
            .isEqualTo(here.sandbox.ninox().callsThisMonth());
      }
      assertThat(here.rows()).hasSize(30);
      assertThat(here.sandbox.atera().tickets()).hasSize(25);
    }
  }

  @Test
  void nothing_but_the_headers_of_the_api_reaches_ninox() {
    try (RowScenario here = new RowScenario(folder, 3)) {
      here.sync();
      assertThat(here.sandbox.log().headerNames().get("ninox"))
          .isSubsetOf(
              "accept",
              "accept-encoding",
              "authorization",
              "connection",
              "content-length",
              "content-type",
              "host",
              "user-agent");
    }
  }

  private static void rename(RowScenario here, int number, String name) {
    String uid = here.sandbox.datto().devices().get(number).path("uid").asText();
    here.sandbox.datto().changeDevice(uid, Json.object().put("hostname", name));
  }

  private static ObjectNode fields(RowScenario here, String name) {
    return (ObjectNode) here.rowsBy("Name").get(name).path("fields");
  }

  private static long id(ObjectNode row) {
    return row.path("id").asLong();
  }
}
