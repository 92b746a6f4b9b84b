package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.State;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A create whose outcome nobody knows is looked for, never repeated blindly. */
@Execution(ExecutionMode.CONCURRENT)
class LostAnswersTest {
  private static final String CREATE = "/tickets$";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "CUT_MIDDLE", "STATUS_AFTER_COMMIT", "MALFORMED_JSON"})
  void a_create_that_was_done_without_our_knowing_stays_one_ticket(Kind kind) {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.opens("b");
      scenario.fault(Fault.of(kind).on("atera", "POST", CREATE));
      CycleReport first = scenario.sync();
      assertThat(first.outcome()).isIn(Outcome.PARTIAL, Outcome.ABORTED);
      assertThat(first.inDoubt()).isEqualTo(1);
      for (int i = 0; i < 4; i++) {
        scenario.restart();
        scenario.sync();
      }
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.ticketsOf("a", 1)).hasSize(1);
      assertThat(scenario.ticketsOf("b", 1)).hasSize(1);
      assertThat(scenario.tickets()).hasSize(2);
      assertThat(scenario.intents()).isEmpty();
    }
  }

  @Test
  void a_create_that_was_not_done_is_made_up_for_once() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "POST", CREATE));
      CycleReport first = scenario.sync();
      assertThat(first.inDoubt()).isEqualTo(1);
      assertThat(first.error()).isNull();
      assertThat(first.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(scenario.tickets()).isEmpty();
      assertThat(scenario.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      scenario.sync();
      assertThat(scenario.ticketsOf("a", 1)).hasSize(1);
      assertThat(scenario.tickets()).hasSize(1);
    }
  }

  @Test
  void a_doubt_whose_write_is_not_in_the_journal_is_settled_like_any_other() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.opens("b");
      scenario.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", CREATE));
      scenario.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "POST", CREATE));
      assertThat(scenario.sync().inDoubt()).isEqualTo(2);
      Ledger ledger = scenario.caravan().ledger();
      ledger.write(
          TicketScenario.SYNC,
          ledger.lastCycle(TicketScenario.SYNC),
          view -> {
            view.intents().over(view.intents().all().stream().map(WriteIntent::step).toList());
            return null;
          });

      assertThat(scenario.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);

      assertThat(scenario.ticketsOf("a", 1)).hasSize(1);
      assertThat(scenario.ticketsOf("b", 1)).hasSize(1);
      assertThat(scenario.intents()).isEmpty();
    }
  }

  @Test
  void a_list_that_shows_tickets_late_is_waited_for() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0).with("atera.index-lag", "2500ms")) {
      scenario.sandbox.atera().set(Map.of("searchLagMs", 2000));
      scenario.opens("a");
      scenario.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", CREATE));
      assertThat(scenario.sync().inDoubt()).isEqualTo(1);
      CycleReport early = scenario.sync();
      assertThat(early.inDoubt()).as("not found so soon means nothing").isEqualTo(1);
      assertThat(early.created()).isZero();
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(300))
          .until(() -> scenario.sync().outcome() == Outcome.COMPLETE);
      assertThat(scenario.tickets()).hasSize(1);
      assertThat(scenario.entry("a").state()).isEqualTo(State.OPEN);
      assertThat(scenario.entry("a").targetId())
          .isEqualTo(String.valueOf(scenario.ticketOf("a").id()));
    }
  }

  @Test
  void not_found_means_two_scans_a_lag_apart_of_which_the_first_is_late_enough() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0).with("atera.index-lag", "10m")) {
      scenario.opens("a");
      scenario.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "POST", CREATE));
      scenario.sync();
      for (int minutes : new int[] {0, 5, 9}) {
        scenario.restart();
        scenario.withClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutes)));
        CycleReport early = scenario.sync();
        assertThat(early.inDoubt()).isEqualTo(1);
        assertThat(early.created()).isZero();
        assertThat(scenario.entry("a").attempt().scans()).as("early scans do not count").isZero();
      }
      for (int minutes : new int[] {11, 15, 20}) {
        scenario.restart();
        scenario.withClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutes)));
        assertThat(scenario.sync().created()).isZero();
        assertThat(scenario.entry("a").attempt().scans()).isEqualTo(1);
      }
      scenario.restart();
      scenario.withClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(22)));
      assertThat(scenario.sync().created()).isEqualTo(1);
      assertThat(scenario.ticketsOf("a", 1)).hasSize(1);
    }
  }

  @Test
  void after_a_time_out_the_wait_is_longer() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0)
            .with("atera.index-lag", "10m")
            .with("datto.read-timeout", "500ms")
            .with("atera.read-timeout", "500ms")) {
      scenario.opens("a");
      scenario.fault(
          Fault.of(Kind.SLOW).on("atera", "POST", CREATE).notApplied().withDelayMs(1500));
      assertThat(scenario.sync().inDoubt()).isEqualTo(1);
      scenario.clock.jump(Duration.ofMinutes(11));
      scenario.sync();
      assertThat(scenario.entry("a").attempt().scans()).isZero();
      scenario.clock.jump(Duration.ofMinutes(10));
      scenario.sync();
      assertThat(scenario.entry("a").attempt().scans()).isEqualTo(1);
      scenario.clock.jump(Duration.ofMinutes(11));
      assertThat(scenario.sync().created()).isEqualTo(1);
    }
  }

  @Test
  void a_late_ticket_that_comes_up_after_the_create_was_sent_again_is_found_for_a_day() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0).with("atera.index-lag", "1m")) {
      scenario.opens("a");
      scenario.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "POST", CREATE));
      scenario.sync();
      for (int i = 0; i < 3; i++) {
        scenario.clock.jump(Duration.ofMinutes(2));
        scenario.sync();
      }
      TicketSnapshot again = scenario.ticketOf("a");
      scenario.clock.jump(Duration.ofHours(20));
      scenario.sync();
      scenario.clock.jump(Duration.ofMinutes(10));
      // What was on its way all the time arrives.
      long late = scenario.sandbox.atera().createTicket(again.title(), again.description());
      scenario.clock.jump(Duration.ofHours(4));
      scenario.restart();

      scenario.sync();

      assertThat(scenario.ticketsOf("a", 1))
          .filteredOn(TicketSnapshot::open)
          .extracting(TicketSnapshot::id)
          .containsExactly(again.id());
      assertThat(late).isGreaterThan(again.id());
      scenario.clock.jump(Duration.ofDays(2));
      scenario.sync();
      scenario.sandbox.log().clear();
      scenario.clock.jump(Duration.ofHours(1));
      scenario.sync();
      assertThat(scenario.sandbox.log().entries("atera", "GET", "/api/v3/tickets/lastmodified"))
          .as("the watch is over")
          .isEmpty();
    }
  }

  @Test
  void of_a_ticket_that_lists_showed_late_and_the_one_that_was_sent_again_the_oldest_is_kept() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0).with("atera.index-lag", "1m")) {
      scenario.sandbox.atera().set(Map.of("searchLagMs", 600_000));
      scenario.opens("a");
      scenario.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", CREATE));
      scenario.sync();
      for (int i = 0; i < 3; i++) {
        scenario.clock.jump(Duration.ofMinutes(2));
        scenario.sync();
      }
      assertThat(scenario.ticketsOf("a", 1)).as("a lag that is too small").hasSize(2);
      for (int i = 0; i < 6; i++) {
        scenario.clock.jump(Duration.ofMinutes(10));
        scenario.sync();
      }
      long oldest =
          scenario.ticketsOf("a", 1).stream().mapToLong(TicketSnapshot::id).min().orElseThrow();
      assertThat(scenario.ticketsOf("a", 1))
          .filteredOn(TicketSnapshot::open)
          .extracting(TicketSnapshot::id)
          .containsExactly(oldest);
      assertThat(scenario.entry("a").targetId()).isEqualTo(String.valueOf(oldest));
      scenario.changes("a", "{\"priority\":\"Critical\"}");
      assertThat(scenario.sync().updated()).isEqualTo(1);
    }
  }

  @Test
  void what_was_absent_a_while_ago_is_looked_for_once_more_before_it_is_sent() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0).with("atera.index-lag", "1m")) {
      scenario.opens("a");
      scenario.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "POST", CREATE));
      scenario.sync();
      scenario.clock.jump(Duration.ofMinutes(2));
      scenario.sync();
      // The cycle that finds it absent is stopped before it sends anything.
      scenario.clock.jump(Duration.ofMinutes(2));
      scenario.fault(Fault.status(401).on("atera", "POST", CREATE));
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(scenario.entry("a").state()).isEqualTo(State.INTENDED);
      String marker = TicketScenario.marker("a", 1);
      long late =
          scenario
              .sandbox
              .atera()
              .createTicket("It arrived [" + marker + "]", "[" + marker + "]\nat last");
      scenario.clock.jump(Duration.ofMinutes(2));

      assertThat(scenario.sync().created()).isZero();

      assertThat(scenario.tickets()).hasSize(1);
      assertThat(scenario.entry("a").targetId()).isEqualTo(String.valueOf(late));
    }
  }

  /** A create that two scans did not find, and a cycle that was stopped before it sent it again. */
  private static void absentAndNotSent(TicketScenario scenario) {
    scenario.opens("a");
    scenario.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "POST", CREATE));
    scenario.sync();
    scenario.clock.jump(Duration.ofMinutes(2));
    scenario.sync();
    scenario.clock.jump(Duration.ofMinutes(2));
    scenario.fault(Fault.status(401).on("atera", "POST", CREATE).times(0));
    assertThat(scenario.sync().outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(scenario.entry("a").state()).isEqualTo(State.INTENDED);
  }

  @Test
  void however_long_it_was_absent_it_is_looked_for_right_before_it_is_sent() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0).with("atera.index-lag", "1m")) {
      absentAndNotSent(scenario);
      scenario.clock.jump(Duration.ofMinutes(30));
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.ABORTED);
      String marker = TicketScenario.marker("a", 1);
      scenario
          .sandbox
          .atera()
          .createTicket("It arrived [" + marker + "]", "[" + marker + "]\nat last");
      scenario.clock.jump(Duration.ofMinutes(3));
      scenario.sandbox.faults().clear();

      assertThat(scenario.sync().created()).isZero();

      assertThat(scenario.ticketsOf("a", 1)).hasSize(1);
    }
  }

  @Test
  void it_is_not_sent_while_no_look_can_tell_whether_it_is_there() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0).with("atera.index-lag", "1m")) {
      absentAndNotSent(scenario);
      scenario.sandbox.faults().clear();
      for (int i = 0; i < 120; i++) {
        scenario.sandbox.atera().createTicket("By hand " + i, "somebody");
      }
      scenario.fault(
          Fault.of(Kind.ROWS_MOVE).on("atera", "GET", "/tickets/lastmodified.*page=1$").times(0));
      scenario.clock.jump(Duration.ofMinutes(2));
      CycleReport report = scenario.sync();
      assertThat(List.of(report.created(), report.inDoubt())).containsExactly(0, 1);
      scenario.sandbox.faults().clear();
      scenario.clock.jump(Duration.ofMinutes(2));
      assertThat(scenario.sync().created()).isEqualTo(1);
    }
  }

  @Test
  void the_wait_begins_when_the_attempt_failed_and_not_when_it_was_intended() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0)
            .with("atera.index-lag", "2s")
            .with("datto.read-timeout", "2s")
            .with("atera.read-timeout", "2s")) {
      scenario.sandbox.atera().set(Map.of("searchLagMs", 1900));
      scenario.opens("a");
      scenario.fault(Fault.of(Kind.SLOW).on("atera", "POST", CREATE).withDelayMs(4000));
      assertThat(scenario.sync().inDoubt()).isEqualTo(1);
      CycleReport next = scenario.sync();
      assertThat(next.created()).isZero();
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(300))
          .until(() -> scenario.sync().outcome() == Outcome.COMPLETE);
      assertThat(scenario.tickets()).hasSize(1);
    }
  }

  @Test
  void nothing_else_is_done_to_a_record_whose_create_is_in_doubt() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0).with("atera.index-lag", "1h")) {
      scenario.sandbox.atera().set(Map.of("searchLagMs", 3_600_000));
      scenario.opens("a");
      scenario.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", CREATE));
      scenario.sync();
      scenario.changes("a", "{\"priority\":\"Low\"}");
      scenario.sandbox.log().clear();
      CycleReport report = scenario.sync();
      assertThat(report.inDoubt()).isEqualTo(1);
      assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(scenario.writes()).isEmpty();
    }
  }

  @Test
  void after_adoption_the_ticket_is_brought_up_to_date() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", CREATE));
      scenario.sync();
      scenario.changes("a", "{\"priority\":\"Critical\"}");
      CycleReport report = scenario.sync();
      assertThat(report.updated()).isEqualTo(1);
      assertThat(scenario.ticketOf("a").priority()).isEqualTo("Critical");
    }
  }

  @Test
  void an_alert_resolved_while_its_create_is_in_doubt_is_closed_if_found() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", CREATE));
      scenario.sync();
      scenario.resolves("a");
      for (int i = 0; i < 3; i++) {
        scenario.sync();
      }
      assertThat(scenario.ticketOf("a").status()).isEqualTo("Resolved");
      assertThat(scenario.entry("a").state()).isEqualTo(State.CLOSED);
    }
  }

  @Test
  void an_alert_resolved_while_its_create_is_in_doubt_is_forgotten_if_not_found() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "POST", CREATE));
      scenario.sync();
      scenario.resolves("a");
      scenario.sync();
      CycleReport report = scenario.sync();
      assertThat(report.inDoubt()).isZero();
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.tickets()).isEmpty();
      assertThat(scenario.<Boolean>ledger(view -> view.entries().find("a").isEmpty())).isTrue();
      assertThat(scenario.intents()).isEmpty();
    }
  }

  @Test
  void a_scan_during_which_the_total_changed_proves_nothing() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      for (int i = 0; i < 120; i++) {
        scenario.sandbox.atera().createTicket("By hand " + i, "somebody");
      }
      scenario.opens("a");
      scenario.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "POST", CREATE));
      scenario.sync();
      scenario.fault(
          Fault.of(Kind.ROWS_MOVE).on("atera", "GET", "/tickets/lastmodified.*page=1$").times(0));
      assertThat(scenario.sync().created()).isZero();
      assertThat(scenario.sync().inDoubt()).isEqualTo(1);
      scenario.sandbox.faults().clear();
      assertThat(scenario.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.ticketsOf("a", 1)).hasSize(1);
    }
  }

  @Test
  void search_times_are_the_vendors_when_our_clock_is_wrong() {
    Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    try (TicketScenario scenario = TicketScenario.running(folder, 0).withClock(wrong)) {
      scenario.opens("a");
      scenario.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", CREATE));
      assertThat(scenario.sync().inDoubt()).isEqualTo(1);
      scenario.restart();
      scenario.withClock(Clock.systemUTC());
      assertThat(scenario.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.ticketsOf("a", 1)).hasSize(1);
    }
  }

  @Test
  void a_number_that_is_not_the_tickets_is_found_out_and_the_ticket_found_by_its_marker() {
    try (TicketScenario scenario = TicketScenario.running(folder, 20)) {
      scenario.sandbox.atera().set(Map.of("actionIdOffset", 3));
      scenario.syncUntilSettled();
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.tickets()).hasSize(20);
      for (String key : scenario.openKeys()) {
        assertThat(scenario.entry(key).targetId())
            .isEqualTo(String.valueOf(scenario.ticketOf(key).id()));
      }
    }
  }

  @Test
  void the_dialect_of_the_notes_needs_no_second_look() {
    try (TicketScenario scenario = TicketScenario.running(folder, 20)) {
      scenario.sandbox.atera().set(Map.of("notesDialect", true));
      assertThat(scenario.sync().created()).isEqualTo(20);
      assertThat(scenario.sync().unchanged()).isEqualTo(20);
      assertThat(scenario.tickets()).hasSize(20);
    }
  }

  @Test
  void a_vendor_that_answers_nothing_stops_the_cycle_before_everything_is_in_doubt() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 100).with("atera.parallel-calls", "2")) {
      scenario.fault(Fault.of(Kind.STATUS_AFTER_COMMIT).on("atera", "POST", CREATE).times(0));
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.error()).contains("5", "one after the other");
      assertThat(report.inDoubt()).isBetween(5, 7);
      scenario.sandbox.faults().clear();
      assertThat(scenario.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.tickets()).hasSize(100);
      for (String key : scenario.openKeys()) {
        scenario.ticketOf(key);
      }
    }
  }
}
