package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.GroupMember;
import dev.caravan.ledger.LedgerView;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.TicketScenario;
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

  private TicketScenario scenario() {
    return TicketScenario.running(folder, 0)
        .with(TicketScenario.SYNC + ".technician-id", "9")
        .with(TicketScenario.SYNC + ".one-ticket-per", "condition")
        .with(TicketScenario.SYNC + ".comment-every", "1ms");
  }

  @Test
  void alerts_of_one_condition_share_a_ticket_and_others_do_not() {
    try (TicketScenario scenario = scenario()) {
      scenario.opens("a", "pc-1", "C:", NOON);
      scenario.opens("b", "pc-1", "C:", NOON.plusSeconds(60));
      scenario.opens("c", "pc-1", "D:", NOON);
      scenario.opens("d", "pc-2", "C:", NOON);

      CycleReport report = scenario.sync();

      assertThat(report.read()).isEqualTo(4);
      assertThat(report.created()).isEqualTo(3);
      assertThat(scenario.tickets()).hasSize(3);
      CycleReport next = scenario.sync();
      assertThat(next.unchanged()).isEqualTo(3);
      assertThat(scenario.<List<Integer>>ledger(ConditionsTest::missed))
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
    try (TicketScenario scenario = scenario()) {
      scenario.opens("a", "pc-1", "C:", NOON);
      scenario.sync();
      scenario.opens("b", "pc-1", "C:", NOON.plusSeconds(600));

      assertThat(scenario.sync().updated()).isEqualTo(1);

      assertThat(scenario.tickets())
          .singleElement()
          .satisfies(
              ticket ->
                  assertThat(ticket.comments())
                      .singleElement()
                      .asString()
                      .contains("Triggered 2 times", "2026-11-20T12:10:00Z"));
      assertThat(scenario.sync().unchanged()).isEqualTo(1);
    }
  }

  @Test
  void the_ticket_stays_while_one_of_them_is_open_and_closes_with_the_last() {
    try (TicketScenario scenario = scenario()) {
      scenario.opens("a", "pc-1", "C:", NOON);
      scenario.opens("b", "pc-1", "C:", NOON.plusSeconds(60));
      scenario.sync();
      scenario.resolves("a");
      scenario.sync();
      scenario.sync();
      assertThat(scenario.tickets()).singleElement().matches(ticket -> ticket.open());

      scenario.resolves("b");
      scenario.sync();
      CycleReport report = scenario.sync();

      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(report.closed()).isEqualTo(1);
      assertThat(scenario.tickets()).singleElement().matches(ticket -> !ticket.open());
    }
  }

  @Test
  void every_alert_that_shares_the_ticket_is_asked_about_before_it_is_closed() {
    try (TicketScenario scenario = scenario()) {
      scenario.opens("a", "pc-1", "C:", NOON);
      scenario.opens("b", "pc-1", "C:", NOON.plusSeconds(60));
      scenario.opens("c", "pc-1", "C:", NOON.plusSeconds(120));
      scenario.sync();
      scenario.resolves("b");
      scenario.resolves("c");
      scenario.fault(Fault.of(Kind.EMPTY_LIST).on("datto", "GET", "/alerts/open").times(0));
      for (int i = 0; i < 4; i++) {
        assertThat(scenario.sync().closed()).as("absence %d", i + 1).isZero();
      }
      assertThat(scenario.tickets()).singleElement().matches(TicketSnapshot::open);
      assertThat(asked(scenario, "b")).as("one that is open is enough").isZero();

      scenario.sandbox.faults().clear();
      scenario.resolves("a");
      scenario.sync();
      assertThat(scenario.sync().closed()).isEqualTo(1);
      assertThat(asked(scenario, "b")).isEqualTo(1);
    }
  }

  @Test
  void an_alert_that_has_ended_is_not_asked_about_again_unless_it_is_listed_again() {
    try (TicketScenario scenario = scenario()) {
      scenario.opens("a", "pc-1", "C:", NOON);
      scenario.opens("b", "pc-1", "C:", NOON.plusSeconds(60));
      scenario.sync();
      scenario.resolves("a");
      scenario.fault(Fault.of(Kind.EMPTY_LIST).on("datto", "GET", "/alerts/open").times(4));
      for (int i = 0; i < 4; i++) {
        assertThat(scenario.sync().closed()).isZero();
      }
      assertThat(asked(scenario, "a")).isEqualTo(1);
      assertThat(asked(scenario, "b")).isEqualTo(2);
      assertThat(scenario.<List<Boolean>>ledger(ConditionsTest::ended))
          .containsExactly(true, false);
      scenario.vanishes("a");
      scenario.opens("a", "pc-1", "C:", NOON);
      scenario.sync();
      assertThat(scenario.<List<Boolean>>ledger(ConditionsTest::ended))
          .containsExactly(false, false);
    }
  }

  private static List<Boolean> ended(LedgerView view) {
    return view.occurrences().all().stream().map(GroupMember::ended).toList();
  }

  private static int asked(TicketScenario scenario, String alert) {
    return scenario.sandbox.log().entries("datto", "GET", "/api/v2/alert/" + alert).size();
  }

  @Test
  void a_condition_that_returns_after_its_end_gets_a_new_ticket() {
    try (TicketScenario scenario = scenario()) {
      scenario.opens("a", "pc-1", "C:", NOON);
      scenario.sync();
      scenario.resolves("a");
      scenario.sync();
      scenario.sync();
      scenario.opens("b", "pc-1", "C:", NOON.plusSeconds(6000));

      assertThat(scenario.sync().created()).isEqualTo(1);
      assertThat(scenario.tickets()).hasSize(2);
      assertThat(scenario.sync().unchanged()).isEqualTo(1);
    }
  }

  @Test
  void what_was_triggered_before_there_was_a_ticket_is_not_counted() {
    try (TicketScenario scenario = scenario().with(TicketScenario.SYNC + ".open-after", "1h")) {
      Instant now = scenario.clock.instant();
      for (String brief : List.of("a", "b", "c")) {
        scenario.opens(brief, "pc-1", "C:", now);
        assertThat(scenario.sync().created()).isZero();
        scenario.resolves(brief);
        scenario.sync();
      }
      scenario.opens("d", "pc-1", "C:", now.minusSeconds(7200));
      assertThat(scenario.sync().created()).isEqualTo(1);
      scenario.opens("e", "pc-1", "C:", now);
      scenario.sync();

      assertThat(scenario.tickets())
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
    try (TicketScenario scenario = scenario()) {
      scenario.opens("a", "pc-1", "C:", NOON);
      scenario.sync();
      scenario.sandbox.atera().person(scenario.tickets().get(0).id(), new PersonAction.Close());
      scenario.opens("b", "pc-1", "C:", NOON.plusSeconds(60));
      scenario.sync();
      scenario.opens("c", "pc-1", "C:", NOON.plusSeconds(120));
      assertThat(scenario.sync().created()).as("the person's word stands").isZero();
      List.of("a", "b", "c").forEach(scenario::resolves);
      scenario.sync();
      scenario.sync();

      scenario.opens("d", "pc-1", "C:", NOON.plusSeconds(6000));
      assertThat(scenario.sync().created()).isEqualTo(1);
      scenario.opens("e", "pc-1", "C:", NOON.plusSeconds(6060));
      scenario.sync();

      assertThat(scenario.tickets()).hasSize(2);
      assertThat(scenario.tickets())
          .filteredOn(TicketSnapshot::open)
          .singleElement()
          .satisfies(
              ticket -> assertThat(ticket.comments().toString()).contains("Triggered 2 times"));
    }
  }
}
