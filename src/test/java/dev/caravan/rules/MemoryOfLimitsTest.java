package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.State;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may end without confirmation is counted over an hour, whatever a process remembers. */
@Execution(ExecutionMode.CONCURRENT)
class MemoryOfLimitsTest {
  private static final String ONE = "/tickets/\\d+$";

  @TempDir Path folder;

  private static List<String> keys(int count) {
    return IntStream.range(0, count).mapToObj(i -> "a" + i).toList();
  }

  private static int in(TicketScenario scenario, State state) {
    return scenario.<Integer>ledger(view -> view.entries().count(state));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_fifth_of_the_tickets_is_closed_an_hour_and_not_a_cycle(boolean restarted) {
    try (TicketScenario scenario = TicketScenario.running(folder, 200)) {
      scenario.sync();
      List<String> keys = scenario.openKeys();
      for (int cycle = 0; cycle < 5; cycle++) {
        keys.subList(25 * cycle, 25 * cycle + 25).forEach(scenario::vanishes);
        scenario.sync();
        if (restarted) {
          scenario.restart();
        }
      }
      assertThat(in(scenario, State.OPEN)).isEqualTo(175);
      CycleReport guarded = scenario.sync();
      assertThat(guarded.outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(guarded.error()).contains("40 are allowed in an hour, and 25 were made");
      assertThat(in(scenario, State.OPEN)).isEqualTo(175);
    }
  }

  @Test
  void a_guard_that_is_not_needed_any_more_clears_itself() {
    try (TicketScenario scenario = TicketScenario.running(folder, 40)) {
      scenario.sync();
      List<String> keys = scenario.openKeys();
      keys.subList(0, 10).forEach(scenario::vanishes);
      scenario.sync();
      assertThat(scenario.sync().closed()).isEqualTo(10);
      keys.subList(10, 15).forEach(scenario::vanishes);
      scenario.sync();
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.GUARDED);
      scenario.clock.jump(Duration.ofMinutes(61));
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(report.closed()).isEqualTo(5);
    }
  }

  @Test
  void what_the_operator_accepted_takes_nothing_from_what_is_allowed() {
    try (TicketScenario scenario = TicketScenario.running(folder, 40)) {
      scenario.sync();
      List<String> keys = scenario.openKeys();
      keys.subList(0, 20).forEach(scenario::vanishes);
      scenario.sync();
      assertThat(scenario.syncAccepting(20).closed()).isEqualTo(20);
      keys.subList(20, 25).forEach(scenario::vanishes);
      scenario.sync();
      assertThat(scenario.sync().closed()).isEqualTo(5);
    }
  }

  @Test
  void a_close_that_is_tried_again_counts_once() {
    try (TicketScenario scenario = TicketScenario.running(folder, 40)) {
      scenario.sync();
      scenario.openKeys().subList(0, 10).forEach(scenario::vanishes);
      scenario.sync();
      scenario.fault(Fault.status(429).on("atera", "PUT", "/").times(0));
      scenario.sync();
      scenario.sandbox.faults().clear();
      scenario.clock.jump(Duration.ofMinutes(5));
      scenario.sync();
      assertThat(in(scenario, State.OPEN)).isEqualTo(30);
    }
  }

  @Test
  void tickets_that_answer_404_a_few_a_cycle_are_not_all_believed() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      keys(20).forEach(scenario::opens);
      scenario.sync();
      scenario.fault(Fault.status(404).on("atera", "GET", ONE).times(0));
      for (int cycle = 0; cycle < 5; cycle++) {
        keys(4 * cycle + 4)
            .subList(4 * cycle, 4 * cycle + 4)
            .forEach(key -> scenario.changes(key, "{\"priority\":\"Critical\"}"));
        CycleReport report = scenario.sync();
        assertThat(report.outcome()).isEqualTo(cycle == 0 ? Outcome.COMPLETE : Outcome.GUARDED);
      }
      assertThat(in(scenario, State.OPEN)).isEqualTo(16);
      scenario.sandbox.faults().clear();
      scenario.sync();
      assertThat(scenario.ticketOf("a19").priority()).isEqualTo("Critical");
    }
  }

  @Test
  void tickets_that_people_removed_are_ten_an_hour_or_a_fifth() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      keys(30).forEach(scenario::opens);
      scenario.sync();
      keys(12).forEach(key -> scenario.person(key, new PersonAction.Delete()));
      keys(30).forEach(key -> scenario.changes(key, "{\"priority\":\"Critical\"}"));
      CycleReport guarded = scenario.sync();
      assertThat(guarded.outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(guarded.error()).contains("12 ", "10 are allowed", "max-closes");
      assertThat(guarded.updated()).isEqualTo(18);
      assertThat(in(scenario, State.OPEN)).isEqualTo(30);
      CycleReport accepting = scenario.syncAccepting(12);
      assertThat(accepting.outcome()).as("that lets closes through").isEqualTo(Outcome.GUARDED);
      assertThat(in(scenario, State.OPEN)).isEqualTo(30);
    }
  }
}
