package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.runtime.Office;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that begins anew beside tickets that an earlier one has opened. */
class LostLedgerTest {
  @TempDir Path folder;

  private static void loseTheLedger(Office office) {
    office.restart();
    office.here.losesTheLedger();
  }

  @Test
  void the_first_cycle_takes_up_the_tickets_that_are_there() {
    try (Office office = new Office(folder, 60)) {
      office.sync();
      loseTheLedger(office);
      office.opens("new");

      CycleReport first = office.sync();

      assertThat(first.created()).isEqualTo(1);
      assertThat(office.tickets()).hasSize(61).allMatch(TicketSnapshot::open);
      office.sandbox.log().clear();
      assertThat(office.sync().unchanged()).isEqualTo(61);
      assertThat(office.writes()).isEmpty();
      assertThat(office.sandbox.log().entries("atera", "GET", "/api/v3/tickets/lastmodified"))
          .as("a ledger that has seen a whole cycle is not taken for lost")
          .isEmpty();
    }
  }

  @Test
  void more_tickets_than_a_cycle_may_create_are_all_taken_up_in_the_first() {
    try (Office office = new Office(folder, 30).with(Office.SYNC + ".max-creates", "10")) {
      for (int i = 0; i < 3; i++) {
        office.sync();
      }
      assertThat(office.tickets()).hasSize(30);
      loseTheLedger(office);
      for (int i = 0; i < 3; i++) {
        assertThat(office.sync().created()).isZero();
      }
      assertThat(office.tickets()).hasSize(30);
    }
  }

  @Test
  void a_ticket_that_a_person_closed_is_not_opened_again() {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.sync();
      office.person("a", new PersonAction.Close());
      loseTheLedger(office);

      assertThat(office.sync().created()).isZero();
      assertThat(office.sync().created()).isZero();

      assertThat(office.tickets()).singleElement().matches(ticket -> !ticket.open());
      office.resolves("a");
      office.sync();
      office.sync();
      office.opens("a");
      assertThat(office.sync().created()).as("it was away").isEqualTo(1);
      assertThat(office.ticketsOf("a", 2)).hasSize(1);
    }
  }

  @Test
  void of_two_open_tickets_with_one_marker_the_oldest_is_kept() {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.sync();
      TicketSnapshot ticket = office.ticketOf("a");
      office.sandbox.atera().createTicket(ticket.title(), "");
      assertThat(office.ticketsOf("a", 1)).filteredOn(TicketSnapshot::open).hasSize(2);
      loseTheLedger(office);

      office.sync();

      assertThat(office.ticketsOf("a", 1)).filteredOn(TicketSnapshot::open).hasSize(1);
      assertThat(office.entry("a").targetId())
          .isEqualTo(
              String.valueOf(
                  office.ticketsOf("a", 1).stream()
                      .mapToLong(TicketSnapshot::id)
                      .min()
                      .orElseThrow()));
    }
  }

  @Test
  void a_plan_shows_no_create_for_them() {
    try (Office office = new Office(folder, 5)) {
      office.sync();
      loseTheLedger(office);
      assertThat(office.here.plan().created()).isZero();
    }
  }

  @Test
  void alerts_that_share_a_ticket_find_it_whatever_is_wanted_when_the_ledger_is_lost() {
    try (Office office = new Office(folder, 0).with(Office.SYNC + ".one-ticket-per", "condition")) {
      Instant noon = Instant.parse("2026-11-20T12:00:00Z");
      office.opens("a", "pc-1", "C:", noon);
      office.opens("b", "pc-1", "C:", noon.plusSeconds(60));
      office.sync();
      assertThat(office.tickets()).hasSize(1);
      loseTheLedger(office);
      office.with(Office.SYNC + ".one-ticket-per", "alert");

      assertThat(office.sync().created()).isZero();
      assertThat(office.sync().created()).isZero();
      assertThat(office.tickets()).singleElement().matches(TicketSnapshot::open);
    }
  }
}
