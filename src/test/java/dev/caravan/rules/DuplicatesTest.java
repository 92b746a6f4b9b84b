package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.TicketScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two tickets with one marker: the oldest is kept. */
class DuplicatesTest {
  @TempDir Path folder;

  /** A ticket that is there twice, while its create is in doubt. */
  private static void twice(TicketScenario scenario) {
    scenario.opens("a");
    scenario.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", "/tickets$"));
    scenario.sync();
    TicketSnapshot first = scenario.ticketOf("a");
    scenario.sandbox.atera().createTicket(first.title(), first.description());
    assertThat(scenario.ticketsOf("a", 1)).hasSize(2);
  }

  private static TicketSnapshot oldest(TicketScenario scenario) {
    return scenario.ticketsOf("a", 1).stream()
        .min(java.util.Comparator.comparingLong(TicketSnapshot::id))
        .orElseThrow();
  }

  private static TicketSnapshot newest(TicketScenario scenario) {
    return scenario.ticketsOf("a", 1).stream()
        .max(java.util.Comparator.comparingLong(TicketSnapshot::id))
        .orElseThrow();
  }

  @Test
  void the_others_are_resolved_with_a_comment_that_names_the_one_that_is_kept() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0).with(TicketScenario.SYNC + ".technician-id", "9")) {
      twice(scenario);
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(report.closed()).isEqualTo(1);
      assertThat(oldest(scenario).open()).isTrue();
      assertThat(newest(scenario).status()).isEqualTo("Resolved");
      assertThat(newest(scenario).comments())
          .singleElement()
          .satisfies(
              comment ->
                  assertThat(comment.path("Comment").asText())
                      .contains("Ticket " + oldest(scenario).id() + " is kept"));
      assertThat(scenario.entry("a").targetId()).isEqualTo(String.valueOf(oldest(scenario).id()));
      assertThat(scenario.sync().unchanged()).isEqualTo(1);
    }
  }

  @Test
  void without_a_technician_they_are_resolved_without_a_comment() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      twice(scenario);
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(newest(scenario).status()).isEqualTo("Resolved");
      assertThat(newest(scenario).comments()).isEmpty();
    }
  }

  @Test
  void healing_that_was_cut_in_between_is_taken_up_without_a_second_comment() throws IOException {
    for (String path : List.of("/comments$", "/tickets/\\d+$")) {
      for (Kind kind : List.of(Kind.ANSWER_LOST, Kind.CUT_BEFORE)) {
        Path own = Files.createDirectory(folder.resolve(kind + "" + path.length()));
        try (TicketScenario scenario =
            TicketScenario.running(own, 0).with(TicketScenario.SYNC + ".technician-id", "9")) {
          twice(scenario);
          String method = path.startsWith("/comments") ? "POST" : "PUT";
          scenario.fault(Fault.of(kind).on("atera", method, path));
          assertThat(scenario.sync().outcome()).isEqualTo(Outcome.PARTIAL);
          assertThat(scenario.entry("a").state()).isEqualTo(State.OPEN);
          scenario.restart();
          assertThat(scenario.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
          assertThat(newest(scenario).status()).isEqualTo("Resolved");
          assertThat(newest(scenario).comments()).hasSize(1);
          assertThat(oldest(scenario).open()).isTrue();
        }
      }
    }
  }

  @Test
  void a_plan_shows_that_they_are_to_be_closed() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      twice(scenario);
      scenario.restart();
      scenario.sandbox.log().clear();
      CycleReport plan = scenario.plan();
      assertThat(plan.closed()).isEqualTo(1);
      assertThat(plan.changes())
          .filteredOn(change -> change.path("op").asText().equals("close"))
          .singleElement()
          .matches(
              change ->
                  change.path("targetId").asText().equals(String.valueOf(newest(scenario).id())));
      assertThat(scenario.writes()).isEmpty();
      assertThat(newest(scenario).open()).isTrue();
    }
  }

  @Test
  void one_that_the_target_refuses_to_close_is_a_dead_letter_and_stops_nothing() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      twice(scenario);
      scenario.opens("b");
      scenario.fault(
          Fault.status(400).on("atera", "PUT", "/tickets/" + newest(scenario).id() + "$").times(0));
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(List.of(report.created(), report.failed(), report.closed()))
          .containsExactly(1, 1, 0);
      assertThat(scenario.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.op()).isEqualTo(Op.DOUBLE))
          .satisfies(letter -> assertThat(letter.reason()).contains("400"));
      scenario.changes("a", "{\"priority\":\"Critical\"}");
      assertThat(scenario.sync().updated()).isEqualTo(1);
      assertThat(scenario.deadLetters())
          .as("the record's own changes say nothing of it")
          .hasSize(1);
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);

      scenario.sandbox.faults().clear();
      scenario.restart();
      scenario.with(TicketScenario.SYNC + ".comment-every", "59m");
      assertThat(scenario.sync().closed()).isEqualTo(1);
      assertThat(newest(scenario).open()).isFalse();
      assertThat(scenario.deadLetters()).isEmpty();
    }
  }

  @Test
  void each_double_that_the_target_refuses_to_close_is_a_dead_letter_of_its_own() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      twice(scenario);
      TicketSnapshot first = oldest(scenario);
      scenario.sandbox.atera().createTicket(first.title(), first.description());
      scenario.fault(Fault.status(400).on("atera", "PUT", "/tickets/").times(0));
      assertThat(scenario.sync().failed()).isEqualTo(2);
      assertThat(scenario.deadLetters()).hasSize(2);

      scenario.sandbox.faults().clear();
      scenario.fault(
          Fault.status(400).on("atera", "PUT", "/tickets/" + newest(scenario).id() + "$").times(0));
      scenario.restart();
      scenario.with(TicketScenario.SYNC + ".comment-every", "59m");
      assertThat(scenario.sync().closed()).isEqualTo(1);
      assertThat(scenario.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.doubleId()).isEqualTo("" + newest(scenario).id()));

      scenario.sandbox.faults().clear();
      scenario.restart();
      scenario.with(TicketScenario.SYNC + ".comment-every", "58m");
      assertThat(scenario.sync().closed()).isEqualTo(1);
      assertThat(scenario.deadLetters()).isEmpty();
      assertThat(scenario.tickets()).filteredOn(TicketSnapshot::open).containsExactly(first);
    }
  }

  @Test
  void one_that_a_person_works_on_is_not_to_be_closed() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      twice(scenario);
      scenario.sandbox.atera().person(newest(scenario).id(), new PersonAction.Assign(7));
      scenario.restart();
      CycleReport plan = scenario.plan();
      assertThat(plan.closed()).isZero();
      assertThat(plan.changes()).isEmpty();
    }
  }

  @Test
  void one_that_a_person_took_up_before_it_could_be_closed_stays() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      twice(scenario);
      scenario.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "PUT", "/tickets/"));
      assertThat(scenario.sync().closed()).isZero();
      scenario.sandbox.atera().person(newest(scenario).id(), new PersonAction.Assign(7));
      scenario.sync();
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.ticketsOf("a", 1)).allMatch(TicketSnapshot::open);
      assertThat(scenario.intents()).isEmpty();
    }
  }
}
