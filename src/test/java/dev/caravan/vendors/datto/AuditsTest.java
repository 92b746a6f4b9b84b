package dev.caravan.vendors.datto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.RequestLog;
import dev.caravan.scenario.RowScenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Serial, manufacturer and model come device by device, a few in each cycle. */
class AuditsTest {
  private static final String AUDITS = "/api/v2/audit/";

  @TempDir Path folder;

  @Test
  void each_cycle_asks_for_a_few_until_all_are_known_and_then_for_none() {
    try (RowScenario here = audited(12, 5)) {
      assertThat(here.sync().created()).isEqualTo(12);
      assertThat(audits(here)).hasSize(5);
      assertThat(serials(here)).isEqualTo(5);

      assertThat(here.sync().updated()).isEqualTo(5);
      assertThat(here.sync().updated()).isEqualTo(2);
      assertThat(serials(here)).isEqualTo(12);
      assertThat(audits(here)).doesNotHaveDuplicates().hasSize(12);

      CycleReport quiet = here.sync();
      assertThat(quiet.updated()).isZero();
      assertThat(audits(here)).hasSize(12);
      assertThat(here.rowsBy("Name").get("SRV-00000").path("fields").path("Manufacturer").asText())
          .isEqualTo("Example Computers");
    }
  }

  @Test
  void a_device_that_was_audited_anew_is_asked_about_again() {
    try (RowScenario here = audited(4, 100)) {
      here.sync();
      String uid = here.sandbox.datto().devices().get(2).path("uid").asText();
      here.sandbox
          .datto()
          .changeDevice(uid, Json.object().put("lastAuditDate", 1_900_000_000_000L));
      here.sandbox.log().clear();
      here.sync();
      assertThat(audits(here)).containsExactly(AUDITS + "device/" + uid);
    }
  }

  @Test
  void printers_and_hosts_have_audits_of_their_own_and_network_devices_none() {
    try (RowScenario here = audited(4, 100)) {
      List<String> kinds = List.of("device", "printer", "esxihost", "rmmnetworkdevice");
      for (int i = 0; i < kinds.size(); i++) {
        String uid = here.sandbox.datto().devices().get(i).path("uid").asText();
        here.sandbox.datto().changeDevice(uid, Json.object().put("deviceClass", kinds.get(i)));
      }
      here.sync();
      assertThat(audits(here))
          .extracting(path -> path.split("/")[4])
          .containsExactly("device", "printer", "esxihost");
      assertThat(serials(here)).isEqualTo(3);
    }
  }

  @Test
  void an_audit_that_datto_does_not_have_is_remembered_and_leaves_what_people_wrote() {
    try (RowScenario here = audited(3, 100)) {
      here.sandbox
          .faults()
          .add(Fault.of(Fault.Kind.STATUS).on("datto", "GET", AUDITS).withStatus(404).times(0));
      here.sync();
      assertThat(audits(here)).hasSize(3);
      long row = here.rowsBy("Name").get("SRV-00000").path("id").asLong();
      here.sandbox.ninox().editRow(RowScenario.TABLE, row, Map.of("Serial", "read off its back"));
      assertThat(here.sync().updated()).isZero();
      assertThat(audits(here)).hasSize(3);
      assertThat(here.rowsBy("Name").get("SRV-00000").path("fields").path("Serial").asText())
          .isEqualTo("read off its back");
    }
  }

  @Test
  void what_was_written_stays_when_audits_are_switched_off() {
    try (RowScenario here = audited(3, 100)) {
      here.sync();
      here.with(RowScenario.SYNC + ".audits-per-cycle", "0");
      here.sandbox.log().clear();
      here.sync();
      assertThat(audits(here)).isEmpty();
      assertThat(serials(here)).isEqualTo(3);
    }
  }

  @Test
  void a_plan_asks_for_none_and_without_the_setting_nobody_does() throws Exception {
    try (RowScenario here = audited(3, 100)) {
      assertThat(here.plan().changes()).hasSize(3);
      assertThat(audits(here)).isEmpty();
    }
    try (RowScenario other = new RowScenario(Files.createDirectory(folder.resolve("other")), 3)) {
      other.sync();
      assertThat(audits(other)).isEmpty();
    }
  }

  private RowScenario audited(int devices, int perCycle) {
    return new RowScenario(folder, devices)
        .with(RowScenario.SYNC + ".audits-per-cycle", String.valueOf(perCycle));
  }

  private static List<String> audits(RowScenario here) {
    return here.sandbox.log().entries("datto", "GET", AUDITS).stream()
        .map(RequestLog.LoggedRequest::path)
        .toList();
  }

  private static long serials(RowScenario here) {
    return here.rows().stream()
        .filter(row -> row.path("fields").path("Serial").asText().startsWith("SN"))
        .count();
  }
}
