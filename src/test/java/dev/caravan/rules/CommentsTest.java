package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Comments are not safe to repeat, and Atera gives them no number. */
class CommentsTest {
  @TempDir Path folder;

  private TicketScenario scenario() {
    return TicketScenario.running(folder, 0).with(TicketScenario.SYNC + ".technician-id", "9");
  }

  private static List<String> comments(TicketScenario scenario) {
    return scenario.ticketOf("a").comments().stream()
        .map(comment -> comment.path("Comment").asText())
        .toList();
  }

  @Test
  void a_change_is_told_by_one_internal_comment() {
    try (TicketScenario scenario = scenario()) {
      scenario.opens("a");
      scenario.sync();
      scenario.changes("a", "{\"priority\":\"Critical\"}");
      CycleReport report = scenario.sync();
      assertThat(report.updated()).as("fields and comment count once").isEqualTo(1);
      assertThat(comments(scenario)).singleElement().asString().contains("critical");
      assertThat(scenario.ticketOf("a").comments().get(0).path("IsInternal").asBoolean()).isTrue();
      scenario.sync();
      assertThat(comments(scenario)).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "CUT_BEFORE", "CUT_MIDDLE", "STATUS_AFTER_COMMIT"})
  void a_comment_is_never_written_twice(Kind kind) {
    try (TicketScenario scenario = scenario()) {
      scenario.opens("a");
      scenario.sync();
      scenario.changes("a", "{\"priority\":\"Critical\"}");
      scenario.fault(Fault.of(kind).on("atera", "POST", "/comments$"));
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
      scenario.restart();
      assertThat(scenario.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      scenario.sync();
      assertThat(comments(scenario)).hasSize(1);
      assertThat(scenario.intents()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "CUT_BEFORE", "CUT_MIDDLE", "STATUS_AFTER_COMMIT"})
  void the_closing_comment_comes_once_however_its_answer_was_lost(Kind kind) {
    try (TicketScenario scenario = scenario()) {
      scenario.opens("a");
      scenario.sync();
      scenario.resolves("a");
      scenario.sync();
      scenario.fault(Fault.of(kind).on("atera", "POST", "/comments$"));
      scenario.sync();
      assertThat(scenario.ticketOf("a").status()).as("status first").isEqualTo("Resolved");
      scenario.restart();
      assertThat(scenario.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      scenario.sync();
      assertThat(comments(scenario)).singleElement().asString().contains("resolved at");
      assertThat(scenario.intents()).isEmpty();
    }
  }

  @Test
  void a_closing_comment_that_was_not_sent_is_made_up_for() {
    try (TicketScenario scenario = scenario()) {
      scenario.opens("a");
      scenario.sync();
      scenario.resolves("a");
      scenario.sync();
      scenario.fault(Fault.status(401).on("atera", "POST", "/comments$"));
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(scenario.ticketOf("a").status()).isEqualTo("Resolved");
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(comments(scenario)).hasSize(1);
      assertThat(scenario.intents()).isEmpty();
    }
  }

  @Test
  void a_late_last_word_still_says_why_the_ticket_is_left_open() {
    try (TicketScenario scenario = scenario()) {
      scenario.opens("a");
      scenario.sync();
      scenario.person("a", new PersonAction.Assign(7L));
      scenario.resolves("a");
      scenario.sync();
      scenario.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "POST", "/comments$"));
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.PARTIAL);
      scenario.restart();
      assertThat(scenario.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(comments(scenario))
          .singleElement()
          .asString()
          .contains("resolved at", "left open because a technician has taken it");
    }
  }

  @Test
  void a_late_last_word_does_not_say_that_a_ticket_is_open_that_is_not() {
    try (TicketScenario scenario = scenario()) {
      scenario.opens("a");
      scenario.sync();
      scenario.person("a", new PersonAction.Assign(7L));
      scenario.resolves("a");
      scenario.sync();
      scenario.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "POST", "/comments$"));
      scenario.sync();
      scenario.person("a", new PersonAction.Close());
      scenario.syncUntilSettled();
      assertThat(comments(scenario))
          .singleElement()
          .asString()
          .contains("resolved at")
          .doesNotContain("left open");
    }
  }

  @Test
  void comments_on_one_ticket_keep_their_distance() {
    try (TicketScenario scenario = scenario().with(TicketScenario.SYNC + ".comment-every", "60m")) {
      scenario.opens("a");
      scenario.sync();
      scenario.changes("a", "{\"priority\":\"Critical\"}");
      scenario.sync();
      scenario.changes("a", "{\"priority\":\"Low\"}");
      CycleReport soon = scenario.sync();
      assertThat(soon.updated()).as("its fields do not wait").isEqualTo(1);
      assertThat(comments(scenario)).hasSize(1);
      scenario.sandbox.log().clear();
      assertThat(scenario.sync().unchanged()).isEqualTo(1);
      assertThat(scenario.writes()).isEmpty();
      scenario.restart();
      scenario.withClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(61)));
      assertThat(scenario.sync().updated()).isEqualTo(1);
      assertThat(comments(scenario)).hasSize(2);
    }
  }

  @Test
  void the_same_change_for_the_second_time_is_told_again() {
    try (TicketScenario scenario = scenario().with(TicketScenario.SYNC + ".comment-every", "0s")) {
      scenario.opens("a");
      scenario.sync();
      for (String priority : List.of("Critical", "High", "Critical")) {
        scenario.changes("a", "{\"priority\":\"" + priority + "\"}");
        scenario.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "POST", "/comments$"));
        scenario.sync();
        scenario.syncUntilSettled();
      }
      assertThat(comments(scenario)).hasSize(3);
    }
  }

  @Test
  void a_ticket_that_a_person_closed_gets_no_comment() {
    try (TicketScenario scenario = scenario()) {
      scenario.opens("a");
      scenario.sync();
      scenario.person("a", new PersonAction.Close());
      scenario.changes("a", "{\"priority\":\"Critical\"}");
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(comments(scenario)).isEmpty();
      assertThat(scenario.intents()).isEmpty();
    }
  }

  @Test
  void without_a_technician_there_are_no_comments() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.sync();
      scenario.changes("a", "{\"priority\":\"Critical\"}");
      scenario.sync();
      scenario.resolves("a");
      scenario.sync();
      scenario.sync();
      assertThat(comments(scenario)).isEmpty();
      assertThat(scenario.ticketOf("a").status()).isEqualTo("Resolved");
    }
  }
}
