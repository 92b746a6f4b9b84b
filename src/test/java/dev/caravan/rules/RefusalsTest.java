package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A record that the target refuses is a dead letter; a target that refuses all is not. */
@Execution(ExecutionMode.CONCURRENT)
class RefusalsTest {
  private static final String CREATE = "/tickets$";

  @TempDir Path folder;

  @Test
  void the_first_five_creates_refused_and_none_accepted_stop_creates_without_dead_letters() {
    try (TicketScenario scenario = TicketScenario.running(folder, 60)) {
      scenario.fault(Fault.status(400).on("atera", "POST", CREATE).times(0));
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(report.error()).contains("refused the first 5 creates", "400");
      assertThat(report.failed()).isZero();
      assertThat(scenario.deadLetters()).isEmpty();
      assertThat(scenario.sandbox.log().entries("atera", "POST", "/").size()).isLessThan(5 + 8);
      assertThat(scenario.<Integer>ledger(view -> view.entries().count(State.INTENDED)))
          .isEqualTo(60);
      assertThat(scenario.intents()).isEmpty();
      scenario.sandbox.faults().clear();
      assertThat(scenario.sync().created()).isEqualTo(60);
      assertThat(scenario.tickets()).hasSize(60);
    }
  }

  @Test
  void while_creates_are_refused_everything_else_goes_on() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("changes");
      scenario.opens("ends");
      scenario.sync();
      for (int i = 0; i < 6; i++) {
        scenario.opens("new" + i);
      }
      scenario.changes("changes", "{\"priority\":\"Critical\"}");
      scenario.resolves("ends");
      scenario.fault(Fault.status(400).on("atera", "POST", CREATE).times(0));

