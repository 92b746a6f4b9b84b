package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.GroupMember;
import dev.caravan.ledger.LedgerView;
import dev.caravan.runtime.Office;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With one-ticket-per=condition, what is triggered again is news on the open ticket. */
class ConditionsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path folder;

  private Office office() {
    return new Office(folder, 0)
        .with(Office.SYNC + ".technician-id", "9")
        .with(Office.SYNC + ".one-ticket-per", "condition")
        .with(Office.SYNC + ".comment-every", "1ms");
  }

  @Test
  void alerts_of_one_condition_share_a_ticket_and_others_do_not() {
    try (Office office = office()) {
      office.opens("a", "pc-1", "C:", NOON);
      office.opens("b", "pc-1", "C:", NOON.plusSeconds(60));
      office.opens("c", "pc-1", "D:", NOON);
      office.opens("d", "pc-2", "C:", NOON);

      CycleReport report = office.sync();

      assertThat(report.read()).isEqualTo(4);
      assertThat(report.created()).isEqualTo(3);
      assertThat(office.tickets()).hasSize(3);
      CycleReport next = office.sync();
      assertThat(next.unchanged()).isEqualTo(3);
      assertThat(office.<List<Integer>>ledger(ConditionsTest::missed))
          .as("what the last page lists is not missing")
          .containsOnly(0);
    }
  }

  private static List<Integer> missed(LedgerView view) {
    List<Integer> missed = new ArrayList<>();
    view.entries().each(entry -> missed.add(entry.missed()));
    return missed;
  }

  @Test
  void a_condition_triggered_again_is_a_note_on_the_open_ticket() {
    try (Office office = office()) {
      office.opens("a", "pc-1", "C:", NOON);
      office.sync();
      office.opens("b", "pc-1", "C:", NOON.plusSeconds(600));

      assertThat(office.sync().updated()).isEqualTo(1);

      assertThat(office.tickets())
          .singleElement()
          .satisfies(
              ticket ->
                  assertThat(ticket.comments())
                      .singleElement()
                      .asString()
                      .contains("Triggered 2 times", "2026-11-20T12:10:00Z"));
      assertThat(office.sync().unchanged()).isEqualTo(1);
    }
  }

  @Test
  void the_ticket_stays_while_one_of_them_is_open_and_closes_with_the_last() {
    try (Office office = office()) {
      office.opens("a", "pc-1", "C:", NOON);
      office.opens("b", "pc-1", "C:", NOON.plusSeconds(60));
      office.sync();
      office.resolves("a");
      office.sync();
      office.sync();
      assertThat(office.tickets()).singleElement().matches(ticket -> ticket.open());

      office.resolves("b");
      office.sync();
      CycleReport report = office.sync();

      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(report.closed()).isEqualTo(1);
      assertThat(office.tickets()).singleElement().matches(ticket -> !ticket.open());
    }
  }

  @Test
  void every_alert_that_shares_the_ticket_is_asked_about_before_it_is_closed() {
    try (Office office = office()) {
      office.opens("a", "pc-1", "C:", NOON);
      office.opens("b", "pc-1", "C:", NOON.plusSeconds(60));
      office.opens("c", "pc-1", "C:", NOON.plusSeconds(120));
      office.sync();
      office.resolves("b");
      office.resolves("c");
      office.fault(Fault.of(Kind.EMPTY_LIST).on("datto", "GET", "/alerts/open").times(0));
      for (int i = 0; i < 4; i++) {
        assertThat(office.sync().closed()).as("absence %d", i + 1).isZero();
      }
      assertThat(office.tickets()).singleElement().matches(TicketSnapshot::open);
      assertThat(asked(office, "b")).as("one that is open is enough").isZero();

      office.sandbox.faults().clear();
      office.resolves("a");
      office.sync();
      assertThat(office.sync().closed()).isEqualTo(1);
      assertThat(asked(office, "b")).isEqualTo(1);
    }
  }

  @Test
  void an_alert_that_has_ended_is_not_asked_about_again_unless_it_is_listed_again() {
    try (Office office = office()) {
      office.opens("a", "pc-1", "C:", NOON);
      office.opens("b", "pc-1", "C:", NOON.plusSeconds(60));
      office.sync();
      office.resolves("a");
      office.fault(Fault.of(Kind.EMPTY_LIST).on("datto", "GET", "/alerts/open").times(4));
      for (int i = 0; i < 4; i++) {
        assertThat(office.sync().closed()).isZero();
      }
      assertThat(asked(office, "a")).isEqualTo(1);
      assertThat(asked(office, "b")).isEqualTo(2);
      assertThat(office.<List<Boolean>>ledger(ConditionsTest::ended)).containsExactly(true, false);
      office.vanishes("a");
      office.opens("a", "pc-1", "C:", NOON);
      office.sync();
      assertThat(office.<List<Boolean>>ledger(ConditionsTest::ended)).containsExactly(false, false);
    }
  }

  private static List<Boolean> ended(LedgerView view) {
    return view.occurrences().all().stream().map(GroupMember::ended).toList();
  }

  private static int asked(Office office, String alert) {
    return office.sandbox.log().entries("datto", "GET", "/api/v2/alert/" + alert).size();
  }

  @Test
  void a_condition_that_returns_after_its_end_gets_a_new_ticket() {
    try (Office office = office()) {
      office.opens("a", "pc-1", "C:", NOON);
      office.sync();
      office.resolves("a");
      office.sync();
      office.sync();
      office.opens("b", "pc-1", "C:", NOON.plusSeconds(6000));

      assertThat(office.sync().created()).isEqualTo(1);
      assertThat(office.tickets()).hasSize(2);
      assertThat(office.sync().unchanged()).isEqualTo(1);
    }
  }

  @Test
  void what_was_triggered_before_there_was_a_ticket_is_not_counted() {
    try (Office office = office().with(Office.SYNC + ".open-after", "1h")) {
      Instant now = office.clock.instant();
      for (String brief : List.of("a", "b", "c")) {
        office.opens(brief, "pc-1", "C:", now);
        assertThat(office.sync().created()).isZero();
        office.resolves(brief);
        office.sync();
      }
      office.opens("d", "pc-1", "C:", now.minusSeconds(7200));
      assertThat(office.sync().created()).isEqualTo(1);
      office.opens("e", "pc-1", "C:", now);
      office.sync();

      assertThat(office.tickets())
          .singleElement()
          .satisfies(
              ticket ->
                  assertThat(ticket.comments())
                      .singleElement()
                      .asString()
                      .contains("Triggered 2 times"));
    }
  }

  @Test
  void a_condition_whose_ticket_a_person_ended_counts_anew_once_it_was_away() {
    try (Office office = office()) {
      office.opens("a", "pc-1", "C:", NOON);
      office.sync();
      office.sandbox.atera().person(office.tickets().get(0).id(), new PersonAction.Close());
      office.opens("b", "pc-1", "C:", NOON.plusSeconds(60));
      office.sync();
      office.opens("c", "pc-1", "C:", NOON.plusSeconds(120));
      assertThat(office.sync().created()).as("the person's word stands").isZero();
      List.of("a", "b", "c").forEach(office::resolves);
      office.sync();

      office.opens("d", "pc-1", "C:", NOON.plusSeconds(6000));
      assertThat(office.sync().created()).isEqualTo(1);
      office.opens("e", "pc-1", "C:", NOON.plusSeconds(6060));
      office.sync();

      assertThat(office.tickets()).hasSize(2);
      assertThat(office.tickets())
          .filteredOn(TicketSnapshot::open)
          .singleElement()
          .satisfies(
              ticket -> assertThat(ticket.comments().toString()).contains("Triggered 2 times"));
    }
  }
}
