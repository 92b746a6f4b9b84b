package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that begins anew beside tickets that an earlier one has opened. */
class LostLedgerTest {
  @TempDir Path folder;

  private static void loseTheLedger(TicketScenario scenario) {
    scenario.restart();
    scenario.losesTheLedger();
  }

  @Test
  void the_first_cycle_takes_up_the_tickets_that_are_there() {
    try (TicketScenario scenario = TicketScenario.running(folder, 60)) {
      scenario.sync();
      loseTheLedger(scenario);
      scenario.opens("new");

      CycleReport first = scenario.sync();

      assertThat(first.created()).isEqualTo(1);
      assertThat(scenario.tickets()).hasSize(61).allMatch(TicketSnapshot::open);
      scenario.sandbox.log().clear();
      assertThat(scenario.sync().unchanged()).isEqualTo(61);
      assertThat(scenario.writes()).isEmpty();
      assertThat(scenario.sandbox.log().entries("atera", "GET", "/api/v3/tickets/lastmodified"))
          .as("a ledger that has seen a whole cycle is not taken for lost")
          .isEmpty();
    }
  }

  @Test
  void more_tickets_than_a_cycle_may_create_are_all_taken_up_in_the_first() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 30).with(TicketScenario.SYNC + ".max-creates", "10")) {
      for (int i = 0; i < 3; i++) {
        scenario.sync();
      }
      assertThat(scenario.tickets()).hasSize(30);
      loseTheLedger(scenario);
      for (int i = 0; i < 3; i++) {
        assertThat(scenario.sync().created()).isZero();
      }
      assertThat(scenario.tickets()).hasSize(30);
    }
  }

  @Test
  void a_ticket_that_a_person_closed_is_not_opened_again() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.sync();
      scenario.person("a", new PersonAction.Close());
      loseTheLedger(scenario);

      assertThat(scenario.sync().created()).isZero();
      assertThat(scenario.sync().created()).isZero();

      assertThat(scenario.tickets()).singleElement().matches(ticket -> !ticket.open());
      scenario.resolves("a");
      scenario.sync();
      scenario.sync();
      scenario.opens("a");
      assertThat(scenario.sync().created()).as("it was away").isEqualTo(1);
      assertThat(scenario.ticketsOf("a", 2)).hasSize(1);
    }
  }

  @Test
  void a_record_that_returned_after_its_ticket_was_closed_gets_its_next_one() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0).with(TicketScenario.SYNC + ".technician-id", "9")) {
      scenario.opens("a");
      scenario.opens("b");
      scenario.sync();
      scenario.person("b", new PersonAction.Close());
      scenario.resolves("a");
      scenario.sync();
      assertThat(scenario.sync().closed()).isEqualTo(1);
      scenario.opens("a");
      loseTheLedger(scenario);

      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      scenario.sync();

      assertThat(scenario.ticketsOf("a", 2)).singleElement().matches(TicketSnapshot::open);
      assertThat(scenario.ticketsOf("b", 2)).as("a person closed it").isEmpty();
      assertThat(scenario.entry("b").endedByPerson()).isTrue();
      assertThat(scenario.sync().unchanged()).isEqualTo(2);
    }
  }

  @Test
  void of_two_open_tickets_with_one_marker_the_oldest_is_kept() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.sync();
      TicketSnapshot ticket = scenario.ticketOf("a");
      scenario.sandbox.atera().createTicket(ticket.title(), "");
      assertThat(scenario.ticketsOf("a", 1)).filteredOn(TicketSnapshot::open).hasSize(2);
      loseTheLedger(scenario);

      scenario.sync();

      assertThat(scenario.ticketsOf("a", 1)).filteredOn(TicketSnapshot::open).hasSize(1);
      assertThat(scenario.entry("a").targetId())
          .isEqualTo(
              String.valueOf(
                  scenario.ticketsOf("a", 1).stream()
                      .mapToLong(TicketSnapshot::id)
                      .min()
                      .orElseThrow()));
    }
  }

  @Test
  void open_tickets_of_alerts_that_ended_meanwhile_are_named() {
    try (TicketScenario scenario = TicketScenario.running(folder, 3)) {
      scenario.opens("a");
      scenario.sync();
      long ticket = scenario.ticketOf("a").id();
      scenario.resolves("a");
      loseTheLedger(scenario);

      CycleReport first = scenario.sync();

      assertThat(first.notes())
          .anySatisfy(note -> assertThat(note).contains("1 open counterpart", "(" + ticket + ")"));
      assertThat(scenario.ticketOf("a").open()).isTrue();
      assertThat(scenario.sync().notes()).isEmpty();
    }
  }

  @Test
  void a_plan_shows_no_create_for_them() {
    try (TicketScenario scenario = TicketScenario.running(folder, 5)) {
      scenario.sync();
      loseTheLedger(scenario);
      assertThat(scenario.plan().created()).isZero();
    }
  }

  @Test
  void alerts_that_share_a_ticket_find_it_whatever_is_wanted_when_the_ledger_is_lost() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0)
            .with(TicketScenario.SYNC + ".one-ticket-per", "condition")) {
      Instant noon = Instant.parse("2026-11-20T12:00:00Z");
      scenario.opens("a", "pc-1", "C:", noon);
      scenario.opens("b", "pc-1", "C:", noon.plusSeconds(60));
      scenario.sync();
      assertThat(scenario.tickets()).hasSize(1);
      loseTheLedger(scenario);
      scenario.with(TicketScenario.SYNC + ".one-ticket-per", "alert");

      assertThat(scenario.sync().created()).isZero();
      assertThat(scenario.sync().created()).isZero();
      assertThat(scenario.tickets()).singleElement().matches(TicketSnapshot::open);
    }
  }
}
