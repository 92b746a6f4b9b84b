package dev.caravan.rules;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.CycleTurn;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import dev.caravan.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A vendor that is down costs one call an interval, and the syncs of others go on. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
class DownVendorTest {
  private static final String OTHER = "emea-alerts";
  private static final Duration EVERY = Duration.ofMinutes(1);

  @TempDir Path folder;
  private final AtomicLong later = new AtomicLong();

  private TicketScenario scenario() {
    SandboxOptions vendors =
        SandboxOptions.defaults()
            .withAccounts(Map.of("datto-rmm", List.of("datto", "emea")))
            .withRecords(1, 5, 3);
    TicketScenario here = new TicketScenario(folder, vendors);
    return here.with("emea.vendor", "datto-rmm")
        .with("emea.base-url", here.sandbox.uri() + "/emea")
        .with("emea.api-key", "sandbox-key")
        .with("emea.secret", "sandbox-secret")
        .with(OTHER + ".pipe", SYNC)
        .with(OTHER + ".source-account", "emea")
        .with(OTHER + ".end-user-id", "128")
        .with(SYNC + ".every", EVERY.toSeconds() + "s");
  }

  /** The next turn, and that the interval is over is how the store and the process see it. */
  private CycleReport turn(TicketScenario here, CaravanRuntime caravan, String sync) {
    try (Store store = Store.open(here.settings().store())) {
      store.ledger().write(handle -> handle.execute("UPDATE sync SET turn_at = 0"));
    }
    CycleTurn turn = caravan.syncs().turn(sync);
    assertThat(turn).isInstanceOf(CycleTurn.Ran.class);
    return ((CycleTurn.Ran) turn).report();
  }

  @Test
  void it_is_asked_once_an_interval_says_so_once_and_the_others_go_on() {
    try (TicketScenario here = scenario()) {
      here.sandbox.faults().add(Fault.status(503).times(0).on("datto", "GET", "/api"));
      RuntimeSpec spec =
          RuntimeSpec.of(here.settings(), List.of(SYNC, OTHER))
              .withNanos(() -> System.nanoTime() + later.get());
      try (CaravanRuntime caravan = CaravanRuntime.start(spec)) {
        CycleReport first = turn(here, caravan, SYNC);
        assertThat(first.error()).contains("answered 503");
        assertThat(first.heldBack()).isFalse();
        long asked = here.sandbox.log().total("datto");

        CycleReport second = turn(here, caravan, SYNC);
        assertThat(second.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(second.heldBack()).isTrue();
        assertThat(here.sandbox.log().total("datto")).isEqualTo(asked);
        assertThat(turn(here, caravan, OTHER).outcome()).isEqualTo(Outcome.COMPLETE);

        later.addAndGet(EVERY.toNanos());
        CycleReport probing = turn(here, caravan, SYNC);
        assertThat(probing.heldBack()).isTrue();
        assertThat(here.sandbox.log().total("datto")).isEqualTo(asked + 1);

        here.sandbox.faults().clear();
        assertThat(caravan.syncs().run(SYNC, 0).outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(turn(here, caravan, SYNC).outcome()).isEqualTo(Outcome.COMPLETE);
      }
    }
  }

  private enum VendorTrouble {
    DOWN(Fault.status(503).times(0).on("datto", "GET", "/api")),
    SLOW(Fault.of(Fault.Kind.SLOW).withDelayMs(15_000).times(0).on("datto", "GET", "/api")),
    REFUSES(Fault.status(401).times(0).on("datto", "POST", "/auth/oauth/token"));

    private final Fault fault;

    VendorTrouble(Fault fault) {
      this.fault = fault;
    }
  }

  @ParameterizedTest
  @EnumSource(VendorTrouble.class)
  void its_trouble_costs_the_syncs_of_others_nothing(VendorTrouble trouble) throws Exception {
    try (TicketScenario here = scenario()) {
      here.sandbox.faults().add(trouble.fault);
      try (CaravanRuntime caravan =
          CaravanRuntime.start(RuntimeSpec.of(here.settings(), List.of(SYNC, OTHER)))) {
        CompletableFuture<CycleReport> troubled =
            CompletableFuture.supplyAsync(() -> caravan.syncs().run(SYNC, 0));
        await().until(() -> here.sandbox.log().total("datto") > 0);

        CycleReport first = caravan.syncs().run(OTHER, 0);
        CycleReport second = caravan.syncs().run(OTHER, 0);

        assertThat(List.of(first.outcome(), second.outcome())).containsOnly(Outcome.COMPLETE);
        assertThat(List.of(first.created(), second.unchanged())).containsExactly(3, 3);
        for (CycleReport report : List.of(first, second)) {
          // The transactions of the budget count, too; a call that waited for the vendor takes 15
          // s.
          assertThat(report.requests().values()).allMatch(calls -> calls.throttledMillis() < 2_000);
        }
        if (trouble == VendorTrouble.SLOW) {
          assertThat(troubled).as("waited for").isNotDone();
          here.sandbox.faults().clear();
        }
        assertThat(troubled.get().outcome())
            .isEqualTo(trouble == VendorTrouble.SLOW ? Outcome.COMPLETE : Outcome.ABORTED);
      }
    }
  }
}
