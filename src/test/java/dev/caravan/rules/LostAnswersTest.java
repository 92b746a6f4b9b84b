package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.State;
import dev.caravan.runtime.Office;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A create whose outcome nobody knows is looked for, never repeated blindly. */
class LostAnswersTest {
  private static final String CREATE = "/tickets$";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "CUT_MIDDLE", "STATUS_AFTER_COMMIT", "MALFORMED_JSON"})
  void a_create_that_was_done_without_our_knowing_stays_one_ticket(Kind kind) {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.opens("b");
      office.fault(Fault.of(kind).on("atera", "POST", CREATE));
      CycleReport first = office.sync();
      assertThat(first.outcome()).isIn(Outcome.PARTIAL, Outcome.ABORTED);
      assertThat(first.inDoubt()).isEqualTo(1);
      for (int i = 0; i < 4; i++) {
        office.restart();
        office.sync();
      }
      assertThat(office.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(office.ticketsOf("a", 1)).hasSize(1);
      assertThat(office.ticketsOf("b", 1)).hasSize(1);
      assertThat(office.tickets()).hasSize(2);
      assertThat(office.steps()).isEmpty();
    }
  }

  @Test
  void a_create_that_was_not_done_is_made_up_for_once() {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "POST", CREATE));
      CycleReport first = office.sync();
      assertThat(first.inDoubt()).isEqualTo(1);
      assertThat(first.error()).isNull();
      assertThat(first.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(office.tickets()).isEmpty();
      assertThat(office.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      office.sync();
      assertThat(office.ticketsOf("a", 1)).hasSize(1);
      assertThat(office.tickets()).hasSize(1);
    }
  }

  @Test
  void a_list_that_shows_tickets_late_is_waited_for() {
    try (Office office = new Office(folder, 0).with("atera.index-lag", "2500ms")) {
      office.sandbox.atera().set(Map.of("searchLagMs", 2000));
      office.opens("a");
      office.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", CREATE));
      assertThat(office.sync().inDoubt()).isEqualTo(1);
      CycleReport early = office.sync();
      assertThat(early.inDoubt()).as("not found so soon means nothing").isEqualTo(1);
      assertThat(early.created()).isZero();
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(300))
          .until(() -> office.sync().outcome() == Outcome.COMPLETE);
      assertThat(office.tickets()).hasSize(1);
      assertThat(office.entry("a").state()).isEqualTo(State.OPEN);
      assertThat(office.entry("a").targetId()).isEqualTo(String.valueOf(office.ticketOf("a").id()));
    }
  }

  @Test
  void not_found_means_two_scans_of_which_the_second_is_late_enough() {
    try (Office office = new Office(folder, 0).with("atera.index-lag", "10m")) {
      office.opens("a");
      office.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "POST", CREATE));
      office.sync();
      for (int minutes : new int[] {0, 5, 9}) {
        office.restart();
        office.withClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutes)));
        CycleReport early = office.sync();
        assertThat(early.inDoubt()).isEqualTo(1);
        assertThat(early.created()).isZero();
        assertThat(office.entry("a").attempt().scans()).as("early scans count once").isEqualTo(1);
      }
      office.restart();
      office.withClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(11)));
      assertThat(office.sync().created()).isEqualTo(1);
      assertThat(office.ticketsOf("a", 1)).hasSize(1);
    }
  }

  @Test
  void the_wait_begins_when_the_attempt_failed_and_not_when_it_was_intended() {
    try (Office office =
        new Office(folder, 0)
            .with("atera.index-lag", "2s")
            .with("datto.read-timeout", "2s")
            .with("atera.read-timeout", "2s")) {
      office.sandbox.atera().set(Map.of("searchLagMs", 1900));
      office.opens("a");
      office.fault(Fault.of(Kind.SLOW).on("atera", "POST", CREATE).withDelayMs(4000));
      assertThat(office.sync().inDoubt()).isEqualTo(1);
      CycleReport next = office.sync();
      assertThat(next.created()).isZero();
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(300))
          .until(() -> office.sync().outcome() == Outcome.COMPLETE);
      assertThat(office.tickets()).hasSize(1);
    }
  }

  @Test
  void nothing_else_is_done_to_a_record_whose_create_is_in_doubt() {
    try (Office office = new Office(folder, 0).with("atera.index-lag", "1h")) {
      office.sandbox.atera().set(Map.of("searchLagMs", 3_600_000));
      office.opens("a");
      office.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", CREATE));
      office.sync();
      office.changes("a", "{\"priority\":\"Low\"}");
      office.sandbox.log().clear();
      CycleReport report = office.sync();
      assertThat(report.inDoubt()).isEqualTo(1);
      assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(office.writes()).isEmpty();
    }
  }

  @Test
  void after_adoption_the_ticket_is_brought_up_to_date() {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", CREATE));
      office.sync();
      office.changes("a", "{\"priority\":\"Critical\"}");
      CycleReport report = office.sync();
      assertThat(report.updated()).isEqualTo(1);
      assertThat(office.ticketOf("a").priority()).isEqualTo("Critical");
    }
  }

  @Test
  void an_alert_resolved_while_its_create_is_in_doubt_is_closed_if_found() {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", CREATE));
      office.sync();
      office.resolves("a");
      for (int i = 0; i < 3; i++) {
        office.sync();
      }
      assertThat(office.ticketOf("a").status()).isEqualTo("Resolved");
      assertThat(office.entry("a").state()).isEqualTo(State.CLOSED);
    }
  }

  @Test
  void an_alert_resolved_while_its_create_is_in_doubt_is_forgotten_if_not_found() {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "POST", CREATE));
      office.sync();
      office.resolves("a");
      CycleReport report = office.sync();
      assertThat(report.inDoubt()).isZero();
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(office.tickets()).isEmpty();
      assertThat(office.<Boolean>ledger(view -> view.entries().find("a").isEmpty())).isTrue();
      assertThat(office.steps()).isEmpty();
    }
  }

  @Test
  void a_scan_during_which_the_total_changed_proves_nothing() {
    try (Office office = new Office(folder, 0)) {
      for (int i = 0; i < 60; i++) {
        office.sandbox.atera().createTicket("By hand " + i, "somebody");
      }
      office.opens("a");
      office.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "POST", CREATE));
      office.sync();
      office.fault(
          Fault.of(Kind.ROWS_MOVE).on("atera", "GET", "/tickets/lastmodified.*page=1$").times(0));
      assertThat(office.sync().created()).isZero();
      assertThat(office.sync().inDoubt()).isEqualTo(1);
      office.sandbox.faults().clear();
      assertThat(office.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(office.ticketsOf("a", 1)).hasSize(1);
    }
  }

  @Test
  void search_times_are_the_vendors_when_our_clock_is_wrong() {
    Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    try (Office office = new Office(folder, 0).withClock(wrong)) {
      office.opens("a");
      office.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", CREATE));
      assertThat(office.sync().inDoubt()).isEqualTo(1);
      office.restart();
      office.withClock(Clock.systemUTC());
      assertThat(office.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(office.ticketsOf("a", 1)).hasSize(1);
    }
  }

  @Test
  void a_number_that_is_not_the_tickets_is_found_out_and_the_ticket_found_by_its_marker() {
    try (Office office = new Office(folder, 20)) {
      office.sandbox.atera().set(Map.of("actionIdOffset", 3));
      office.syncUntilSettled();
      assertThat(office.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(office.tickets()).hasSize(20);
      for (String key : office.openKeys()) {
        assertThat(office.entry(key).targetId())
            .isEqualTo(String.valueOf(office.ticketOf(key).id()));
      }
    }
  }

  @Test
  void the_dialect_of_the_notes_needs_no_second_look() {
    try (Office office = new Office(folder, 20)) {
      office.sandbox.atera().set(Map.of("notesDialect", true));
      assertThat(office.sync().created()).isEqualTo(20);
      assertThat(office.sync().unchanged()).isEqualTo(20);
      assertThat(office.tickets()).hasSize(20);
    }
  }

  @Test
  void a_vendor_that_answers_nothing_stops_the_cycle_before_everything_is_in_doubt() {
    try (Office office = new Office(folder, 100).with("atera.parallel-calls", "2")) {
      office.fault(Fault.of(Kind.STATUS_AFTER_COMMIT).on("atera", "POST", CREATE).times(0));
      CycleReport report = office.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.error()).contains("5", "one after the other");
      assertThat(report.inDoubt()).isBetween(5, 7);
      office.sandbox.faults().clear();
      assertThat(office.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(office.tickets()).hasSize(100);
      for (String key : office.openKeys()) {
        office.ticketOf(key);
      }
    }
  }
}
