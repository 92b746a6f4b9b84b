package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.State;
import dev.caravan.runtime.Office;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
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
    try (Office office = new Office(folder, 20)) {
      office.opens("a");
      office.sync();
      office.resolves("a");
      assertThat(office.sync().closed()).isZero();
      assertThat(office.ticketOf("a").open()).isTrue();
      assertThat(office.sync().closed()).isEqualTo(1);
      assertThat(office.ticketOf("a").status()).isEqualTo("Resolved");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void the_operator_may_say_how_many_absences_it_takes(int absences) {
    try (Office office =
        new Office(folder, 20).with(Office.SYNC + ".close-after-absences", "" + absences)) {
      office.opens("a");
      office.sync();
      office.vanishes("a");
      for (int i = 1; i < absences; i++) {
        assertThat(office.sync().closed()).isZero();
      }
      assertThat(office.ticketOf("a").open()).isTrue();
      assertThat(office.sync().closed()).isEqualTo(1);
    }
  }

  @Test
  void after_one_absence_too_the_source_is_asked_and_its_word_counts() {
    try (Office office = new Office(folder, 8).with(Office.SYNC + ".close-after-absences", "1")) {
      office.sync();
      office.fault(Fault.of(Kind.EMPTY_LIST).on("datto", "GET", "/alerts/open"));
      assertThat(office.sync().closed()).isZero();
      assertThat(office.tickets()).allMatch(TicketSnapshot::open);
    }
  }

  @Test
  void a_record_that_the_source_still_knows_as_open_counts_as_seen() {
    try (Office office = new Office(folder, 12)) {
      office.sync();
      office.fault(Fault.of(Kind.EMPTY_LIST).on("datto", "GET", "/alerts/open").times(3));
      office.sync();
      office.sync();
      office.sync();
      assertThat(office.entry(office.openKeys().get(0)).missed()).isLessThanOrEqualTo(1);
      assertThat(office.sync().unchanged()).isEqualTo(12);
      assertThat(office.tickets()).allMatch(TicketSnapshot::open);
    }
  }

  @Test
  void a_forbidden_confirmation_aborts_and_closes_nothing() {
    try (Office office = new Office(folder, 20)) {
      office.sync();
      List<String> keys = office.openKeys();
      office.resolves(keys.get(0));
      office.resolves(keys.get(1));
      office.sync();
      office.fault(Fault.status(403).on("datto", "GET", "/alert/").after(1).times(0));
      CycleReport report = office.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.error()).contains("403");
      assertThat(office.tickets()).allMatch(TicketSnapshot::open);
      office.sandbox.faults().clear();
      assertThat(office.sync().closed()).isEqualTo(2);
    }
  }

  @Test
  void too_many_closes_that_nothing_confirms_are_held_back_while_all_else_goes_on() {
    try (Office office = new Office(folder, 40)) {
      office.sync();
      List<String> keys = office.openKeys();
      keys.subList(0, 12).forEach(office::vanishes);
      office.resolves(keys.get(20));
      office.sync();
      office.opens("new");
      office.changes(keys.get(30), "{\"alertSourceInfo\":{\"deviceName\":\"RENAMED\"}}");
      CycleReport guarded = office.sync();
      assertThat(guarded.outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(guarded.error()).contains("12 of ", "--accept-closes 12");
      assertThat(guarded.created()).isEqualTo(1);
      assertThat(guarded.updated()).isEqualTo(1);
      assertThat(guarded.closed()).as("the confirmed one does not count").isEqualTo(1);

      CycleReport tooFew = office.syncAccepting(11);
      assertThat(tooFew.outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(tooFew.closed()).as("all or none").isZero();
      CycleReport accepted = office.syncAccepting(12);
      assertThat(accepted.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(accepted.closed()).isEqualTo(12);
      assertThat(office.sync().outcome()).isEqualTo(Outcome.COMPLETE);
    }
  }

  @Test
  void ten_unconfirmed_closes_are_let_through() {
    try (Office office = new Office(folder, 40)) {
      office.sync();
      office.openKeys().subList(0, 10).forEach(office::vanishes);
      office.sync();
      CycleReport report = office.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(report.closed()).isEqualTo(10);
    }
  }

  @Test
  void max_closes_is_the_operators_word() {
    try (Office office = new Office(folder, 20).with(Office.SYNC + ".max-closes", "0")) {
      office.opens("a");
      office.sync();
      office.vanishes("a");
      office.sync();
      CycleReport report = office.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(office.ticketOf("a").open()).isTrue();
    }
  }

  @Test
  void a_closed_alert_that_returns_gets_the_next_generation() {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.sync();
      office.vanishes("a");
      office.sync();
      assertThat(office.sync().closed()).isEqualTo(1);
      office.opens("a");
      assertThat(office.sync().created()).isEqualTo(1);
      assertThat(office.ticketsOf("a", 1)).singleElement().matches(ticket -> !ticket.open());
      assertThat(office.ticketsOf("a", 2)).singleElement().matches(TicketSnapshot::open);
      assertThat(office.entry("a").generation()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "CUT_BEFORE", "STATUS_AFTER_COMMIT"})
  void a_close_whose_answer_is_lost_is_made_sure_of(Kind kind) {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.sync();
      office.resolves("a");
      office.sync();
      office.fault(Fault.of(kind).on("atera", "PUT", "/tickets/"));
      CycleReport report = office.sync();
      assertThat(report.inDoubt()).isEqualTo(1);
      assertThat(office.entry("a").state()).isEqualTo(State.CLOSING);
      assertThat(office.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(office.ticketOf("a").status()).isEqualTo("Resolved");
      assertThat(office.entry("a").state()).isEqualTo(State.CLOSED);
      assertThat(office.steps()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "CUT_BEFORE"})
  void an_alert_that_returns_while_its_close_is_in_doubt_has_an_open_ticket_in_the_end(Kind kind) {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.sync();
      office.vanishes("a");
      office.sync();
      office.fault(Fault.of(kind).on("atera", "PUT", "/tickets/"));
      office.sync();
      office.opens("a");
      office.sync();
      office.sync();
      assertThat(office.tickets()).filteredOn(TicketSnapshot::open).hasSize(1);
      assertThat(office.entry("a").state()).isEqualTo(State.OPEN);
      assertThat(office.steps()).isEmpty();
    }
  }

  @Test
  void an_update_in_doubt_is_written_again_even_when_the_record_went_back() {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.sync();
      String before = office.ticketOf("a").title();
      office.changes("a", "{\"alertContext\":{\"diskName\":\"D:\"}}");
      office.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "PUT", "/tickets/"));
      CycleReport report = office.sync();
      assertThat(report.outcome())
          .as("an update in doubt is not complete")
          .isEqualTo(Outcome.PARTIAL);
      assertThat(office.ticketOf("a").title()).isNotEqualTo(before);
      office.changes("a", "{\"alertContext\":{\"diskName\":\"C:\"}}");
      office.sync();
      assertThat(office.ticketOf("a").title()).isEqualTo(before);
      assertThat(office.sync().unchanged()).isEqualTo(1);
      assertThat(office.steps()).isEmpty();
    }
  }
}
