package dev.caravan.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes of {@code run} on one store. */
@Timeout(90)
abstract class ReplicaTurnsContract {
  private static final Duration EVERY = Duration.ofMillis(500);
  private static final int REPLICAS = 3;

  @TempDir Path folder;

  abstract String storeUrl();

  @Test
  void together_they_begin_no_cycle_earlier_than_every_after_the_last_one() throws Exception {
    try (TicketScenario here =
            new TicketScenario(folder, SandboxOptions.defaults().withRecords(1, 5, 3))
                .with("caravan.store.url", storeUrl())
                .with(TicketScenario.SYNC + ".every", EVERY.toMillis() + "ms");
        StopRequest stop = StopRequest.listen()) {
      Queue<CycleReport> reports = new ConcurrentLinkedQueue<>();
      List<CaravanRuntime> replicas = new ArrayList<>();
      try {
        for (int i = 0; i < REPLICAS; i++) {
          replicas.add(here.start());
        }
        long began = System.nanoTime();
        List<CompletableFuture<Void>> running =
            replicas.stream().map(each -> run(each, stop, reports)).toList();
        stop.await(EVERY.multipliedBy(8));
        stop.ask();
        for (CompletableFuture<Void> each : running) {
          each.get(20, TimeUnit.SECONDS);
        }
        long intervals = (System.nanoTime() - began) / EVERY.toNanos();
        assertThat(replicas.get(0).ledger().lastCycle(TicketScenario.SYNC))
            .isBetween(intervals / 2, intervals + 1);
        assertThat(reports).allMatch(report -> report.error() == null);
      } finally {
        replicas.forEach(CaravanRuntime::close);
      }
    }
  }

  private static CompletableFuture<Void> run(
      CaravanRuntime caravan, StopRequest stop, Queue<CycleReport> reports) {
    Schedule schedule = new Schedule(caravan, 4, stop, report -> {}, reports::add);
    return CompletableFuture.runAsync(
        () -> {
          try {
            schedule.runUntilStopped();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
