package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeCyclesTest {
  @TempDir Path folder;

  @Test
  void a_filter_in_the_path_of_a_list_is_asked_for_on_every_page() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 300)
            .with("datto.alerts-path", "/api/v2/account/alerts/open?muted=false")) {
      List<String> keys = scenario.openKeys();
      scenario.changes(keys.get(0), "{\"muted\":true}");

      assertThat(scenario.sync().created()).isEqualTo(299);

      assertThat(scenario.sandbox.log().entries("datto", "GET", "/api/v2/account/alerts/open"))
          .hasSize(2)
          .allSatisfy(request -> assertThat(request.query()).containsOnlyOnce("muted=false"))
          .allSatisfy(request -> assertThat(request.query()).doesNotContain("?"));
    }
  }

  @Test
  void thirty_resolved_five_new_and_three_changed_alerts_make_exactly_these_writes() {
    try (TicketScenario scenario = TicketScenario.running(folder, 700)) {
      scenario.sync();
      List<String> keys = scenario.openKeys();
      keys.subList(0, 30).forEach(scenario::resolves);
      scenario.sandbox.datto().openAlerts(5);
      for (String key : keys.subList(100, 103)) {
        scenario.changes(key, "{\"priority\":\"Information\"}");
        scenario.changes(key, "{\"priority\":\"Critical\"}");
      }
      long critical = critical(scenario);
      scenario.sandbox.log().clear();

      CycleReport second = scenario.sync();
      assertThat(second.error()).isNull();
      assertThat(second.read()).isEqualTo(675);
      assertThat(second.created()).isEqualTo(5);
      assertThat(second.closed()).as("one absence closes nothing").isZero();
      assertThat(critical(scenario)).isEqualTo(critical + second.updated());
      assertThat(second.unchanged()).isEqualTo(670 - second.updated());
      assertThat(scenario.writes()).hasSize(5 + second.updated());

      scenario.sandbox.log().clear();
      CycleReport third = scenario.sync();
      assertThat(third.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(third.closed()).isEqualTo(30);
      assertThat(third.created() + third.updated() + third.failed() + third.inDoubt()).isZero();
      assertThat(third.unchanged()).isEqualTo(675);
      assertThat(scenario.writes()).hasSize(30).allMatch(write -> write.method().equals("PUT"));
      assertThat(scenario.sandbox.log().entries("datto", "GET", "/api/v2/alert/"))
          .as("each close is confirmed by a look at its alert")
          .hasSize(30);
      assertThat(scenario.tickets()).hasSize(705).filteredOn(TicketSnapshot::open).hasSize(675);
      for (String key : keys.subList(0, 30)) {
        assertThat(scenario.ticketOf(key).status()).isEqualTo("Resolved");
      }

      scenario.sandbox.log().clear();
      assertThat(scenario.sync().unchanged()).isEqualTo(675);
      assertThat(scenario.writes()).isEmpty();
      assertThat(scenario.intents()).isEmpty();
    }
  }

  private static long critical(TicketScenario scenario) {
    return scenario.tickets().stream().filter(t -> t.priority().equals("Critical")).count();
  }

  @Test
  void every_ticket_has_its_marker_in_the_title_and_in_the_first_line_of_its_description() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("disk");
      scenario.sync();
      TicketSnapshot ticket = scenario.ticketOf("disk");
      String marker = "[" + TicketScenario.marker("disk", 1) + "]";
      assertThat(ticket.title()).endsWith(" " + marker);
      assertThat(ticket.description().lines().findFirst()).contains(marker);
      scenario.changes("disk", "{\"alertSourceInfo\":{\"deviceName\":\"OTHER\"}}");
      scenario.sync();
      assertThat(scenario.ticketOf("disk").title()).startsWith("OTHER: ").endsWith(" " + marker);
    }
  }

  @Test
  void nothing_to_do_is_a_complete_cycle_from_number_one() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(report.cycle()).isEqualTo(1);
      assertThat(report.read()).isZero();
      assertThat(scenario.sync().cycle()).isEqualTo(2);
    }
  }
}
