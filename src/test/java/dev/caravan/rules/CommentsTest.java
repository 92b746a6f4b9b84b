package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.Office;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
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

  private Office office() {
    return new Office(folder, 0).with(Office.SYNC + ".technician-id", "9");
  }

  private static List<String> comments(Office office) {
    return office.ticketOf("a").comments().stream()
        .map(comment -> comment.path("Comment").asText())
        .toList();
  }

  @Test
  void a_change_is_told_by_one_internal_comment() {
    try (Office office = office()) {
      office.opens("a");
      office.sync();
      office.changes("a", "{\"priority\":\"Critical\"}");
      CycleReport report = office.sync();
      assertThat(report.updated()).as("fields and comment count once").isEqualTo(1);
      assertThat(comments(office)).singleElement().asString().contains("critical");
      assertThat(office.ticketOf("a").comments().get(0).path("IsInternal").asBoolean()).isTrue();
      office.sync();
      assertThat(comments(office)).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "CUT_BEFORE", "CUT_MIDDLE", "STATUS_AFTER_COMMIT"})
  void a_comment_is_never_written_twice(Kind kind) {
    try (Office office = office()) {
      office.opens("a");
      office.sync();
      office.changes("a", "{\"priority\":\"Critical\"}");
      office.fault(Fault.of(kind).on("atera", "POST", "/comments$"));
      CycleReport report = office.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
      office.restart();
      assertThat(office.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      office.sync();
      assertThat(comments(office)).hasSize(1);
      assertThat(office.steps()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "CUT_BEFORE", "CUT_MIDDLE", "STATUS_AFTER_COMMIT"})
  void the_closing_comment_comes_once_however_its_answer_was_lost(Kind kind) {
    try (Office office = office()) {
      office.opens("a");
      office.sync();
      office.resolves("a");
      office.sync();
      office.fault(Fault.of(kind).on("atera", "POST", "/comments$"));
      office.sync();
      assertThat(office.ticketOf("a").status()).as("status first").isEqualTo("Resolved");
      office.restart();
      assertThat(office.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      office.sync();
      assertThat(comments(office)).singleElement().asString().contains("resolved at");
      assertThat(office.steps()).isEmpty();
    }
  }

  @Test
  void a_closing_comment_that_was_not_sent_is_made_up_for() {
    try (Office office = office()) {
      office.opens("a");
      office.sync();
      office.resolves("a");
      office.sync();
      office.fault(Fault.status(401).on("atera", "POST", "/comments$"));
      assertThat(office.sync().outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(office.ticketOf("a").status()).isEqualTo("Resolved");
      assertThat(office.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(comments(office)).hasSize(1);
      assertThat(office.steps()).isEmpty();
    }
  }

  @Test
  void a_late_last_word_still_says_why_the_ticket_is_left_open() {
    try (Office office = office()) {
      office.opens("a");
      office.sync();
      office.person("a", new PersonAction.Assign(7L));
      office.resolves("a");
      office.sync();
      office.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "POST", "/comments$"));
      assertThat(office.sync().outcome()).isEqualTo(Outcome.PARTIAL);
      office.restart();
      assertThat(office.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(comments(office))
          .singleElement()
          .asString()
          .contains("resolved at", "left open because a technician has taken it");
    }
  }

  @Test
  void a_late_last_word_does_not_say_that_a_ticket_is_open_that_is_not() {
    try (Office office = office()) {
      office.opens("a");
      office.sync();
      office.person("a", new PersonAction.Assign(7L));
      office.resolves("a");
      office.sync();
      office.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "POST", "/comments$"));
      office.sync();
      office.person("a", new PersonAction.Close());
      office.syncUntilSettled();
      assertThat(comments(office))
          .singleElement()
          .asString()
          .contains("resolved at")
          .doesNotContain("left open");
    }
  }

  @Test
  void comments_on_one_ticket_keep_their_distance() {
    try (Office office = office().with(Office.SYNC + ".comment-every", "60m")) {
      office.opens("a");
      office.sync();
      office.changes("a", "{\"priority\":\"Critical\"}");
      office.sync();
      office.changes("a", "{\"priority\":\"Low\"}");
      CycleReport soon = office.sync();
      assertThat(soon.updated()).as("its fields do not wait").isEqualTo(1);
      assertThat(comments(office)).hasSize(1);
      office.sandbox.log().clear();
      assertThat(office.sync().unchanged()).isEqualTo(1);
      assertThat(office.writes()).isEmpty();
      office.restart();
      office.withClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(61)));
      assertThat(office.sync().updated()).isEqualTo(1);
      assertThat(comments(office)).hasSize(2);
    }
  }

  @Test
  void the_same_change_for_the_second_time_is_told_again() {
    try (Office office = office().with(Office.SYNC + ".comment-every", "0s")) {
      office.opens("a");
      office.sync();
      for (String priority : List.of("Critical", "High", "Critical")) {
        office.changes("a", "{\"priority\":\"" + priority + "\"}");
        office.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "POST", "/comments$"));
        office.sync();
        office.syncUntilSettled();
      }
      assertThat(comments(office)).hasSize(3);
    }
  }

  @Test
  void a_ticket_that_a_person_closed_gets_no_comment() {
    try (Office office = office()) {
      office.opens("a");
      office.sync();
      office.person("a", new PersonAction.Close());
      office.changes("a", "{\"priority\":\"Critical\"}");
      CycleReport report = office.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(comments(office)).isEmpty();
      assertThat(office.steps()).isEmpty();
    }
  }

  @Test
  void without_a_technician_there_are_no_comments() {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.sync();
      office.changes("a", "{\"priority\":\"Critical\"}");
      office.sync();
      office.resolves("a");
      office.sync();
      office.sync();
      assertThat(comments(office)).isEmpty();
      assertThat(office.ticketOf("a").status()).isEqualTo("Resolved");
    }
  }
}
