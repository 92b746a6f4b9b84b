package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.Office;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever changes one-ticket-per doubles and closes nothing: an alert stays where it is. */
class SwitchedConditionsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path folder;

  private Office office(String per) {
    return new Office(folder, 0)
        .with(Office.SYNC + ".technician-id", "9")
        .with(Office.SYNC + ".comment-every", "1ms")
        .with(Office.SYNC + ".one-ticket-per", per);
  }

  private static void switches(Office office, String per) {
    office.restart();
    office.with(Office.SYNC + ".one-ticket-per", per);
  }

  private static void opensThree(Office office) {
    office.opens("a", "pc-1", "C:", NOON);
    office.opens("b", "pc-1", "C:", NOON.plusSeconds(60));
    office.opens("c", "pc-2", "C:", NOON);
  }

  private static List<TicketSnapshot> open(Office office) {
    return office.tickets().stream().filter(TicketSnapshot::open).toList();
  }

  @Test
  void an_alert_with_a_ticket_of_its_own_keeps_it_until_it_ends() {
    try (Office office = office("alert")) {
      opensThree(office);
      office.sync();
      switches(office, "condition");
      office.sandbox.log().clear();

      for (int i = 0; i < 3; i++) {
        CycleReport report = office.sync();
        assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(report.unchanged()).isEqualTo(3);
      }
      assertThat(office.writes()).isEmpty();

      office.resolves("a");
      office.sync();
      assertThat(office.sync().closed()).isEqualTo(1);
      assertThat(office.ticketOf("a").open()).isFalse();
      assertThat(open(office)).hasSize(2);
    }
  }

  @Test
  void an_alert_that_opens_after_the_change_shares_with_others_that_do() {
    try (Office office = office("alert")) {
      opensThree(office);
      office.sync();
      switches(office, "condition");
      office.opens("d", "pc-1", "C:", NOON.plusSeconds(120));
      office.opens("e", "pc-1", "C:", NOON.plusSeconds(180));

      assertThat(office.sync().created()).isEqualTo(1);
      assertThat(office.sync().unchanged()).isEqualTo(4);
      assertThat(office.tickets()).hasSize(4);

      office.resolves("d");
      office.resolves("e");
      office.sync();
      assertThat(office.sync().closed()).isEqualTo(1);
      assertThat(open(office)).hasSize(3);
    }
  }

  @Test
  void a_ticket_that_a_person_closed_before_the_change_is_not_opened_again() {
    try (Office office = office("alert")) {
      office.opens("a", "pc-1", "C:", NOON);
      office.sync();
      office.person("a", new PersonAction.Close());
      office.changes("a", "{\"priority\":\"Critical\"}");
      office.sync();
      switches(office, "condition");

      assertThat(office.sync().created()).isZero();
      assertThat(office.sync().created()).isZero();
      assertThat(office.tickets()).hasSize(1);
    }
  }

  @Test
  void alerts_that_share_a_ticket_keep_it_until_it_ends() {
    try (Office office = office("condition")) {
      opensThree(office);
      office.sync();
      assertThat(office.tickets()).hasSize(2);
      switches(office, "alert");
      office.sandbox.log().clear();

      for (int i = 0; i < 3; i++) {
        CycleReport report = office.sync();
        assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(report.unchanged()).isEqualTo(2);
      }
      assertThat(office.writes()).isEmpty();

      office.resolves("a");
      office.sync();
      office.sync();
      assertThat(open(office)).as("b is open").hasSize(2);
      office.resolves("b");
      office.sync();
      assertThat(office.sync().closed()).isEqualTo(1);
      assertThat(open(office)).hasSize(1);
      assertThat(office.tickets()).hasSize(2);
    }
  }

  @Test
  void an_alert_that_opens_after_the_change_back_has_a_ticket_of_its_own() {
    try (Office office = office("condition")) {
      opensThree(office);
      office.sync();
      switches(office, "alert");
      office.opens("d", "pc-1", "C:", NOON.plusSeconds(120));

      assertThat(office.sync().created()).isEqualTo(1);
      assertThat(office.ticketOf("d").open()).isTrue();
      assertThat(office.sync().unchanged()).isEqualTo(3);
    }
  }

  @Test
  void a_shared_ticket_that_a_person_closed_before_the_change_back_is_not_opened_again() {
    try (Office office = office("condition")) {
      opensThree(office);
      office.sync();
      office
          .tickets()
          .forEach(it -> office.sandbox.atera().person(it.id(), new PersonAction.Close()));
      List.of("a", "b", "c").forEach(key -> office.changes(key, "{\"priority\":\"Critical\"}"));
      office.sync();
      switches(office, "alert");

      assertThat(office.sync().created()).isZero();
      assertThat(office.sync().created()).isZero();
      List.of("a", "b", "c").forEach(office::resolves);
      office.sync();
      office.opens("a2", "pc-1", "C:", NOON.plusSeconds(6000));
      assertThat(office.sync().created()).isEqualTo(1);
    }
  }

  @Test
  void who_changes_there_and_back_has_the_same_tickets() {
    try (Office office = office("alert")) {
      opensThree(office);
      office.sync();
      for (String per : List.of("condition", "alert", "condition")) {
        office.opens("new-" + per + office.tickets().size(), "pc-3", "C:", NOON);
        switches(office, per);
        office.sync();
        int tickets = office.tickets().size();
        assertThat(office.sync().created()).isZero();
        assertThat(office.sync().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(office.tickets()).hasSize(tickets);
        assertThat(open(office)).hasSize(tickets);
      }
    }
  }
}
