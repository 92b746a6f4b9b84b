package dev.caravan.vendors.opsramp;

import static dev.caravan.vendors.opsramp.OpsRampInstallation.INCIDENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.Marker;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.sandbox.opsramp.IncidentAction;
import dev.caravan.sandbox.opsramp.IncidentSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.store.StoreSettings;
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

/** What holds of every counterpart, with incidents of OpsRamp, on a store of either kind. */
@Timeout(180)
abstract class OpsRampIncidentsContract {
  private static final String CREATE = "/incidents$";

  @RegisterExtension final TestStore store;
  @TempDir private Path folder;
  private OpsRampInstallation it;

  OpsRampIncidentsContract(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void start() {
    it = new OpsRampInstallation(folder, 8, 0).in(store.settings());
  }

  @AfterEach
  void stop() {
    it.close();
  }

  private CycleReport sync() {
    return it.sync(INCIDENTS);
  }

  private CycleReport settled() {
    CycleReport report = sync();
    for (int i = 0; i < 6 && report.outcome() != Outcome.COMPLETE; i++) {
      report = sync();
    }
    assertThat(report.error()).isNull();
    assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
    return report;
  }

  private static List<Integer> counts(CycleReport report) {
    assertThat(report.error()).isNull();
    assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
    return List.of(report.created(), report.updated(), report.closed(), report.unchanged());
  }

  private void gone(String key) {
    it.here.resolves(key);
    sync();
    sync();
  }

  @Test
  void alerts_become_incidents_that_follow_them_and_end_with_them() {
    it.here.opens("a");
    it.here.opens("b");
    assertThat(counts(sync())).containsExactly(2, 0, 0, 0);
    assertThat(it.incidentOf("a").priority()).isEqualTo("High");
    assertThat(it.incidentOf("a").subject()).contains("Disk C:").doesNotContain("cv-");

    it.here.sandbox.log().clear();
    assertThat(counts(sync())).containsExactly(0, 0, 0, 2);
    assertThat(it.asked("POST", "/incidents")).isEmpty();

    it.here.changes("a", "{\"priority\":\"Critical\"}");
    assertThat(counts(sync())).containsExactly(0, 1, 0, 1);
    assertThat(it.incidentOf("a").priority()).isEqualTo("Urgent");
    assertThat(it.incidentOf("a").responses())
        .singleElement()
        .matches(response -> response.path("internal").asBoolean())
        .matches(response -> response.path("extTicketResponseId").asText().startsWith("cv-"));

    gone("a");
    assertThat(it.incidentOf("a").status()).isEqualTo("Resolved");
    assertThat(it.incidentOf("a").reason()).isEqualTo("Alert resolved");
    assertThat(it.incidentOf("b").open()).isTrue();
    it.here.opens("a");
    assertThat(counts(sync())).containsExactly(1, 0, 0, 1);
    assertThat(it.incidentsOf("a", 2)).hasSize(1);
  }

  @Test
  void one_whose_answer_was_lost_is_found_by_its_reference() {
    for (Fault.Kind kind : List.of(Fault.Kind.ANSWER_LOST, Fault.Kind.STATUS_AFTER_COMMIT)) {
      String key = kind.name();
      it.here.opens(key);
      it.here.fault(Fault.of(kind).on("opsramp", "POST", CREATE));
      assertThat(sync().inDoubt()).isEqualTo(1);
      settled();
      assertThat(it.incidentsOf(key, 1)).hasSize(1);
    }
    it.here.opens("c");
    it.here.fault(Fault.of(Fault.Kind.CUT_BEFORE).on("opsramp", "POST", CREATE));
    assertThat(sync().inDoubt()).isEqualTo(1);
    settled();
    assertThat(it.incidentsOf("c", 1)).hasSize(1);
  }

  @Test
  void a_429_means_that_nothing_was_done() {
    it.here.opens("a");
    it.here.fault(
        Fault.status(429).withHeaders(Map.of("Retry-After", "1")).on("opsramp", "POST", CREATE));
    assertThat(counts(sync())).containsExactly(1, 0, 0, 0);
    assertThat(it.incidentsOf("a", 1)).hasSize(1);
  }

  @Test
  void a_lost_ledger_is_made_anew_from_references_however_old() {
    it.opsramp.set(Map.of("searchDays", 0));
    it.here.opens("a");
    it.here.opens("b");
    sync();
    it.in(StoreSettings.of(folder.resolve("another.db")));
    CycleReport report = settled();
    assertThat(report.created()).isZero();
    assertThat(it.opsramp.incidents()).hasSize(2);
    gone("a");
    assertThat(it.incidentOf("a").open()).isFalse();
  }

  @Test
  void what_people_have_touched_is_left_to_them() {
    List<String> keys = List.of("status", "response", "user", "subject", "nobody");
    keys.forEach(it.here::opens);
    sync();
    it.person("status", new IncidentAction.Move("Pending"));
    it.person("response", new IncidentAction.Respond("I look at it."));
    it.person("user", new IncidentAction.Take("john"));
    it.person("subject", new IncidentAction.Rename("Mine"));
    keys.forEach(key -> it.here.changes(key, "{\"priority\":\"Critical\"}"));
    sync();
    assertThat(it.incidentOf("subject").subject()).isEqualTo("Mine");
    assertThat(it.incidentOf("subject").priority()).isEqualTo("Urgent");

    keys.forEach(it.here::resolves);
    sync();
    assertThat(settled().outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(it.opsramp.incidents())
        .filteredOn(IncidentSnapshot::open)
        .extracting(IncidentSnapshot::id)
        .containsExactlyInAnyOrder(
            it.incidentOf("status").id(),
            it.incidentOf("response").id(),
            it.incidentOf("user").id());
    assertThat(it.incidentOf("status").responses().toString()).contains("The alert was resolved");
  }

  @Test
  void a_field_that_a_person_changed_is_not_written_back() {
    it.here.opens("a");
    sync();
    it.person("a", new IncidentAction.Reprioritize("Very Low"));
    it.here.changes("a", "{\"priority\":\"Critical\"}");
    sync();
    assertThat(it.incidentOf("a").priority()).isEqualTo("Very Low");
  }

  @Test
  void what_a_tenants_own_rules_set_is_no_person() {
    it.opsramp.set(Map.of("ruleGroup", 17, "ruleStatus", "Open"));
    it.here.opens("a");
    sync();
    gone("a");
    assertThat(it.incidentOf("a").status()).isEqualTo("Resolved");
  }

  @Test
  void one_that_a_person_closed_or_deleted_is_not_opened_again() {
    it.here.opens("a");
    it.here.opens("b");
    it.here.opens("c");
    sync();
    it.person("a", new IncidentAction.Move("Closed"));
    it.person("b", new IncidentAction.Remove());
    for (String key : List.of("a", "b", "c")) {
      it.here.changes(key, "{\"priority\":\"Critical\"}");
    }
    settled();
    settled();
    assertThat(it.opsramp.incidents()).hasSize(2);
    assertThat(it.incidentOf("a").status()).isEqualTo("Closed");
    assertThat(it.incidentOf("a").priority()).isEqualTo("High");
  }

  @Test
  void of_two_with_one_reference_the_oldest_is_kept() {
    it.here.opens("a");
    it.here.fault(Fault.of(Fault.Kind.ANSWER_LOST).on("opsramp", "POST", CREATE));
    sync();
    String marker = Marker.of("main", INCIDENTS, "a", 1);
    String twice = it.opsramp.createIncident(marker);
    settled();
    settled();
    assertThat(it.opsramp.incidentsWithMarker(marker))
        .filteredOn(IncidentSnapshot::open)
        .singleElement()
        .matches(incident -> !incident.id().equals(twice));
    assertThat(it.opsramp.incidentsWithMarker(marker))
        .filteredOn(incident -> incident.id().equals(twice))
        .singleElement()
        .matches(incident -> incident.responses().toString().contains("is kept"));
  }

  @Test
  void what_is_refused_for_one_record_is_a_dead_letter_and_stops_no_other() {
    it.here.opens("a");
    it.here.opens("b");
    it.here.fault(Fault.status(400).on("opsramp", "POST", CREATE));
    CycleReport report = sync();
    assertThat(report.failed()).isEqualTo(1);
    assertThat(report.created()).isEqualTo(1);
    assertThat(it.deadLetters(INCIDENTS)).hasSize(1);
  }

  @Test
  void a_reason_that_the_tenant_does_not_know_is_said_and_another_one_can_be_set() {
    it.opsramp.set(Map.of("reasons", List.of("Solved")));
    it.here.opens("a");
    sync();
    gone("a");
    assertThat(it.incidentOf("a").open()).isTrue();
    assertThat(it.deadLetters(INCIDENTS).toString()).contains("Invalid reason");
    it.here.with(INCIDENTS + ".close-reason", "Solved");
    settled();
    assertThat(it.incidentOf("a").reason()).isEqualTo("Solved");
  }

  @Test
  void a_tenant_that_demands_urgency_and_impact_gets_them() {
    it.opsramp.set(Map.of("urgencyRequired", true));
    it.here.with(INCIDENTS + ".urgency-id", "2");
    it.here.with(INCIDENTS + ".business-impact-id", "SIMPACT-1");
    it.here.opens("a");
    assertThat(counts(sync())).containsExactly(1, 0, 0, 0);
  }

  @Test
  void a_plan_says_what_a_cycle_would_do_and_writes_nothing() {
    it.here.opens("a");
    try (CaravanRuntime caravan = it.start(INCIDENTS)) {
      assertThat(caravan.syncs().plan(INCIDENTS).created()).isEqualTo(1);
    }
    assertThat(it.opsramp.incidents()).isEmpty();
  }
}
