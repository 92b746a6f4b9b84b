package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.Office;
import dev.caravan.sandbox.atera.TicketSnapshot;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeCyclesTest {
  @TempDir Path folder;

  @Test
  void thirty_resolved_five_new_and_three_changed_alerts_make_exactly_these_writes() {
    try (Office office = new Office(folder, 700)) {
      office.sync();
      List<String> keys = office.openKeys();
      keys.subList(0, 30).forEach(office::resolves);
      office.sandbox.datto().openAlerts(5);
      for (String key : keys.subList(100, 103)) {
        office.changes(key, "{\"priority\":\"Information\"}");
        office.changes(key, "{\"priority\":\"Critical\"}");
      }
      long critical = critical(office);
      office.sandbox.log().clear();

      CycleReport second = office.sync();
      assertThat(second.error()).isNull();
      assertThat(second.read()).isEqualTo(675);
      assertThat(second.created()).isEqualTo(5);
      assertThat(second.closed()).as("one absence closes nothing").isZero();
      assertThat(critical(office)).isEqualTo(critical + second.updated());
      assertThat(second.unchanged()).isEqualTo(670 - second.updated());
      assertThat(office.writes()).hasSize(5 + second.updated());

      office.sandbox.log().clear();
      CycleReport third = office.sync();
      assertThat(third.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(third.closed()).isEqualTo(30);
      assertThat(third.created() + third.updated() + third.failed() + third.inDoubt()).isZero();
      assertThat(third.unchanged()).isEqualTo(675);
      assertThat(office.writes()).hasSize(30).allMatch(write -> write.method().equals("PUT"));
      assertThat(office.sandbox.log().entries("datto", "GET", "/api/v2/alert/"))
          .as("each close is confirmed by a look at its alert")
          .hasSize(30);
      assertThat(office.tickets()).hasSize(705).filteredOn(TicketSnapshot::open).hasSize(675);
      for (String key : keys.subList(0, 30)) {
        assertThat(office.ticketOf(key).status()).isEqualTo("Resolved");
      }

      office.sandbox.log().clear();
      assertThat(office.sync().unchanged()).isEqualTo(675);
      assertThat(office.writes()).isEmpty();
      assertThat(office.steps()).isEmpty();
    }
  }

  private static long critical(Office office) {
    return office.tickets().stream().filter(t -> t.priority().equals("Critical")).count();
  }

  @Test
  void every_ticket_has_its_marker_in_the_title_and_in_the_first_line_of_its_description() {
    try (Office office = new Office(folder, 0)) {
      office.opens("disk");
      office.sync();
      TicketSnapshot ticket = office.ticketOf("disk");
      String marker = "[" + Office.marker("disk", 1) + "]";
      assertThat(ticket.title()).endsWith(" " + marker);
      assertThat(ticket.description().lines().findFirst()).contains(marker);
      office.changes("disk", "{\"alertSourceInfo\":{\"deviceName\":\"OTHER\"}}");
      office.sync();
      assertThat(office.ticketOf("disk").title()).startsWith("OTHER: ").endsWith(" " + marker);
    }
  }

  @Test
  void nothing_to_do_is_a_complete_cycle_from_number_one() {
    try (Office office = new Office(folder, 0)) {
      CycleReport report = office.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(report.cycle()).isEqualTo(1);
      assertThat(report.read()).isZero();
      assertThat(office.sync().cycle()).isEqualTo(2);
    }
  }
}
