package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new ticket that its own cycle could not look at is looked at by the next one, if in time. */
@Timeout(120)
class LateLookTest {
  private static final Duration IN_TIME = Duration.ofSeconds(90);
  private static final Duration TOO_LATE = Duration.ofSeconds(150);

  @TempDir Path folder;

  /** A tenant whose rules touch every new ticket, and a ledger that has seen a cycle. */
  private TicketScenario scenario() {
    TicketScenario scenario = TicketScenario.running(folder, 0);
    scenario
        .sandbox
        .atera()
        .set(Map.of("ruleTechnician", 7, "ruleStatus", "Pending", "rulePriority", "Low"));
    scenario.sync();
    return scenario;
  }

  private static void nextCycle(TicketScenario scenario, Duration later) {
    scenario.sandbox.faults().clear();
    scenario.clock.jump(later);
    assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
  }

  private static void isNobodys(TicketScenario scenario) {
    assertThat(scenario.sync().updated()).as("the priority is corrected").isEqualTo(1);
    assertThat(scenario.ticketOf("a").priority()).isEqualTo("High");
    assertThat(closed(scenario)).isEqualTo(1);
    assertThat(scenario.ticketOf("a").status()).isEqualTo("Resolved");
  }

  private static void isAPersons(TicketScenario scenario) {
    assertThat(scenario.sync().updated()).as(scenario.story("a")).isZero();
    assertThat(closed(scenario)).isZero();
    assertThat(scenario.ticketOf("a").open()).isTrue();
  }

  private static int closed(TicketScenario scenario) {
    scenario.resolves("a");
    scenario.sync();
    CycleReport report = scenario.sync();
    return report.closed();
  }

  private static void looksFail(TicketScenario scenario) {
    scenario.fault(Fault.status(400).on("atera", "GET", "/lastmodified").times(0));
    scenario.opens("a");
    assertThat(scenario.sync().created()).isEqualTo(1);
  }

  @Test
  void a_look_that_failed_is_taken_by_the_next_cycle() {
    try (TicketScenario scenario = scenario()) {
      looksFail(scenario);
      nextCycle(scenario, IN_TIME);
      isNobodys(scenario);
    }
  }

  @Test
  void a_look_that_failed_is_taken_by_another_process_where_lists_are_late() {
    try (TicketScenario scenario = scenario()) {
      scenario.sandbox.atera().set(Map.of("searchLagMs", 3_600_000));
      looksFail(scenario);
      scenario.restart();
      nextCycle(scenario, IN_TIME);
      isNobodys(scenario);
    }
  }

  @Test
  void a_look_that_failed_is_not_taken_when_it_is_too_late() {
    try (TicketScenario scenario = scenario()) {
      looksFail(scenario);
      nextCycle(scenario, TOO_LATE);
      isAPersons(scenario);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 32, 60})
  void a_clock_that_was_set_back_makes_no_look_in_time(int minutes) {
    try (TicketScenario scenario = scenario()) {
      looksFail(scenario);
      scenario.own.jump(Duration.ofMinutes(-minutes));
      nextCycle(scenario, Duration.ofMinutes(31));
      isAPersons(scenario);
    }
  }

  @Test
  void a_process_that_is_killed_between_create_and_look_leaves_the_look_to_the_next()
      throws Exception {
    try (TicketScenario scenario = scenario()) {
      scenario.fault(
          Fault.of(Kind.SLOW).on("atera", "GET", "/lastmodified").times(0).withDelayMs(5000));
      scenario.opens("a");
      AtomicLong opened = new AtomicLong();
      boolean alive =
          scenario.killed(
              1,
              () -> {
                if (!scenario.tickets().isEmpty()) {
                  opened.compareAndSet(0, System.nanoTime());
                }
                return opened.get() != 0
                    && System.nanoTime() - opened.get() > TimeUnit.SECONDS.toNanos(2);
              });
      assertThat(alive).as("killed in its work").isTrue();
      nextCycle(scenario, Duration.ZERO);
      isNobodys(scenario);
    }
  }

  @Test
  void a_ticket_that_was_in_doubt_is_looked_at_when_it_is_found() {
    try (TicketScenario scenario = scenario()) {
      inDoubt(scenario);
      nextCycle(scenario, IN_TIME);
      isNobodys(scenario);
    }
  }

  @Test
  void a_ticket_that_was_in_doubt_for_longer_is_a_persons() {
    try (TicketScenario scenario = scenario()) {
      inDoubt(scenario);
      nextCycle(scenario, TOO_LATE);
      isAPersons(scenario);
    }
  }

  @Test
  void what_counts_is_when_the_ticket_was_opened_and_not_when_it_was_looked_for() {
    try (TicketScenario scenario = scenario().with("atera.index-lag", "30s")) {
      scenario.restart();
      scenario.sandbox.atera().set(Map.of("searchLagMs", 100_000));
      inDoubt(scenario);
      scenario.clock.jump(Duration.ofMinutes(1));
      assertThat(scenario.sync().inDoubt()).isEqualTo(1);
      nextCycle(scenario, IN_TIME);
      isAPersons(scenario);
    }
  }

  private static void inDoubt(TicketScenario scenario) {
    scenario.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", "/tickets$"));
    scenario.opens("a");
    assertThat(scenario.sync().inDoubt()).isEqualTo(1);
  }

  @Test
  void a_ticket_that_an_older_ledger_does_not_know_is_looked_at_when_it_is_found() {
    try (TicketScenario scenario = scenario()) {
      scenario.backsUp();
      scenario.opens("a");
      assertThat(scenario.sync().created()).isEqualTo(1);
      scenario.restoresTheBackup();
      nextCycle(scenario, IN_TIME);
      assertThat(closed(scenario)).isEqualTo(1);
    }
  }
}
