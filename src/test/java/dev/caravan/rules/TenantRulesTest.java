package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.State;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a tenant's own automation sets on a new ticket is not a person at work. */
class TenantRulesTest {
  private static final Map<String, Object> ASSIGN_AND_WAIT =
      Map.of("ruleTechnician", 7, "ruleStatus", "Pending");

  @TempDir Path folder;

  private TicketScenario scenario(Map<String, ?> rules) {
    TicketScenario scenario = TicketScenario.running(folder, 0);
    scenario.sandbox.atera().set(rules);
    return scenario.with(TicketScenario.SYNC + ".technician-id", "9");
  }

  private static CycleReport resolvesAndCloses(TicketScenario scenario) {
    scenario.resolves("a");
    scenario.sync();
    return scenario.sync();
  }

  @Test
  void a_ticket_that_a_rule_assigned_and_set_another_status_on_is_closed_with_its_alert() {
    try (TicketScenario scenario = scenario(ASSIGN_AND_WAIT)) {
      scenario.opens("a");
      scenario.sync();
      assertThat(scenario.ticketOf("a").status()).isEqualTo("Pending");
      assertThat(scenario.story("a")).contains("rules of the tenant", "Pending", "technician");

      CycleReport report = resolvesAndCloses(scenario);

      assertThat(scenario.ticketOf("a").status()).isEqualTo("Resolved");
      assertThat(report.closed()).isEqualTo(1);
      assertThat(report.held()).isZero();
    }
  }

  static Stream<PersonAction> afterwards() {
    return Stream.of(
        new PersonAction.Assign(8),
        new PersonAction.Assign(0),
        new PersonAction.Status("Waiting customer"),
        new PersonAction.Reopen(),
        new PersonAction.Work(15),
        new PersonAction.Comment("I am on it", false, false));
  }

  @ParameterizedTest
  @MethodSource("afterwards")
  void what_a_person_changes_after_the_rules_is_a_persons(PersonAction touch) {
    try (TicketScenario scenario = scenario(ASSIGN_AND_WAIT)) {
      scenario.opens("a");
      scenario.sync();
      scenario.person("a", touch);

      CycleReport report = resolvesAndCloses(scenario);

      assertThat(scenario.ticketOf("a").open()).isTrue();
      assertThat(report.closed()).as("what is left open is not closed").isZero();
    }
  }

  @Test
  void without_a_look_in_time_all_that_differs_counts_as_a_persons() {
    try (TicketScenario scenario = scenario(ASSIGN_AND_WAIT)) {
      scenario.opens("first");
      scenario.sync();
      scenario.fault(Fault.status(400).on("atera", "GET", "/lastmodified").times(0));
      scenario.opens("a");
      assertThat(scenario.sync().created()).isEqualTo(1);
      scenario.clock.jump(Duration.ofMinutes(3));
      scenario.sandbox.faults().clear();
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);

      CycleReport report = resolvesAndCloses(scenario);

      assertThat(scenario.ticketOf("a").open()).isTrue();
      assertThat(report.closed()).isZero();
    }
  }

  @Test
  void tickets_that_the_lists_do_not_show_yet_are_read_one_by_one() {
    try (TicketScenario scenario = scenario(ASSIGN_AND_WAIT)) {
      scenario.sandbox.atera().set(Map.of("searchLagMs", 60_000));
      scenario.opens("a");
      scenario.sync();
      resolvesAndCloses(scenario);
      assertThat(scenario.ticketOf("a").status()).isEqualTo("Resolved");
    }
  }

  @Test
  void the_look_costs_a_call_for_fifty_tickets() {
    try (TicketScenario scenario = scenario(ASSIGN_AND_WAIT)) {
      scenario.opens("first");
      scenario.sync();
      for (int i = 0; i < 120; i++) {
        scenario.opens("k" + i);
      }
      scenario.sandbox.log().clear();
      assertThat(scenario.sync().created()).isEqualTo(120);
      assertThat(scenario.sandbox.log().entries("atera", "GET", "/api/v3/tickets/"))
          .hasSizeLessThanOrEqualTo(3)
          .allMatch(read -> read.path().endsWith("/lastmodified"));
    }
  }

  @Test
  void a_ticket_left_open_is_held_back_and_never_closed() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      CycleReport report = assignedByAPerson(scenario);
      assertThat(report.held()).isEqualTo(1);
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.entry("a").state()).isEqualTo(State.CLOSED);
      assertThat(scenario.<List<String>>ledger(view -> words(view.story("a"))))
          .contains("left-open")
          .doesNotContain("closed");
    }
  }

  @Test
  void a_ticket_left_open_with_a_comment_is_counted_as_such_and_never_as_closed() {
    try (TicketScenario scenario = scenario(Map.of())) {
      CycleReport report = assignedByAPerson(scenario);
      assertThat(report.updated()).as("it got a comment").isEqualTo(1);
      assertThat(report.held()).isZero();
    }
  }

  private static CycleReport assignedByAPerson(TicketScenario scenario) {
    scenario.opens("a");
    scenario.sync();
    scenario.person("a", new PersonAction.Assign(7));
    CycleReport report = resolvesAndCloses(scenario);
    assertThat(scenario.ticketOf("a").open()).isTrue();
    assertThat(report.closed()).isZero();
    return report;
  }

  private static List<String> words(List<Event> story) {
    return story.stream().map(Event::event).toList();
  }

  @Test
  void a_priority_that_a_rule_overruled_is_corrected_once() {
    try (TicketScenario scenario = scenario(Map.of("rulePriority", "Low"))) {
      scenario.opens("a");
      scenario.sync();
      assertThat(scenario.ticketOf("a").priority()).isEqualTo("Low");
      assertThat(scenario.sync().updated()).isEqualTo(1);
      assertThat(scenario.ticketOf("a").priority()).isEqualTo("High");
      assertThat(scenario.sync().unchanged()).isEqualTo(1);
      assertThat(scenario.ticketOf("a").comments()).isEmpty();
    }
  }

  @Test
  void a_rule_that_overrules_the_correction_is_respected() {
    try (TicketScenario scenario = scenario(Map.of("rulePriority", "Low", "rulesOnUpdate", true))) {
      scenario.opens("a");
      scenario.sync();
      scenario.sync();
      scenario.sandbox.log().clear();
      assertThat(scenario.sync().unchanged()).isEqualTo(1);
      scenario.changes("a", "{\"priority\":\"Critical\"}");
      scenario.sync();
      scenario.changes("a", "{\"alertContext\":{\"diskName\":\"D:\"}}");
      scenario.sync();
      assertThat(scenario.writes())
          .filteredOn(write -> write.method().equals("PUT"))
          .noneSatisfy(write -> assertThat(write.body()).contains("TicketPriority"));
    }
  }

  @Test
  void a_priority_that_a_person_set_stays_when_only_the_title_changes() {
    try (TicketScenario scenario = scenario(Map.of())) {
      scenario.opens("a");
      scenario.sync();
      scenario.person("a", new PersonAction.Prioritize("Low"));
      scenario.changes("a", "{\"alertContext\":{\"diskName\":\"D:\"}}");
      scenario.sync();
      TicketSnapshot ticket = scenario.ticketOf("a");
      assertThat(ticket.title()).contains("D:");
      assertThat(ticket.priority()).isEqualTo("Low");
      scenario.changes("a", "{\"priority\":\"Critical\"}");
      scenario.sync();
      assertThat(scenario.ticketOf("a").priority()).isEqualTo("Low");
    }
  }
}
