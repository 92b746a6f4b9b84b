package dev.caravan.vendors.ninjaone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.scenario.NinjaOneScenario;
import dev.caravan.store.TestStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** NinjaOne as a source, with a ledger on one kind of store. */
abstract class NinjaOneSyncsContract {
  @TempDir Path folder;

  abstract TestStore store();

  private NinjaOneScenario alerts() {
    return NinjaOneScenario.ofAlerts(folder).keptIn(store().settings());
  }

  private NinjaOneScenario devices(int count) {
    return NinjaOneScenario.ofDevices(folder, count).keptIn(store().settings());
  }

  @Test
  void alerts_become_tickets_that_name_the_site_and_the_device_and_then_nothing_is_written() {
    try (NinjaOneScenario here = alerts()) {
      here.ninjaone().openAlerts(3);
      here.opens("disk", 1, "{\"message\":\"Disk C: is full\",\"severity\":\"CRITICAL\"}");

      CycleReport first = here.sync();
      assertThat(first.error()).isNull();
      assertThat(first.created()).isEqualTo(4);
      String site = here.ninjaone().organizations().get(0).path("name").asText();
      assertThat(here.ticketsOf("disk", 1))
          .singleElement()
          .satisfies(
              ticket -> {
                assertThat(ticket.title()).startsWith("SRV0001: Disk C: is full (" + site + ")");
                assertThat(ticket.priority()).isEqualTo("Critical");
              });

      here.sandbox.log().clear();
      assertThat(here.sync().unchanged()).isEqualTo(4);
      assertThat(here.sandbox.log().entries("atera", "POST", "/")).isEmpty();
      assertThat(here.sandbox.log().entries("atera", "PUT", "/")).isEmpty();
    }
  }

  @Test
  void an_alert_that_gets_worse_changes_its_ticket_and_one_that_is_reset_closes_it() {
    try (NinjaOneScenario here = alerts()) {
      here.opens("a", 1, "{\"severity\":\"MINOR\"}");
      here.opens("b", 2, "{}");
      here.sync();

      here.changes("a", "{\"severity\":\"MAJOR\",\"message\":\"Other words, 93.1 %\"}");
      assertThat(here.sync().updated()).isEqualTo(1);
      assertThat(here.ticketsOf("a", 1).get(0).priority()).isEqualTo("High");
      assertThat(here.ticketsOf("a", 1).get(0).title()).doesNotContain("93.1");

      here.ninjaone().resetAlert("a");
      here.sync();
      assertThat(here.sync().closed()).isEqualTo(1);
      assertThat(here.ticketsOf("a", 1).get(0).open()).isFalse();
      assertThat(here.ticketsOf("b", 1).get(0).open()).isTrue();

      here.opens("a", 1, "{}");
      assertThat(here.sync().created()).isEqualTo(1);
      assertThat(here.ticketsOf("a", 2)).hasSize(1);
    }
  }

  @Test
  void alerts_become_incidents_of_opsramp_that_follow_them_and_end_with_them() {
    try (NinjaOneScenario here = NinjaOneScenario.ofIncidents(folder).keptIn(store().settings())) {
      here.opens("a", 1, "{\"message\":\"Disk C: is full\",\"severity\":\"MINOR\"}");
      here.opens("b", 2, "{}");
      assertThat(here.sync().created()).isEqualTo(2);
      assertThat(here.incidentsOf("a", 1))
          .singleElement()
          .satisfies(
              incident -> {
                assertThat(incident.subject()).startsWith("SRV0001: Disk C: is full (");
                assertThat(incident.priority()).isEqualTo("Low");
              });
      here.sandbox.log().clear();
      assertThat(here.sync().unchanged()).isEqualTo(2);
      assertThat(here.sandbox.log().entries("opsramp", "POST", "/incidents")).isEmpty();

      here.changes("a", "{\"severity\":\"CRITICAL\"}");
      assertThat(here.sync().updated()).isEqualTo(1);
      assertThat(here.incidentsOf("a", 1).get(0).priority()).isEqualTo("Urgent");

      here.ninjaone().resetAlert("a");
      here.sync();
      assertThat(here.sync().closed()).isEqualTo(1);
      assertThat(here.incidentsOf("a", 1).get(0).status()).isEqualTo("Resolved");
      here.opens("a", 1, "{}");
      assertThat(here.sync().created()).isEqualTo(1);
      assertThat(here.incidentsOf("a", 2)).hasSize(1);
    }
  }

