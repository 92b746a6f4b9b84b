package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.State;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is gone from the source is closed late, confirmed, and never too much at once. */
class ClosingTest {
  @TempDir Path folder;

  @Test
  void a_record_must_be_missing_from_two_complete_cycles() {
    try (TicketScenario scenario = TicketScenario.running(folder, 20)) {
      scenario.opens("a");
      scenario.sync();
      scenario.resolves("a");
      assertThat(scenario.sync().closed()).isZero();
      assertThat(scenario.ticketOf("a").open()).isTrue();
      assertThat(scenario.sync().closed()).isEqualTo(1);
      assertThat(scenario.ticketOf("a").status()).isEqualTo("Resolved");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void the_operator_may_say_how_many_absences_it_takes(int absences) {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 20)
            .with(TicketScenario.SYNC + ".close-after-absences", "" + absences)) {
      scenario.opens("a");
      scenario.sync();
      scenario.vanishes("a");
      for (int i = 1; i < absences; i++) {
        assertThat(scenario.sync().closed()).isZero();
      }
      assertThat(scenario.ticketOf("a").open()).isTrue();
      assertThat(scenario.sync().closed()).isEqualTo(1);
    }
  }

  @Test
  void after_one_absence_too_the_source_is_asked_and_its_word_counts() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 8)
            .with(TicketScenario.SYNC + ".close-after-absences", "1")) {
      scenario.sync();
      scenario.fault(Fault.of(Kind.EMPTY_LIST).on("datto", "GET", "/alerts/open"));
      assertThat(scenario.sync().closed()).isZero();
      assertThat(scenario.tickets()).allMatch(TicketSnapshot::open);
    }
  }

  @Test
  void a_record_that_the_source_still_knows_as_open_counts_as_seen() {
    try (TicketScenario scenario = TicketScenario.running(folder, 12)) {
      scenario.sync();
      scenario.fault(Fault.of(Kind.EMPTY_LIST).on("datto", "GET", "/alerts/open").times(3));
      scenario.sync();
      scenario.sync();
      scenario.sync();
      assertThat(scenario.entry(scenario.openKeys().get(0)).missed()).isLessThanOrEqualTo(1);
      assertThat(scenario.sync().unchanged()).isEqualTo(12);
      assertThat(scenario.tickets()).allMatch(TicketSnapshot::open);
    }
  }

  @Test
  void a_forbidden_confirmation_keeps_its_own_ticket_open_and_no_other() {
    try (TicketScenario scenario = TicketScenario.running(folder, 20)) {
      scenario.sync();
      List<String> keys = scenario.openKeys();
      scenario.resolves(keys.get(0));
      scenario.resolves(keys.get(1));
      scenario.sync();
      scenario.fault(Fault.status(403).on("datto", "GET", "/alert/").after(1).times(0));
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(report.notes()).singleElement().asString().contains("403");
      assertThat(report.closed()).isEqualTo(1);
      scenario.sandbox.faults().clear();
      assertThat(scenario.sync().closed()).isEqualTo(1);
    }
  }

  @Test
  void too_many_closes_that_nothing_confirms_are_held_back_while_all_else_goes_on() {
    try (TicketScenario scenario = TicketScenario.running(folder, 40)) {
      scenario.sync();
      List<String> keys = scenario.openKeys();
      keys.subList(0, 12).forEach(scenario::vanishes);
      scenario.resolves(keys.get(20));
      scenario.sync();
      scenario.opens("new");
      scenario.changes(keys.get(30), "{\"alertSourceInfo\":{\"deviceName\":\"RENAMED\"}}");
      CycleReport guarded = scenario.sync();
      assertThat(guarded.outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(guarded.error()).contains("12 of ", "--accept-closes 12");
      assertThat(guarded.created()).isEqualTo(1);
      assertThat(guarded.updated()).isEqualTo(1);
      assertThat(guarded.closed()).as("the confirmed one does not count").isEqualTo(1);

      CycleReport tooFew = scenario.syncAccepting(11);
      assertThat(tooFew.outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(tooFew.closed()).as("all or none").isZero();
      CycleReport accepted = scenario.syncAccepting(12);
      assertThat(accepted.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(accepted.closed()).isEqualTo(12);
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
    }
  }

  @Test
  void ten_unconfirmed_closes_are_let_through() {
    try (TicketScenario scenario = TicketScenario.running(folder, 40)) {
      scenario.sync();
      scenario.openKeys().subList(0, 10).forEach(scenario::vanishes);
      scenario.sync();
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(report.closed()).isEqualTo(10);
    }
  }

  @Test
  void max_closes_is_the_operators_word() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 20).with(TicketScenario.SYNC + ".max-closes", "0")) {
      scenario.opens("a");
      scenario.sync();
      scenario.vanishes("a");
      scenario.sync();
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(scenario.ticketOf("a").open()).isTrue();
    }
  }

  @Test
  void a_closed_alert_that_returns_gets_the_next_generation() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.sync();
      scenario.vanishes("a");
      scenario.sync();
      assertThat(scenario.sync().closed()).isEqualTo(1);
      scenario.opens("a");
      assertThat(scenario.sync().created()).isEqualTo(1);
      assertThat(scenario.ticketsOf("a", 1)).singleElement().matches(ticket -> !ticket.open());
      assertThat(scenario.ticketsOf("a", 2)).singleElement().matches(TicketSnapshot::open);
      assertThat(scenario.entry("a").generation()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "CUT_BEFORE", "STATUS_AFTER_COMMIT"})
  void a_close_whose_answer_is_lost_is_made_sure_of(Kind kind) {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.sync();
      scenario.resolves("a");
      scenario.sync();
      scenario.fault(Fault.of(kind).on("atera", "PUT", "/tickets/"));
      CycleReport report = scenario.sync();
      assertThat(report.inDoubt()).isEqualTo(1);
      assertThat(scenario.entry("a").state()).isEqualTo(State.CLOSING);
      assertThat(scenario.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.ticketOf("a").status()).isEqualTo("Resolved");
      assertThat(scenario.entry("a").state()).isEqualTo(State.CLOSED);
      assertThat(scenario.intents()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "CUT_BEFORE"})
  void an_alert_that_returns_while_its_close_is_in_doubt_has_an_open_ticket_in_the_end(Kind kind) {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.sync();
      scenario.vanishes("a");
      scenario.sync();
      scenario.fault(Fault.of(kind).on("atera", "PUT", "/tickets/"));
      scenario.sync();
      scenario.opens("a");
      scenario.sync();
      scenario.sync();
      assertThat(scenario.tickets()).filteredOn(TicketSnapshot::open).hasSize(1);
      assertThat(scenario.entry("a").state()).isEqualTo(State.OPEN);
      assertThat(scenario.intents()).isEmpty();
    }
  }

  @Test
  void an_update_in_doubt_is_written_again_even_when_the_record_went_back() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.sync();
      String before = scenario.ticketOf("a").title();
      scenario.changes("a", "{\"alertContext\":{\"diskName\":\"D:\"}}");
      scenario.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "PUT", "/tickets/"));
      CycleReport report = scenario.sync();
      assertThat(report.outcome())
          .as("an update in doubt is not complete")
          .isEqualTo(Outcome.PARTIAL);
      assertThat(scenario.ticketOf("a").title()).isNotEqualTo(before);
      scenario.changes("a", "{\"alertContext\":{\"diskName\":\"C:\"}}");
      scenario.sync();
      assertThat(scenario.ticketOf("a").title()).isEqualTo(before);
      assertThat(scenario.sync().unchanged()).isEqualTo(1);
      assertThat(scenario.intents()).isEmpty();
    }
  }
}
