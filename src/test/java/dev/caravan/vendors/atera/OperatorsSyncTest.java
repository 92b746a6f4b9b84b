package dev.caravan.vendors.atera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.Marker;
import dev.caravan.sandbox.opsramp.IncidentAction;
import dev.caravan.sandbox.opsramp.IncidentSnapshot;
import dev.caravan.scenario.AteraScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sync that is not shipped, as docs/write-a-sync.md teaches it: one Pipe in a folder of the
 * operator's, from a source of the page's first list to a target of its second.
 */
class OperatorsSyncTest {
  private static final String SYNC = "atera-alerts-to-opsramp-incidents";
  private static final String PIPE =
      """
      # Open Atera alerts become OpsRamp incidents, exactly one each.
      apiVersion: camel.apache.org/v1
      kind: Pipe
      metadata:
        name: atera-alerts-to-opsramp-incidents
      spec:
        source:
          ref: {apiVersion: camel.apache.org/v1, kind: Kamelet, name: atera-alerts-source}
        steps:
          - ref: {apiVersion: camel.apache.org/v1, kind: Kamelet, name: map-action}
            properties:
              mapping: alert-to-opsramp-incident
          - ref: {apiVersion: camel.apache.org/v1, kind: Kamelet, name: reconcile-action}
            properties:
              target: opsramp-incidents
        sink:
          ref: {apiVersion: camel.apache.org/v1, kind: Kamelet, name: opsramp-incidents-sink}
      """;

  @TempDir Path folder;
  private AteraScenario here;

  @BeforeEach
  void start() throws IOException {
    Path syncs = Files.createDirectories(folder.resolve("my-routes/syncs"));
    Files.writeString(syncs.resolve(SYNC + ".pipe.yaml"), PIPE);
    here = AteraScenario.ofAlerts(folder, SYNC);
  }

  @AfterEach
  void stop() {
    here.close();
  }

  private String opens(String members) {
    return here.atera().monitoring().open(AteraScenario.json(members));
  }

  private List<IncidentSnapshot> incidentsOf(String key, int generation) {
    return here.opsramp().incidentsWithMarker(Marker.of("main", SYNC, key, generation));
  }

  private static List<Integer> counts(CycleReport report) {
    assertThat(report.error()).isNull();
    assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
    return List.of(report.created(), report.updated(), report.closed(), report.unchanged());
  }

  @Test
  void the_page_names_its_parts_and_the_pipe_is_short() throws IOException {
    assertThat(PIPE.lines().count()).isLessThan(30);
    assertThat(Files.readString(Path.of("docs/write-a-sync.md")))
        .contains(
            "`atera-alerts-source`", "`target: opsramp-incidents`", "`opsramp-incidents-sink`")
        .contains("alert-to-opsramp-incident");
  }

  @Test
  void alerts_become_incidents_that_follow_them_and_end_with_them() {
    String disk = opens("{\"Title\":\"Disk C: below 10 %\",\"Severity\":\"Critical\"}");
    String cpu = opens("{\"Title\":\"CPU above 95 %\",\"Severity\":\"Information\"}");
    assertThat(counts(here.sync())).containsExactly(2, 0, 0, 0);
    assertThat(incidentsOf(disk, 1))
        .singleElement()
        .satisfies(one -> assertThat(one.priority()).isEqualTo("Urgent"))
        .satisfies(one -> assertThat(one.subject()).contains("Disk C: below 10 %"));

    here.sandbox.log().clear();
    assertThat(counts(here.sync())).containsExactly(0, 0, 0, 2);
    assertThat(here.sandbox.log().entries(call -> call.path().contains("/incidents")))
        .allMatch(call -> call.method().equals("GET"));

    here.atera()
        .monitoring()
        .change(
            cpu,
            AteraScenario.json("{\"Severity\":\"Warning\",\"AlertMessage\":\"CPU load 99 %\"}"));
    assertThat(counts(here.sync())).containsExactly(0, 1, 0, 1);
    assertThat(incidentsOf(cpu, 1).get(0).priority()).isEqualTo("Low");

    here.atera().monitoring().resolve(disk);
    here.sync();
    assertThat(counts(here.sync())).containsExactly(0, 0, 1, 1);
    assertThat(incidentsOf(disk, 1).get(0).open()).isFalse();

    here.atera()
        .monitoring()
        .change(disk, AteraScenario.json("{\"Archived\":false,\"ArchivedDate\":null}"));
    assertThat(counts(here.sync())).containsExactly(1, 0, 0, 1);
    assertThat(incidentsOf(disk, 2)).hasSize(1);
  }

  @Test
  void a_snoozed_alert_keeps_its_incident() {
    String cpu = opens("{}");
    here.sync();
    here.atera()
        .monitoring()
        .change(cpu, AteraScenario.json("{\"SnoozedEndDate\":\"2040-01-01T00:00:00Z\"}"));
    for (int i = 0; i < 3; i++) {
      assertThat(here.sync().closed()).isZero();
    }
    assertThat(incidentsOf(cpu, 1).get(0).open()).isTrue();
  }

  @Test
  void an_incident_that_a_person_closed_resolves_its_alert() {
    here.with(SYNC + ".on-target-closed", "resolve");
    String cpu = opens("{}");
    opens("{\"Title\":\"Machine is offline\"}");
    here.sync();
    here.opsramp().person(incidentsOf(cpu, 1).get(0).id(), new IncidentAction.Move("Closed"));
    here.sync();
    assertThat(here.asked("PUT", "/api/v3/alerts/" + cpu)).isEqualTo(1);
    here.sync();
    here.sync();
    assertThat(here.asked("PUT", "/api/v3/alerts/")).isEqualTo(1);
    assertThat(here.opsramp().incidents()).hasSize(2);
  }
}
