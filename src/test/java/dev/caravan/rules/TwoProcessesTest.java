package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.TicketScenario;
import dev.caravan.store.Store;
import java.nio.file.Path;
import java.time.Duration;
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