  @Test
  void resets_are_confirmed_and_count_against_no_guard_while_alerts_that_just_vanish_do() {
    try (NinjaOneScenario here = alerts()) {
      List<String> all = here.ninjaone().openAlerts(30);
      here.with(NinjaOneScenario.ALERTS + ".max-closes", "2");
      here.sync();
      all.subList(0, 12).forEach(here.ninjaone()::resetAlert);
      here.sync();
      CycleReport report = here.sync();
      for (int i = 0; i < 3 && report.closed() == 0; i++) {
        report = here.sync();
      }
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(report.closed()).isPositive();

      all.subList(12, 20).forEach(here.ninjaone()::vanishAlert);
      here.sync();
      assertThat(here.sync().outcome()).isEqualTo(Outcome.GUARDED);
    }
  }

  @Test
  void a_ticket_that_a_person_closes_resets_its_alert() {
    try (NinjaOneScenario here = alerts()) {
      here.with(NinjaOneScenario.ALERTS + ".on-target-closed", "resolve");
      here.opens("a", 1, "{}");
      here.opens("b", 2, "{}");
      here.sync();
      here.sandbox.atera().person(here.ticketsOf("a", 1).get(0).id(), new PersonAction.Close());

      assertThat(here.sync().outcome()).isEqualTo(Outcome.COMPLETE);

      assertThat(here.asked("POST", "/v2/alert/a/reset")).isEqualTo(1);
      assertThat(here.ninjaone().alerts())
          .extracting(alert -> alert.path("uid").asText())
          .containsExactly("b");
      here.sync();
      assertThat(here.sync().created()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", ""})
  void a_list_that_is_null_or_nothing_at_all_ends_the_cycle_and_closes_nothing(String body) {
    try (NinjaOneScenario here = alerts()) {
      here.opens("a", 1, "{}");
      here.sync();
      for (int i = 0; i < 3; i++) {
        here.sandbox
            .faults()
            .add(
                Fault.status(200)
                    .withBody("application/json", body)
                    .on("ninjaone", "GET", "/v2/alerts"));
        assertThat(here.sync().outcome()).isEqualTo(Outcome.ABORTED);
      }
      assertThat(here.ticketsOf("a", 1).get(0).open()).isTrue();
    }
  }

  @Test
  void a_429_in_the_middle_of_many_creates_is_waited_for_and_none_is_opened_twice() {
    try (NinjaOneScenario here = alerts()) {
      List<String> all = here.ninjaone().openAlerts(20);
      here.sandbox
          .faults()
          .add(
              Fault.status(429)
                  .withHeaders(Map.of("Retry-After", "1"))
                  .on("atera", "POST", "/tickets$")
                  .after(7));
      here.syncUntilSettled();
      assertThat(all).allSatisfy(uid -> assertThat(here.ticketsOf(uid, 1)).hasSize(1));
      assertThat(here.sandbox.atera().tickets()).hasSize(20);
    }
  }

  /** Several siblings at once, of which an older one owns the ticket. */
  @Test
  void a_condition_that_is_triggered_again_under_a_new_uid_is_a_note_on_its_open_ticket() {
    try (NinjaOneScenario here = alerts()) {
      here.with(NinjaOneScenario.ALERTS + ".one-ticket-per", "condition");
      here.with(NinjaOneScenario.ALERTS + ".technician-id", "9");
      String condition = "{\"sourceType\":\"CONDITION_PING\",\"sourceConfigUid\":\"c-1\"}";
      here.opens("first", 1, condition);
      here.sync();
      here.opens("second", 1, condition);
      here.ninjaone().resetAlert("first");
      here.sync();
      here.sync();
      assertThat(here.sandbox.atera().tickets()).hasSize(1);
      assertThat(here.sandbox.atera().tickets().get(0).open()).isTrue();
      assertThat(here.sandbox.atera().tickets().get(0).comments())
          .singleElement()
          .satisfies(note -> assertThat(note.toString()).contains("Triggered 2 times"));

      here.ninjaone().resetAlert("second");
      here.sync();
      here.sync();
      here.sync();
      assertThat(here.sandbox.atera().tickets().get(0).open()).isFalse();
      here.opens("third", 1, condition);
      assertThat(here.sync().created()).isEqualTo(1);
      assertThat(here.sandbox.atera().tickets()).hasSize(2);
    }
  }

  @Test
  void devices_become_rows_and_then_nothing_is_written() {
    try (NinjaOneScenario here = devices(25)) {
      CycleReport first = here.sync();
      assertThat(first.error()).isNull();
      assertThat(first.created()).isEqualTo(25);
      String site = here.ninjaone().organizations().get(0).path("name").asText();
      ObjectNode server = here.fieldsOf("SRV0001");
      assertThat(server.path("Site").asText()).isEqualTo(site);
      assertThat(server.path("Serial").asText()).isEqualTo("SN00001");
      assertThat(server.path("Antivirus").asText()).isEqualTo("Windows Defender: on");

      here.sandbox.log().clear();
      assertThat(here.sync().unchanged()).isEqualTo(25);
      assertThat(here.sandbox.log().entries("ninox", "POST", "/")).isEmpty();
      assertThat(here.sandbox.log().entries("ninox", "PUT", "/")).isEmpty();
    }
  }

  @Test
  void a_member_that_is_absent_now_clears_no_column() {
    try (NinjaOneScenario here = devices(5)) {
      here.sync();
      ObjectNode change = Json.object().put("displayName", "NEW");
      Stream.of("system", "os", "offline", "lastContact", "nodeClass", "ipAddresses")
          .forEach(change::putNull);
      here.ninjaone().changeDevice(1, change);
      assertThat(here.sync().updated()).isEqualTo(1);
      ObjectNode server = here.fieldsOf("NEW");
      assertThat(server.path("Online").isBoolean()).isTrue();
      assertThat(server.path("LastSeen").asText()).isNotEmpty();
      assertThat(server.path("Kind").asText()).isEqualTo("server");
      assertThat(server.path("IP").asText()).isNotEmpty();
      assertThat(server.path("Serial").asText()).isEqualTo("SN00001");
      assertThat(server.path("OS").asText()).startsWith("Windows Server");
    }
  }

  @Test
  void a_device_that_goes_is_marked() {
    try (NinjaOneScenario here = devices(5)) {
      here.sync();
      ObjectNode gone = here.ninjaone().devices().get(2);
      here.ninjaone().changeDevice(3, Json.object().put("approvalStatus", "PENDING"));
      here.sync();
      assertThat(here.sync().closed()).as("it is asked for, and is there").isZero();

      here.ninjaone().deleteDevice(3);
      here.sync();
      here.sync();
      ObjectNode row = here.fieldsOf(gone.path("displayName").asText());
      assertThat(row.hasNonNull("Removed")).isTrue();
      assertThat(row.path("Online").asBoolean()).isFalse();
      assertThat(here.rows()).hasSize(5);
    }
  }

  @Test
  void lists_are_read_to_their_end_in_small_pages_in_envelopes_and_by_cursors() {
    try (NinjaOneScenario here = devices(23)) {
      here.ninjaone().set(Map.of("mostPerPage", 5, "envelope", true));
      assertThat(here.sync().created()).isEqualTo(23);
      here.ninjaone().set(Map.of("envelope", false));
      here.sandbox.log().clear();
      assertThat(here.sync().unchanged()).isEqualTo(23);
      assertThat(here.asked("GET", "/v2/devices-detailed")).isEqualTo(6);
      assertThat(here.asked("GET", "/v2/queries/antivirus-status")).isEqualTo(5);
    }
  }

  @Test
  void a_throttle_page_with_status_200_is_a_pause_and_no_answer() {
    try (NinjaOneScenario here = alerts()) {
      here.opens("a", 1, "{}");
      here.sandbox
          .faults()
          .add(
              Fault.status(200)
                  .withBody(
                      "text/html", "<html><title>Rate limit: too many requests</title></html>")
                  .on("ninjaone", "GET", "/v2/alerts"));
      CycleReport report = here.sync();
      assertThat(report.error()).isNull();
      assertThat(report.created()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "plain", "both"})
  void a_token_is_found_at_either_of_two_paths(String path) {
    try (NinjaOneScenario here = alerts()) {
      here.opens("a", 1, "{}");
      here.ninjaone().set(Map.of("tokenPath", path));
      assertThat(here.sync().created()).isEqualTo(1);
      assertThat(here.asked("POST", "/oauth/token")).isEqualTo(path.equals("plain") ? 1 : 0);
    }
  }

  @Test
  void an_empty_scope_asks_for_none_and_gets_what_was_granted() {
    try (NinjaOneScenario here = alerts()) {
      here.opens("a", 1, "{}");
      here.ninjaone().set(Map.of("grantedScopes", List.of("monitoring")));
      assertThat(here.sync().error()).contains("invalid_scope");
      here.with("ninjaone.scope", "");
      assertThat(here.sync().created()).isEqualTo(1);
    }
  }

  @Test
  void a_missing_scope_is_told_apart_from_a_bad_token() {
    try (NinjaOneScenario here = alerts()) {
      here.with("ninjaone.scope", "management");
      CycleReport report = here.sync();
      assertThat(report.error()).isNull();
      here.ninjaone().set(Map.of("grantedScopes", List.of("management")));
      long before = here.ninjaone().tokensIssued();
      report = here.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.error()).contains("answered 401: insufficient_privileges");
      assertThat(here.ninjaone().tokensIssued()).as("one for the process").isEqualTo(before + 1);
    }
  }
}
