package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.LateWrite;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.TicketScenario;
import dev.caravan.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes never write for the same sync. */
@Timeout(120)
class TwoProcessesTest {
  @TempDir Path folder;

  private static void awaitPosts(TicketScenario scenario, int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> scenario.sandbox.log().entries("atera", "POST", "/").size() >= count);
  }

  @Test
  void a_second_run_of_the_same_sync_ends_with_4_and_says_who_holds_it() throws Exception {
    try (TicketScenario scenario = TicketScenario.running(folder, 40);
        CaravanRuntime other = scenario.start()) {
      scenario.fault(
          Fault.of(Kind.SLOW).on("atera", "POST", "/tickets$").times(0).withDelayMs(300));
      CompletableFuture<CycleReport> first = CompletableFuture.supplyAsync(scenario::sync);
      awaitPosts(scenario, 1);
      CycleReport second = other.syncs().run(TicketScenario.SYNC, 0);
      assertThat(second.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(second.outcome().exitCode()).isEqualTo(4);
      assertThat(second.error())
          .contains("already running", "process " + ProcessHandle.current().pid());
      assertThat(second.planned()).as("it has no changes to show").isFalse();
      assertThat(first.get().created()).isEqualTo(40);
      assertThat(other.syncs().run(TicketScenario.SYNC, 0).unchanged()).isEqualTo(40);
      assertThat(scenario.tickets()).hasSize(40);
    }
  }

  @Test
  void a_cycle_that_was_overtaken_stops_writing_and_the_next_one_finds_what_it_did()
      throws Exception {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 100).with("atera.parallel-calls", "2")) {
      scenario.caravan();
      scenario.fault(Fault.of(Kind.SLOW).on("atera", "POST", "/tickets$").times(0).withDelayMs(50));
      CompletableFuture<CycleReport> overtaken = CompletableFuture.supplyAsync(scenario::sync);
      awaitPosts(scenario, 6);
      scenario.caravan().ledger().begin(TicketScenario.SYNC);
      CycleReport report = overtaken.get();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.error()).contains("overtaken");
      int posted = scenario.sandbox.log().entries("atera", "POST", "/").size();
      assertThat(posted).isLessThan(20);
      scenario.sandbox.faults().clear();
      assertThat(scenario.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.tickets()).hasSize(100);
      for (String key : scenario.openKeys()) {
        scenario.ticketOf(key);
      }
    }
  }

  @Test
  void a_create_that_arrived_too_late_to_be_found_does_not_stay_beside_the_one_sent_again()
      throws Exception {
    try (TicketScenario scenario = TicketScenario.running(folder, 1);
        CaravanRuntime other = scenario.start()) {
      scenario.caravan();
      scenario.sandbox.atera().set(Map.of("searchLagMs", 3_600_000));
      scenario.fault(Fault.of(Kind.SLOW).on("atera", "POST", "/tickets$").withDelayMs(4000));
      CompletableFuture<CycleReport> frozen = CompletableFuture.supplyAsync(scenario::sync);
      awaitPosts(scenario, 1);
      // What the others see of a process that is frozen for longer than its lease.
      scenario.caravan().ledger().begin(TicketScenario.SYNC);
      expireLocks(scenario);
      for (int i = 0; i < 10 && scenario.tickets().size() < 2; i++) {
        other.syncs().run(TicketScenario.SYNC, 0);
        scenario.clock.jump(Duration.ofMinutes(5));
      }
      assertThat(scenario.tickets()).as("nothing could know of the first one").hasSize(2);
      assertThat(frozen.get().error()).contains("overtaken");
      other.syncs().run(TicketScenario.SYNC, 0);
      List<TicketSnapshot> tickets = scenario.tickets();
      assertThat(tickets.stream().filter(TicketSnapshot::open)).hasSize(1);
      assertThat(other.syncs().run(TicketScenario.SYNC, 0).outcome()).isEqualTo(Outcome.COMPLETE);
      List<LateWrite> late = scenario.ledger(view -> view.lateWrites().all());
      assertThat(late).isEmpty();
    }
  }

  @Test
  void a_create_that_was_only_looked_for_when_it_was_done_is_taken_up_without_another_one()
      throws Exception {
    try (TicketScenario scenario = TicketScenario.running(folder, 1);
        CaravanRuntime other = scenario.start()) {
      scenario.caravan();
      scenario.sandbox.atera().set(Map.of("searchLagMs", 3_600_000));
      scenario.fault(Fault.of(Kind.SLOW).on("atera", "POST", "/tickets$").withDelayMs(1500));
      CompletableFuture<CycleReport> frozen = CompletableFuture.supplyAsync(scenario::sync);
      awaitPosts(scenario, 1);
      scenario.caravan().ledger().begin(TicketScenario.SYNC);
      expireLocks(scenario);
      assertThat(frozen.get().error()).contains("overtaken");
      assertThat(other.syncs().run(TicketScenario.SYNC, 0).outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.tickets()).hasSize(1);
      assertThat(other.syncs().run(TicketScenario.SYNC, 0).unchanged()).isEqualTo(1);
    }
  }

  private static void expireLocks(TicketScenario scenario) {
    try (Store store = Store.open(scenario.settings().store())) {
      store.ledger().write(handle -> handle.execute("UPDATE shedlock SET lock_until = 0"));
    }
  }

  @Test
  void when_outcomes_cannot_be_written_down_the_cycle_stops_before_its_next_call()
      throws Exception {
    try (TicketScenario scenario =
            TicketScenario.running(folder, 100).with("atera.parallel-calls", "2");
        Store store = Store.open(scenario.settings().store())) {
      scenario.caravan();
      scenario.fault(Fault.of(Kind.SLOW).on("atera", "POST", "/tickets$").times(0).withDelayMs(50));
      CompletableFuture<CycleReport> failing = CompletableFuture.supplyAsync(scenario::sync);
      awaitPosts(scenario, 6);
      store.ledger().write(handle -> handle.execute("ALTER TABLE step RENAME TO step_away"));
      CycleReport report = failing.get();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.error()).isNotBlank();
      assertThat(scenario.sandbox.log().entries("atera", "POST", "/").size()).isLessThan(20);
      store.ledger().write(handle -> handle.execute("ALTER TABLE step_away RENAME TO step"));
      scenario.sandbox.faults().clear();
      scenario.restart();
      assertThat(scenario.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.tickets()).hasSize(100);
      for (String key : scenario.openKeys()) {
        scenario.ticketOf(key);
      }
    }
  }

  @Test
  void a_store_that_fails_at_once_is_an_aborted_cycle_and_not_a_crash() {
    try (TicketScenario scenario = TicketScenario.running(folder, 3);
        Store store = Store.open(scenario.settings().store())) {
      scenario.sync();
      store.ledger().write(handle -> handle.execute("ALTER TABLE sync RENAME TO sync_away"));
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      store.ledger().write(handle -> handle.execute("ALTER TABLE sync_away RENAME TO sync"));
      assertThat(scenario.sync().unchanged()).isEqualTo(3);
    }
  }
}
