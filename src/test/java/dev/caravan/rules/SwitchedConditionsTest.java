package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever changes one-ticket-per doubles and closes nothing: an alert stays where it is. */
class SwitchedConditionsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path folder;

  private TicketScenario scenario(String per) {
    return TicketScenario.running(folder, 0)
        .with(TicketScenario.SYNC + ".technician-id", "9")
        .with(TicketScenario.SYNC + ".comment-every", "1ms")
        .with(TicketScenario.SYNC + ".one-ticket-per", per);
  }

  private static void switches(TicketScenario scenario, String per) {
    scenario.restart();
    scenario.with(TicketScenario.SYNC + ".one-ticket-per", per);
  }

  private static void opensThree(TicketScenario scenario) {
    scenario.opens("a", "pc-1", "C:", NOON);
    scenario.opens("b", "pc-1", "C:", NOON.plusSeconds(60));
    scenario.opens("c", "pc-2", "C:", NOON);
  }

  private static List<TicketSnapshot> open(TicketScenario scenario) {
    return scenario.tickets().stream().filter(TicketSnapshot::open).toList();
  }

  @Test
  void an_alert_with_a_ticket_of_its_own_keeps_it_until_it_ends() {
    try (TicketScenario scenario = scenario("alert")) {
      opensThree(scenario);
      scenario.sync();
      switches(scenario, "condition");
      scenario.sandbox.log().clear();

      for (int i = 0; i < 3; i++) {
        CycleReport report = scenario.sync();
        assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(report.unchanged()).isEqualTo(3);
      }
      assertThat(scenario.writes()).isEmpty();

      scenario.resolves("a");
      scenario.sync();
      assertThat(scenario.sync().closed()).isEqualTo(1);
      assertThat(scenario.ticketOf("a").open()).isFalse();
      assertThat(open(scenario)).hasSize(2);
    }
  }

  @Test
  void an_alert_that_opens_after_the_change_shares_with_others_that_do() {
    try (TicketScenario scenario = scenario("alert")) {
      opensThree(scenario);
      scenario.sync();
      switches(scenario, "condition");
      scenario.opens("d", "pc-1", "C:", NOON.plusSeconds(120));
      scenario.opens("e", "pc-1", "C:", NOON.plusSeconds(180));

      assertThat(scenario.sync().created()).isEqualTo(1);
      assertThat(scenario.sync().unchanged()).isEqualTo(4);
      assertThat(scenario.tickets()).hasSize(4);

      scenario.resolves("d");
      scenario.resolves("e");
      scenario.sync();
      assertThat(scenario.sync().closed()).isEqualTo(1);
      assertThat(open(scenario)).hasSize(3);
    }
  }

  @Test
  void a_ticket_that_a_person_closed_before_the_change_is_not_opened_again() {
    try (TicketScenario scenario = scenario("alert")) {
      scenario.opens("a", "pc-1", "C:", NOON);
      scenario.sync();
      scenario.person("a", new PersonAction.Close());
      scenario.changes("a", "{\"priority\":\"Critical\"}");
      scenario.sync();
      switches(scenario, "condition");

      assertThat(scenario.sync().created()).isZero();
      assertThat(scenario.sync().created()).isZero();
      assertThat(scenario.tickets()).hasSize(1);
    }
  }

  @Test
  void alerts_that_share_a_ticket_keep_it_until_it_ends() {
    try (TicketScenario scenario = scenario("condition")) {
      opensThree(scenario);
      scenario.sync();
      assertThat(scenario.tickets()).hasSize(2);
      switches(scenario, "alert");
      scenario.sandbox.log().clear();

      for (int i = 0; i < 3; i++) {
        CycleReport report = scenario.sync();
        assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(report.unchanged()).isEqualTo(2);
      }
      assertThat(scenario.writes()).isEmpty();

      scenario.resolves("a");
      scenario.sync();
      scenario.sync();
      assertThat(open(scenario)).as("b is open").hasSize(2);
      scenario.resolves("b");
      scenario.sync();
      assertThat(scenario.sync().closed()).isEqualTo(1);
      assertThat(open(scenario)).hasSize(1);
      assertThat(scenario.tickets()).hasSize(2);
    }
  }

  @Test
  void an_alert_that_opens_after_the_change_back_has_a_ticket_of_its_own() {
    try (TicketScenario scenario = scenario("condition")) {
      opensThree(scenario);
      scenario.sync();
      switches(scenario, "alert");
      scenario.opens("d", "pc-1", "C:", NOON.plusSeconds(120));

      assertThat(scenario.sync().created()).isEqualTo(1);
      assertThat(scenario.ticketOf("d").open()).isTrue();
      assertThat(scenario.sync().unchanged()).isEqualTo(3);
    }
  }

  @Test
  void a_shared_ticket_that_a_person_closed_before_the_change_back_is_not_opened_again() {
    try (TicketScenario scenario = scenario("condition")) {
      opensThree(scenario);
      scenario.sync();
      scenario
          .tickets()
          .forEach(it -> scenario.sandbox.atera().person(it.id(), new PersonAction.Close()));
      List.of("a", "b", "c").forEach(key -> scenario.changes(key, "{\"priority\":\"Critical\"}"));
      scenario.sync();
      switches(scenario, "alert");

      assertThat(scenario.sync().created()).isZero();
      assertThat(scenario.sync().created()).isZero();
      List.of("a", "b", "c").forEach(scenario::resolves);
      scenario.sync();
      scenario.opens("a2", "pc-1", "C:", NOON.plusSeconds(6000));
      assertThat(scenario.sync().created()).isEqualTo(1);
    }
  }

  @Test
  void who_changes_there_and_back_has_the_same_tickets() {
    try (TicketScenario scenario = scenario("alert")) {
      opensThree(scenario);
      scenario.sync();
      for (String per : List.of("condition", "alert", "condition")) {
        scenario.opens("new-" + per + scenario.tickets().size(), "pc-3", "C:", NOON);
        switches(scenario, per);
        scenario.sync();
        int tickets = scenario.tickets().size();
        assertThat(scenario.sync().created()).isZero();
        assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(scenario.tickets()).hasSize(tickets);
        assertThat(open(scenario)).hasSize(tickets);
      }
    }
  }
}
