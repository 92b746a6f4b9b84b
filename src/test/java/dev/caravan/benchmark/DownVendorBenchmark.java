package dev.caravan.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cli.process.Schedule;
import dev.caravan.cli.process.StopRequest;
import dev.caravan.cycle.CycleReport;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cycles of a sync whose vendor is well, beside more syncs of one that is not than there are
 * places for cycles.
 */
@Tag("benchmark")
class DownVendorBenchmark {
  private static final int TROUBLED = 6;
  private static final int PLACES = 4;
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration WATCHED = Duration.ofSeconds(45);
  private static final String WELL = "well-alerts";
  private static final List<String> SICK =
      IntStream.range(0, TROUBLED).mapToObj(i -> "sick-" + i).toList();

  @TempDir Path folder;

  /**
   * What was seen of the sync whose vendor is well.
   *
   * @param cycles complete ones in the time that was watched
   * @param medianMillis of how long they took
   */
  private record WellCycles(int cycles, long medianMillis) {
    static WellCycles of(List<CycleReport> reports) {
      List<Long> millis = reports.stream().map(it -> it.duration().toMillis()).sorted().toList();
      return new WellCycles(millis.size(), millis.isEmpty() ? -1 : millis.get(millis.size() / 2));
    }
  }

  @Test
  void cycles_of_others_come_as_often_and_take_no_longer() throws Exception {
    WellCycles alone = watch("alone", List.of());
    WellCycles down = watch("down", faults(Fault.status(503)));
    WellCycles refused = watch("refused", faults(Fault.status(401)));
    WellCycles drips = watch("drips", faults(Fault.of(Fault.Kind.DRIP).withDelayMs(100)));
    WellCycles slow = watch("slow", faults(Fault.of(Fault.Kind.SLOW).withDelayMs(20_000)));
    for (WellCycles troubled : List.of(down, refused, drips, slow)) {
      // A cycle is known to wait for its vendor after ten seconds.
      assertThat(troubled.cycles()).isGreaterThanOrEqualTo(alone.cycles() - 3);
      assertThat(troubled.medianMillis()).isLessThanOrEqualTo(alone.medianMillis() * 3 / 2 + 50);
    }
  }

  private static List<Fault> faults(Fault kind) {
    return SICK.stream().map(account -> kind.times(0).on(account, null, "/")).toList();
  }

  private WellCycles watch(String name, List<Fault> trouble) throws Exception {
    SandboxOptions vendors =
        SandboxOptions.defaults()
            .withAccounts(
                Map.of(
                    "datto-rmm", Stream.concat(Stream.of("datto", "well"), SICK.stream()).toList()))
            .withRecords(2, 10, 20);
    try (TicketScenario here =
        new TicketScenario(Files.createDirectory(folder.resolve(name)), vendors)) {
      trouble.forEach(here.sandbox.faults()::add);
      for (String account : Stream.concat(Stream.of("well"), SICK.stream()).toList()) {
        here.sandbox.account(account).set(Map.of("apiKey", "key-of-" + account));
        here.with(account + ".vendor", "datto-rmm")
            .with(account + ".base-url", here.sandbox.uri() + "/" + account)
            .with(account + ".api-key", "key-of-" + account)
            .with(account + ".secret", "sandbox-secret")
            .with(account + "-alerts.pipe", TicketScenario.SYNC)
            .with(account + "-alerts.source-account", account)
            .with(account + "-alerts.end-user-id", "128")
            .with(account + "-alerts.every", EVERY.toSeconds() + "s");
      }
      ConcurrentLinkedQueue<CycleReport> seen = new ConcurrentLinkedQueue<>();
      List<String> syncs =
          Stream.concat(Stream.of(WELL), SICK.stream().map(account -> account + "-alerts"))
              .toList();
      try (StopRequest stop = StopRequest.listen();
          CaravanRuntime caravan =
              CaravanRuntime.start(RuntimeSpec.of(here.settings(), syncs).toRun())) {
        Schedule schedule = new Schedule(caravan, PLACES, stop, seen::add, report -> {});
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> run(schedule));
        stop.await(WATCHED);
        stop.ask();
        running.get(60, TimeUnit.SECONDS);
      }
      WellCycles well =
          WellCycles.of(
              seen.stream()
                  .filter(report -> report.sync().equals(WELL) && report.error() == null)
                  .toList());
      System.out.printf("beside %d that are %s: %s%n", trouble.size(), name, well);
      return well;
    }
  }

  private static void run(Schedule schedule) {
    try {
      schedule.runUntilStopped();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
