package dev.caravan.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first run on a tenant with 3,000 old alerts, with the default of max-creates. */
@Tag("soak")
class FirstRun {
  @TempDir Path folder;

  @Test
  void is_planned_capped_and_paced() {
    new Tenant(3_000, 1_000, 700, Duration.ofSeconds(3), Duration.ofSeconds(1)).proveIn(folder);
  }

  /**
   * What is found, and what is allowed.
   *
   * @param most creates in a cycle
   * @param limit calls that Atera allows in its window
   * @param margin more than a busy machine holds up a call between its departure and its arrival
   */
  record Tenant(int alerts, int most, int limit, Duration window, Duration margin) {
    void proveIn(Path folder) {
      long begun = System.nanoTime();
      try (TicketScenario here =
          new TicketScenario(folder, SandboxOptions.defaults().withRecords(20, 200, alerts))) {
        here.sandbox.atera().set(Map.of("requestLimit", limit, "windowMs", window.toMillis()));
        here.with("atera.requests-per-minute", Integer.toString(limit))
            .with("atera.limit-window", window.toMillis() + "ms")
            .with("atera.window-margin", margin.toMillis() + "ms")
            .with(TicketScenario.SYNC + ".max-creates", Integer.toString(most));
        plan(here);
        int cycles = run(here);

        assertThat(cycles).isEqualTo((alerts + most - 1) / most);
        assertThat(here.sandbox.atera().tickets()).hasSize(alerts);
        assertThat(here.sandbox.atera().tickets())
            .extracting(TicketSnapshot::marker)
            .doesNotHaveDuplicates();
        var use = here.sandbox.atera().windows().get("requests").use();
        System.out.printf(
            "%d tickets in %d cycles, %d s; peak %d of %d, refused %d%n",
            alerts,
            cycles,
            Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
            use.peak(),
            limit,
            use.refused());
        assertThat(use.peak()).isLessThanOrEqualTo(limit);
        assertThat(use.refused()).isZero();
      }
    }

    private void plan(TicketScenario here) {
      CycleReport plan = here.plan();
      assertThat(plan.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(plan.read()).isEqualTo(alerts);
      assertThat(plan.created()).isEqualTo(most);
      assertThat(plan.held()).isEqualTo(alerts - most);
      assertThat(plan.changes())
          .hasSize(most)
          .allSatisfy(change -> assertThat(change.path("op").asText()).isEqualTo("create"));
      assertThat(here.sandbox.atera().tickets()).isEmpty();
    }

    /** Cycles until nothing is held back; how many it took. */
    private int run(TicketScenario here) {
      try (CaravanRuntime caravan = here.start()) {
        int created = 0;
        int cycles = 0;
        while (created < alerts) {
          CycleReport report = caravan.syncs().run(TicketScenario.SYNC, 0);
          assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
          assertThat(report.created()).isBetween(1, most);
          assertThat(report.requests().get("atera").status429()).isZero();
          created += report.created();
          cycles++;
          assertThat(report.held()).isEqualTo(alerts - created);
        }
        CycleReport after = caravan.syncs().run(TicketScenario.SYNC, 0);
        assertThat(after.created()).isZero();
        assertThat(after.unchanged()).isEqualTo(alerts);
        return cycles;
      }
    }
  }
}