      CycleReport first = scenario.sync();
      assertThat(first.outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(List.of(first.updated(), first.failed())).containsExactly(1, 0);
      assertThat(scenario.sync().closed()).isEqualTo(1);
      assertThat(scenario.ticketOf("ends").open()).isFalse();
      assertThat(scenario.ticketOf("changes").priority()).isEqualTo("Critical");
    }
  }

  @Test
  void after_three_cycles_in_a_row_the_refused_are_dead_letters_and_the_rest_is_tried() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 30).with("atera.parallel-calls", "1")) {
      scenario.fault(Fault.status(400).on("atera", "POST", CREATE).times(0));
      for (int i = 0; i < 2; i++) {
        assertThat(scenario.sync().outcome()).isEqualTo(Outcome.GUARDED);
        assertThat(scenario.deadLetters()).isEmpty();
        scenario.restart();
      }
      CycleReport third = scenario.sync();
      assertThat(third.outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(third.failed()).isEqualTo(5);
      assertThat(scenario.deadLetters()).hasSize(5);
      scenario.restart();

      CycleReport fourth = scenario.sync();
      assertThat(fourth.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(fourth.failed()).isEqualTo(25);
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);

      scenario.sandbox.faults().clear();
      scenario.opens("good");
      assertThat(scenario.sync().created()).isEqualTo(1);
      for (int i = 0; i < 6; i++) {
        scenario.opens("more" + i);
      }
      scenario.fault(Fault.status(400).on("atera", "POST", CREATE).times(0));
      assertThat(scenario.sync().outcome()).as("it counts anew").isEqualTo(Outcome.GUARDED);
    }
  }

  @Test
  void four_refused_creates_and_nothing_else_are_four_dead_letters() {
    try (TicketScenario scenario = TicketScenario.running(folder, 4)) {
      scenario.fault(Fault.status(400).on("atera", "POST", CREATE).times(0));
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(report.failed()).isEqualTo(4);
      assertThat(scenario.deadLetters()).hasSize(4);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 415, 422})
  void one_refused_record_is_one_dead_letter_and_is_not_sent_again(int status) {
    try (TicketScenario scenario = TicketScenario.running(folder, 10)) {
      scenario.fault(Fault.status(status).on("atera", "POST", CREATE));
      CycleReport report = scenario.sync();
      assertThat(report.failed()).isEqualTo(1);
      assertThat(report.created()).isEqualTo(9);
      assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(scenario.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.op()).isEqualTo(Op.CREATE))
          .satisfies(letter -> assertThat(letter.reason()).contains(String.valueOf(status)))
          .satisfies(letter -> assertThat(letter.payload()).contains("TicketTitle"));
      scenario.sandbox.log().clear();
      for (int i = 0; i < 2; i++) {
        CycleReport again = scenario.sync();
        assertThat(again.failed()).as("a dead letter is counted when it is new").isZero();
        assertThat(again.outcome()).isEqualTo(Outcome.COMPLETE);
      }
      assertThat(scenario.writes()).isEmpty();
    }
  }

  @Test
  void a_changed_record_is_tried_once_more() {
    try (TicketScenario scenario = TicketScenario.running(folder, 10)) {
      scenario.sync();
      scenario.opens("worse");
      scenario.fault(Fault.status(400).on("atera", "POST", CREATE).times(2));
      assertThat(scenario.sync().failed()).isEqualTo(1);
      scenario.sandbox.log().clear();
      scenario.changes("worse", "{\"priority\":\"Critical\"}");
      assertThat(scenario.sync().failed()).isEqualTo(1);
      assertThat(scenario.sync().failed()).isZero();
      assertThat(scenario.writes()).hasSize(1);
      scenario.changes("worse", "{\"priority\":\"Low\"}");
      assertThat(scenario.sync().created()).isEqualTo(1);
      assertThat(scenario.deadLetters()).isEmpty();
      scenario.ticketOf("worse");
    }
  }

  @Test
  void changed_settings_try_a_dead_letter_once_more() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.fault(Fault.status(422).on("atera", "POST", CREATE));
      scenario.sync();
      assertThat(scenario.sync().created()).isZero();
      scenario.restart();
      assertThat(scenario.sync().created()).as("a restart changes nothing").isZero();
      scenario.restart();
      scenario.with(TicketScenario.SYNC + ".comment-every", "59m");
      assertThat(scenario.sync().created()).isEqualTo(1);
      assertThat(scenario.deadLetters()).isEmpty();
    }
  }

  @Test
  void a_refused_update_is_one_dead_letter_until_the_record_changes() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.sync();
      scenario.changes("a", "{\"priority\":\"Critical\"}");
      scenario.fault(Fault.status(400).on("atera", "PUT", "/tickets/"));
      assertThat(scenario.sync().failed()).isEqualTo(1);
      scenario.sandbox.log().clear();
      CycleReport quiet = scenario.sync();
      assertThat(quiet.failed()).isZero();
      assertThat(quiet.unchanged()).isEqualTo(1);
      assertThat(scenario.writes()).isEmpty();
      scenario.changes("a", "{\"priority\":\"Low\"}");
      assertThat(scenario.sync().updated()).isEqualTo(1);
      assertThat(scenario.ticketOf("a").priority()).isEqualTo("Low");
      assertThat(scenario.deadLetters()).isEmpty();
    }
  }

  @Test
  void a_refused_close_is_one_dead_letter_and_not_sent_in_every_cycle() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.sync();
      scenario.resolves("a");
      scenario.sync();
      scenario.fault(Fault.status(400).on("atera", "PUT", "/tickets/").times(0));
      assertThat(scenario.sync().failed()).isEqualTo(1);
      scenario.sandbox.log().clear();
      CycleReport quiet = scenario.sync();
      assertThat(quiet.failed()).isZero();
      assertThat(quiet.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.writes()).isEmpty();
      assertThat(scenario.intents()).isEmpty();
    }
  }

  private static void refuseClose(TicketScenario scenario) {
    scenario.opens("a");
    scenario.sync();
    scenario.resolves("a");
    scenario.sync();
    scenario.fault(Fault.status(400).on("atera", "PUT", "/tickets/"));
    assertThat(scenario.sync().failed()).isEqualTo(1);
    assertThat(scenario.sync().closed()).isZero();
  }

  @Test
  void changed_settings_try_a_refused_close_once_more() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      refuseClose(scenario);
      scenario.restart();
      scenario.with(TicketScenario.SYNC + ".comment-every", "59m");
      assertThat(scenario.sync().closed()).isEqualTo(1);
      assertThat(scenario.ticketOf("a").status()).isEqualTo("Resolved");
      assertThat(scenario.deadLetters()).isEmpty();
    }
  }

  @Test
  void a_refused_close_is_tried_again_a_day_later_and_then_waits_another_day() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      refuseClose(scenario);
      scenario.restart();
      scenario.withClock(Clock.offset(Clock.systemUTC(), Duration.ofHours(25)));
      scenario.fault(Fault.status(400).on("atera", "PUT", "/tickets/"));
      assertThat(scenario.sync().failed()).isEqualTo(1);
      assertThat(scenario.sync().closed()).isZero();
      scenario.restart();
      scenario.withClock(Clock.offset(Clock.systemUTC(), Duration.ofHours(50)));
      assertThat(scenario.sync().closed()).isEqualTo(1);
      assertThat(scenario.deadLetters()).isEmpty();
    }
  }

  @Test
  void a_refused_close_is_tried_again_when_its_record_was_back_and_left_again() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      refuseClose(scenario);
      var same = scenario.sandbox.datto().resolvedAlerts().get(0).put("resolved", false);
      scenario.sandbox.datto().openAlert(same);
      assertThat(scenario.sync().unchanged()).isEqualTo(1);
      assertThat(scenario.deadLetters()).as("it is not to be closed any more").isEmpty();
      scenario.resolves("a");
      scenario.sync();
      assertThat(scenario.sync().closed()).isEqualTo(1);
      assertThat(scenario.deadLetters()).isEmpty();
    }
  }

  @Test
  void the_source_is_not_asked_again_and_again_for_a_record_whose_close_was_refused() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      refuseClose(scenario);
      scenario.sandbox.log().clear();
      scenario.sync();
      assertThat(scenario.sandbox.log().entries("datto", "GET", "/api/v2/alert/a")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 405, 410})
  void the_accounts_own_failure_stops_the_cycle_and_leaves_entries_intended(int status) {
    try (TicketScenario scenario = TicketScenario.running(folder, 30)) {
      scenario.fault(Fault.status(status).on("atera", "POST", CREATE).times(0));
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.error()).contains(String.valueOf(status));
      assertThat(report.failed() + report.inDoubt()).isZero();
      assertThat(scenario.deadLetters()).isEmpty();
      assertThat(scenario.sandbox.log().entries("atera", "POST", "/").size())
          .isLessThanOrEqualTo(16);
      assertThat(scenario.<Integer>ledger(view -> view.entries().count(State.INTENDED)))
          .isEqualTo(30);
      scenario.sandbox.faults().clear();
      assertThat(scenario.sync().created()).isEqualTo(30);
      assertThat(scenario.tickets()).hasSize(30);
    }
  }

  @Test
  void records_that_we_cannot_even_send_do_not_stop_those_that_we_can() throws Exception {
    Path contacts = java.nio.file.Files.createFile(folder.resolve("contacts.csv"));
    try (TicketScenario scenario = TicketScenario.running(folder, 30)) {
      String site =
          scenario.sandbox.datto().openAlerts().stream()
              .map(alert -> alert.at("/alertSourceInfo/siteName").asText())
              .filter(name -> !name.isBlank())
              .findFirst()
              .orElseThrow();
      java.nio.file.Files.writeString(contacts, "site,end_user_id\n" + site + ",128\n");
      scenario
          .with(TicketScenario.SYNC + ".contacts", "contacts.csv")
          .with(TicketScenario.SYNC + ".end-user-id", "");
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(report.created()).isPositive();
      assertThat(report.created() + report.failed()).isEqualTo(30);
      assertThat(scenario.deadLetters())
          .hasSize(report.failed())
          .allMatch(letter -> letter.reason().contains("contacts file"));
      scenario.restart();
      scenario.with(TicketScenario.SYNC + ".end-user-id", "128");
      assertThat(scenario.sync().created()).isEqualTo(report.failed());
      assertThat(scenario.tickets()).hasSize(30);
    }
  }

  @Test
  void an_account_that_knows_only_post_is_updated_by_post() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.sandbox.atera().set(java.util.Map.of("update", "post"));
      scenario.opens("a");
      scenario.opens("b");
      scenario.sync();
      scenario.changes("a", "{\"priority\":\"Critical\"}");
      assertThat(scenario.sync().updated()).isEqualTo(1);
      scenario.changes("b", "{\"priority\":\"Critical\"}");
      scenario.sandbox.log().clear();
      assertThat(scenario.sync().updated()).isEqualTo(1);
      assertThat(scenario.writes()).singleElement().matches(write -> write.method().equals("POST"));
      assertThat(scenario.ticketOf("a").priority()).isEqualTo("Critical");
      assertThat(scenario.ticketOf("b").priority()).isEqualTo("Critical");
    }
  }

  @Test
  void an_accepted_create_is_never_taken_for_unsent_when_the_look_at_it_fails() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.fault(Fault.status(401).on("atera", "GET", "/tickets/\\d+$").times(0));
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.inDoubt()).isEqualTo(1);
      scenario.sandbox.faults().clear();
      scenario.syncUntilSettled();
      assertThat(scenario.ticketsOf("a", 1)).hasSize(1);
    }
  }

  @Test
  void one_ticket_that_cannot_be_read_does_not_keep_the_others_waiting() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      for (String key : new String[] {"a", "b", "c"}) {
        scenario.opens(key);
      }
      scenario.sync();
      for (String key : new String[] {"a", "b", "c"}) {
        scenario.changes(key, "{\"priority\":\"Critical\"}");
      }
      String broken = "/tickets/" + scenario.ticketOf("b").id() + "$";
      scenario.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "GET", broken).times(0));
      CycleReport report = scenario.sync();
      assertThat(report.updated()).isEqualTo(2);
      assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
      scenario.sandbox.faults().clear();
      assertThat(scenario.sync().updated()).isEqualTo(1);
    }
  }

  @Test
  void a_refusal_that_an_adopted_create_has_outlived_is_no_dead_letter_any_more() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.fault(Fault.status(400).on("atera", "POST", CREATE));
      assertThat(scenario.sync().failed()).isEqualTo(1);
      scenario.changes("a", "{\"priority\":\"Critical\"}");
      scenario.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", CREATE));
      assertThat(scenario.sync().inDoubt()).isEqualTo(1);
      assertThat(scenario.deadLetters()).hasSize(1);

      assertThat(scenario.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);

      assertThat(scenario.tickets()).hasSize(1);
      assertThat(scenario.entry("a").state()).isEqualTo(State.OPEN);
      assertThat(scenario.deadLetters()).isEmpty();
    }
  }
}
