package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.runtime.Office;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A record that the target refuses is a dead letter; a target that refuses all is not. */
class RefusalsTest {
  private static final String CREATE = "/tickets$";

  @TempDir Path folder;

  @Test
  void the_first_five_creates_refused_and_none_accepted_stop_the_cycle_without_dead_letters() {
    try (Office office = new Office(folder, 60)) {
      office.fault(Fault.status(400).on("atera", "POST", CREATE).times(0));
      CycleReport report = office.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.error()).contains("refused the first 5 creates", "400");
      assertThat(report.failed()).isZero();
      assertThat(office.deadLetters()).isEmpty();
      assertThat(office.sandbox.log().entries("atera", "POST", "/").size()).isLessThan(5 + 8);
      assertThat(office.<Integer>ledger(view -> view.entries().count(State.INTENDED)))
          .isEqualTo(60);
      assertThat(office.steps()).isEmpty();
      office.sandbox.faults().clear();
      assertThat(office.sync().created()).isEqualTo(60);
      assertThat(office.tickets()).hasSize(60);
    }
  }

  @Test
  void four_refused_creates_and_nothing_else_are_four_dead_letters() {
    try (Office office = new Office(folder, 4)) {
      office.fault(Fault.status(400).on("atera", "POST", CREATE).times(0));
      CycleReport report = office.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(report.failed()).isEqualTo(4);
      assertThat(office.deadLetters()).hasSize(4);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 415, 422})
  void one_refused_record_is_one_dead_letter_and_is_not_sent_again(int status) {
    try (Office office = new Office(folder, 10)) {
      office.fault(Fault.status(status).on("atera", "POST", CREATE));
      CycleReport report = office.sync();
      assertThat(report.failed()).isEqualTo(1);
      assertThat(report.created()).isEqualTo(9);
      assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(office.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.op()).isEqualTo(Op.CREATE))
          .satisfies(letter -> assertThat(letter.reason()).contains(String.valueOf(status)))
          .satisfies(letter -> assertThat(letter.payload()).contains("TicketTitle"));
      office.sandbox.log().clear();
      for (int i = 0; i < 2; i++) {
        CycleReport again = office.sync();
        assertThat(again.failed()).as("a dead letter is counted when it is new").isZero();
        assertThat(again.outcome()).isEqualTo(Outcome.COMPLETE);
      }
      assertThat(office.writes()).isEmpty();
    }
  }

  @Test
  void a_changed_record_is_tried_once_more() {
    try (Office office = new Office(folder, 10)) {
      office.sync();
      office.opens("worse");
      office.fault(Fault.status(400).on("atera", "POST", CREATE).times(2));
      assertThat(office.sync().failed()).isEqualTo(1);
      office.sandbox.log().clear();
      office.changes("worse", "{\"priority\":\"Critical\"}");
      assertThat(office.sync().failed()).isEqualTo(1);
      assertThat(office.sync().failed()).isZero();
      assertThat(office.writes()).hasSize(1);
      office.changes("worse", "{\"priority\":\"Low\"}");
      assertThat(office.sync().created()).isEqualTo(1);
      assertThat(office.deadLetters()).isEmpty();
      office.ticketOf("worse");
    }
  }

  @Test
  void changed_settings_try_a_dead_letter_once_more() {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.fault(Fault.status(422).on("atera", "POST", CREATE));
      office.sync();
      assertThat(office.sync().created()).isZero();
      office.restart();
      assertThat(office.sync().created()).as("a restart changes nothing").isZero();
      office.restart();
      office.with(Office.SYNC + ".comment-every", "59m");
      assertThat(office.sync().created()).isEqualTo(1);
      assertThat(office.deadLetters()).isEmpty();
    }
  }

  @Test
  void a_refused_update_is_one_dead_letter_until_the_record_changes() {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.sync();
      office.changes("a", "{\"priority\":\"Critical\"}");
      office.fault(Fault.status(400).on("atera", "PUT", "/tickets/"));
      assertThat(office.sync().failed()).isEqualTo(1);
      office.sandbox.log().clear();
      CycleReport quiet = office.sync();
      assertThat(quiet.failed()).isZero();
      assertThat(quiet.unchanged()).isEqualTo(1);
      assertThat(office.writes()).isEmpty();
      office.changes("a", "{\"priority\":\"Low\"}");
      assertThat(office.sync().updated()).isEqualTo(1);
      assertThat(office.ticketOf("a").priority()).isEqualTo("Low");
      assertThat(office.deadLetters()).isEmpty();
    }
  }

  @Test
  void a_refused_close_is_one_dead_letter_and_not_sent_in_every_cycle() {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.sync();
      office.resolves("a");
      office.sync();
      office.fault(Fault.status(400).on("atera", "PUT", "/tickets/").times(0));
      assertThat(office.sync().failed()).isEqualTo(1);
      office.sandbox.log().clear();
      CycleReport quiet = office.sync();
      assertThat(quiet.failed()).isZero();
      assertThat(quiet.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(office.writes()).isEmpty();
      assertThat(office.steps()).isEmpty();
    }
  }

  private static void refuseClose(Office office) {
    office.opens("a");
    office.sync();
    office.resolves("a");
    office.sync();
    office.fault(Fault.status(400).on("atera", "PUT", "/tickets/"));
    assertThat(office.sync().failed()).isEqualTo(1);
    assertThat(office.sync().closed()).isZero();
  }

  @Test
  void changed_settings_try_a_refused_close_once_more() {
    try (Office office = new Office(folder, 0)) {
      refuseClose(office);
      office.restart();
      office.with(Office.SYNC + ".comment-every", "59m");
      assertThat(office.sync().closed()).isEqualTo(1);
      assertThat(office.ticketOf("a").status()).isEqualTo("Resolved");
      assertThat(office.deadLetters()).isEmpty();
    }
  }

  @Test
  void a_refused_close_is_tried_again_a_day_later_and_then_waits_another_day() {
    try (Office office = new Office(folder, 0)) {
      refuseClose(office);
      office.restart();
      office.withClock(Clock.offset(Clock.systemUTC(), Duration.ofHours(25)));
      office.fault(Fault.status(400).on("atera", "PUT", "/tickets/"));
      assertThat(office.sync().failed()).isEqualTo(1);
      assertThat(office.sync().closed()).isZero();
      office.restart();
      office.withClock(Clock.offset(Clock.systemUTC(), Duration.ofHours(50)));
      assertThat(office.sync().closed()).isEqualTo(1);
      assertThat(office.deadLetters()).isEmpty();
    }
  }

  @Test
  void a_refused_close_is_tried_again_when_its_record_was_back_and_left_again() {
    try (Office office = new Office(folder, 0)) {
      refuseClose(office);
      var same = office.sandbox.datto().resolvedAlerts().get(0).put("resolved", false);
      office.sandbox.datto().openAlert(same);
      assertThat(office.sync().unchanged()).isEqualTo(1);
      assertThat(office.deadLetters()).as("it is not to be closed any more").isEmpty();
      office.resolves("a");
      office.sync();
      assertThat(office.sync().closed()).isEqualTo(1);
      assertThat(office.deadLetters()).isEmpty();
    }
  }

  @Test
  void the_source_is_not_asked_again_and_again_for_a_record_whose_close_was_refused() {
    try (Office office = new Office(folder, 0)) {
      refuseClose(office);
      office.sandbox.log().clear();
      office.sync();
      assertThat(office.sandbox.log().entries("datto", "GET", "/api/v2/alert/a")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 405, 410})
  void the_accounts_own_failure_stops_the_cycle_and_leaves_entries_intended(int status) {
    try (Office office = new Office(folder, 30)) {
      office.fault(Fault.status(status).on("atera", "POST", CREATE).times(0));
      CycleReport report = office.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.error()).contains(String.valueOf(status));
      assertThat(report.failed() + report.inDoubt()).isZero();
      assertThat(office.deadLetters()).isEmpty();
      assertThat(office.sandbox.log().entries("atera", "POST", "/").size()).isLessThanOrEqualTo(16);
      assertThat(office.<Integer>ledger(view -> view.entries().count(State.INTENDED)))
          .isEqualTo(30);
      office.sandbox.faults().clear();
      assertThat(office.sync().created()).isEqualTo(30);
      assertThat(office.tickets()).hasSize(30);
    }
  }

  @Test
  void records_that_we_cannot_even_send_do_not_stop_those_that_we_can() throws Exception {
    Path contacts = java.nio.file.Files.createFile(folder.resolve("contacts.csv"));
    try (Office office = new Office(folder, 30)) {
      String site =
          office.sandbox.datto().openAlerts().stream()
              .map(alert -> alert.at("/alertSourceInfo/siteName").asText())
              .filter(name -> !name.isBlank())
              .findFirst()
              .orElseThrow();
      java.nio.file.Files.writeString(contacts, "site,end_user_id\n" + site + ",128\n");
      office.with(Office.SYNC + ".contacts", "contacts.csv").with(Office.SYNC + ".end-user-id", "");
      CycleReport report = office.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(report.created()).isPositive();
      assertThat(report.created() + report.failed()).isEqualTo(30);
      assertThat(office.deadLetters())
          .hasSize(report.failed())
          .allMatch(letter -> letter.reason().contains("contacts file"));
      office.restart();
      office.with(Office.SYNC + ".end-user-id", "128");
      assertThat(office.sync().created()).isEqualTo(report.failed());
      assertThat(office.tickets()).hasSize(30);
    }
  }

  @Test
  void an_account_that_knows_only_post_is_updated_by_post() {
    try (Office office = new Office(folder, 0)) {
      office.sandbox.atera().set(java.util.Map.of("update", "post"));
      office.opens("a");
      office.opens("b");
      office.sync();
      office.changes("a", "{\"priority\":\"Critical\"}");
      assertThat(office.sync().updated()).isEqualTo(1);
      office.changes("b", "{\"priority\":\"Critical\"}");
      office.sandbox.log().clear();
      assertThat(office.sync().updated()).isEqualTo(1);
      assertThat(office.writes()).singleElement().matches(write -> write.method().equals("POST"));
      assertThat(office.ticketOf("a").priority()).isEqualTo("Critical");
      assertThat(office.ticketOf("b").priority()).isEqualTo("Critical");
    }
  }

  @Test
  void an_accepted_create_is_never_taken_for_unsent_when_the_look_at_it_fails() {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.fault(Fault.status(401).on("atera", "GET", "/tickets/\\d+$").times(0));
      CycleReport report = office.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.inDoubt()).isEqualTo(1);
      office.sandbox.faults().clear();
      office.syncUntilSettled();
      assertThat(office.ticketsOf("a", 1)).hasSize(1);
    }
  }

  @Test
  void one_ticket_that_cannot_be_read_does_not_keep_the_others_waiting() {
    try (Office office = new Office(folder, 0)) {
      for (String key : new String[] {"a", "b", "c"}) {
        office.opens(key);
      }
      office.sync();
      for (String key : new String[] {"a", "b", "c"}) {
        office.changes(key, "{\"priority\":\"Critical\"}");
      }
      String broken = "/tickets/" + office.ticketOf("b").id() + "$";
      office.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "GET", broken).times(0));
      CycleReport report = office.sync();
      assertThat(report.updated()).isEqualTo(2);
      assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
      office.sandbox.faults().clear();
      assertThat(office.sync().updated()).isEqualTo(1);
    }
  }

  @Test
  void a_refusal_that_an_adopted_create_has_outlived_is_no_dead_letter_any_more() {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.fault(Fault.status(400).on("atera", "POST", CREATE));
      assertThat(office.sync().failed()).isEqualTo(1);
      office.changes("a", "{\"priority\":\"Critical\"}");
      office.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", CREATE));
      assertThat(office.sync().inDoubt()).isEqualTo(1);
      assertThat(office.deadLetters()).hasSize(1);

      assertThat(office.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);

      assertThat(office.tickets()).hasSize(1);
      assertThat(office.entry("a").state()).isEqualTo(State.OPEN);
      assertThat(office.deadLetters()).isEmpty();
    }
  }
}
