package dev.caravan.vendors.opsramp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.store.TestStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Alerts and resources of OpsRamp as they come and go, on a store of either kind. */
@Timeout(120)
abstract class OpsRampSourceContract {
  @RegisterExtension final TestStore store;
  @TempDir private Path folder;
  private OpsRampInstallation it;

  OpsRampSourceContract(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void start() {
    it = new OpsRampInstallation(folder, 250, 0).in(store.settings());
  }

  @AfterEach
  void stop() {
    it.close();
  }

  private String opens(String state) {
    return it.opsramp.openAlert(Json.object().put("currentState", state));
  }

  private List<TicketSnapshot> tickets(boolean open) {
    return it.here.tickets().stream().filter(ticket -> ticket.open() == open).toList();
  }

  private static List<Integer> counts(CycleReport report) {
    assertThat(report.error()).isNull();
    assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
    return List.of(report.created(), report.updated(), report.closed(), report.unchanged());
  }

  @Test
  void alerts_become_tickets_that_follow_them_and_end_with_them() {
    String critical = opens("Critical");
    String warning = opens("Warning");
    opens("Info");
    opens("Ok");
    assertThat(counts(it.sync(OpsRampInstallation.ALERTS))).containsExactly(3, 0, 0, 0);
    assertThat(tickets(true)).extracting(TicketSnapshot::priority).contains("Critical", "Low");

    it.here.sandbox.log().clear();
    assertThat(counts(it.sync(OpsRampInstallation.ALERTS))).containsExactly(0, 0, 0, 3);
    assertThat(it.here.writes()).isEmpty();

    it.opsramp.changeAlert(warning, Json.object().put("currentState", "Critical"));
    assertThat(counts(it.sync(OpsRampInstallation.ALERTS))).containsExactly(0, 1, 0, 2);
    assertThat(tickets(true)).extracting(TicketSnapshot::priority).contains("Critical", "Critical");

    it.opsramp.healAlert(critical);
    it.sync(OpsRampInstallation.ALERTS);
    assertThat(counts(it.sync(OpsRampInstallation.ALERTS))).containsExactly(0, 0, 1, 2);
    assertThat(tickets(false)).hasSize(1);

    it.opsramp.changeAlert(critical, Json.object().put("currentState", "Critical"));
    assertThat(counts(it.sync(OpsRampInstallation.ALERTS))).containsExactly(1, 0, 0, 2);
    assertThat(tickets(true)).hasSize(3);
  }

  @Test
  void a_measured_value_in_the_subject_changes_nothing() {
    String id =
        it.opsramp.openAlert(Json.object().put("subject", "Used 90.31%").put("repeatCount", "2"));
    it.sync(OpsRampInstallation.ALERTS);
    it.opsramp.changeAlert(id, Json.object().put("subject", "Used 94.20%").put("repeatCount", "3"));
    assertThat(counts(it.sync(OpsRampInstallation.ALERTS))).containsExactly(0, 0, 0, 1);
  }

  @Test
  void an_alert_that_a_search_leaves_out_keeps_its_ticket_while_it_is_open_by_its_id() {
    it.opsramp.openAlerts(3);
    it.sync(OpsRampInstallation.ALERTS);
    for (int i = 0; i < 3; i++) {
      it.here.fault(Fault.of(Fault.Kind.EMPTY_LIST).on("opsramp", "GET", "/alerts/search"));
      it.sync(OpsRampInstallation.ALERTS);
    }
    assertThat(tickets(true)).hasSize(3);
  }

  @Test
  void a_page_that_is_none_closes_nothing() {
    it.opsramp.openAlerts(3);
    it.sync(OpsRampInstallation.ALERTS);
    for (Fault.Kind kind :
        List.of(Fault.Kind.MISSING_ARRAY, Fault.Kind.HTML, Fault.Kind.MALFORMED_JSON)) {
      it.here.fault(Fault.of(kind).on("opsramp", "GET", "/alerts/search"));
      assertThat(it.sync(OpsRampInstallation.ALERTS).outcome()).isEqualTo(Outcome.ABORTED);
    }
    assertThat(tickets(true)).hasSize(3);
  }

  @Test
  void a_ticket_that_a_person_closed_heals_its_alert_where_that_is_wanted() {
    it.here.with(OpsRampInstallation.ALERTS + ".on-target-closed", "resolve");
    String id = opens("Critical");
    it.sync(OpsRampInstallation.ALERTS);
    long ticket = it.here.tickets().get(0).id();
    it.here.sandbox.atera().person(ticket, new PersonAction.Close());
    it.sync(OpsRampInstallation.ALERTS);
    it.sync(OpsRampInstallation.ALERTS);
    assertThat(it.opsramp.openAlerts()).isEmpty();
    assertThat(it.asked("POST", "/alerts/" + id + "/actions/heal")).hasSize(1);
    assertThat(it.here.tickets()).hasSize(1);
  }

  @Test
  void a_token_is_fetched_again_after_a_407_and_from_wherever_it_is() {
    it.opsramp.openAlerts(1);
    it.opsramp.set(Map.of("tokenPath", "plain", "expiresIn", "text"));
    assertThat(counts(it.sync(OpsRampInstallation.ALERTS))).containsExactly(1, 0, 0, 0);
    assertThat(it.asked("POST", "oauth/token")).hasSize(2);
    // In the middle of a cycle: what was given out before is no longer good.
    it.opsramp.set(Map.of("expiresIn", "dashed"));
    it.here.fault(Fault.status(407).on("opsramp", "GET", "/alerts/search"));
    assertThat(counts(it.sync(OpsRampInstallation.ALERTS))).containsExactly(0, 0, 0, 1);
  }

  @Test
  void resources_become_rows_that_follow_them() {
    List<ObjectNode> resources = it.opsramp.resources();
    assertThat(counts(it.sync(OpsRampInstallation.RESOURCES))).containsExactly(250, 0, 0, 0);
    assertThat(it.asked("GET", "/resources/search")).hasSize(3);
    assertThat(rows()).hasSize(250);
    assertThat(counts(it.sync(OpsRampInstallation.RESOURCES))).containsExactly(0, 0, 0, 250);

    String id = resources.get(0).path("id").asText();
    it.opsramp.changeResource(id, Json.object().put("osName", "Debian").put("status", "DOWN"));
    it.opsramp.changeResource(
        resources.get(1).path("id").asText(), Json.object().put("state", "Decommissioned"));
    it.opsramp.deleteResource(resources.get(2).path("id").asText());
    it.opsramp.addResources(1);
    assertThat(counts(it.sync(OpsRampInstallation.RESOURCES))).containsExactly(1, 1, 0, 247);
    assertThat(counts(it.sync(OpsRampInstallation.RESOURCES))).containsExactly(0, 0, 2, 249);
    assertThat(rows()).filteredOn(row -> row.path("fields").hasNonNull("Removed")).hasSize(2);
    assertThat(rows())
        .filteredOn(row -> row.path("fields").path("OS").asText().equals("Debian"))
        .singleElement()
        .matches(row -> !row.path("fields").path("Online").asBoolean());

    it.opsramp.changeResource(
        resources.get(1).path("id").asText(), Json.object().put("state", "active"));
    it.sync(OpsRampInstallation.RESOURCES);
    assertThat(rows()).filteredOn(row -> row.path("fields").hasNonNull("Removed")).hasSize(1);
    assertThat(rows()).hasSize(251);
  }

  private List<ObjectNode> rows() {
    return it.here.sandbox.ninox().rows("Devices");
  }
}
