package dev.caravan.vendors.ninox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.wire.RollingWindow;
import dev.caravan.scenario.RowScenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Both syncs in one process, on one Datto account whose limit is too small for the inventory. */
@Timeout(120)
class SharedAccountTest {
  private static final String ALERTS = "datto-alerts-to-atera-tickets";
  private static final int LIMIT = 30;
  private static final Duration WINDOW = Duration.ofSeconds(10);

  /** What an inventory may use of a window while alerts are read too. */
  private static final int SHARE = LIMIT * 8 / 10;

  /** Our budget counts the call for the token among the reads, the vendor does not. */
  private static final int SEEN = SHARE - 1;

  private static final int DEVICES = 400;
  private static final int PER_PAGE = 10;

  @TempDir Path folder;

  @Test
  void alerts_do_not_wait_for_an_inventory_and_both_stay_within_the_limit() throws Exception {
    try (RowScenario here = new RowScenario(folder, DEVICES)) {
      here.sandbox
          .datto()
          .set(Map.of("readLimit", LIMIT, "windowMs", WINDOW.toMillis(), "maxPage", PER_PAGE));
      here.sandbox.datto().openAlerts(2 * PER_PAGE);
      here.with("datto.reads-per-minute", "" + LIMIT)
          .with("datto.limit-window", WINDOW.toSeconds() + "s")
          .with("datto.window-margin", "500ms")
          .with("caravan.syncs", ALERTS + "," + RowScenario.SYNC);
      try (var caravan = here.start(ALERTS, RowScenario.SYNC)) {
        assertThat(caravan.syncs().run(ALERTS, 0).created()).isEqualTo(2 * PER_PAGE);
        CompletableFuture<CycleReport> inventory =
            CompletableFuture.supplyAsync(() -> caravan.syncs().run(RowScenario.SYNC, 0));
        await().atMost(Duration.ofSeconds(30)).until(() -> reads(here).used() >= SEEN);

        long asked = System.nanoTime();
        CycleReport alerts = caravan.syncs().run(ALERTS, 0);
        Duration whole = Duration.ofNanos(System.nanoTime() - asked);

        assertThat(devicePages(here)).as("it is still read").isLessThan(DEVICES / PER_PAGE);
        assertThat(alerts.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(alerts.unchanged()).isEqualTo(2 * PER_PAGE);
        assertThat(whole).isLessThan(Duration.ofSeconds(2));

        CycleReport rows = inventory.get(60, TimeUnit.SECONDS);
        assertThat(rows.error()).isNull();
        assertThat(rows.created()).isEqualTo(DEVICES);
      }
      assertThat(here.rowsBy("ExternalRef")).hasSize(DEVICES);
      assertThat(here.sandbox.atera().tickets()).hasSize(2 * PER_PAGE);
      assertThat(reads(here).peak()).isBetween(SEEN, LIMIT);
      assertThat(reads(here).refused()).isZero();
    }
  }

  private static RollingWindow.WindowUse reads(RowScenario here) {
    return here.sandbox.datto().windows().get("read").use();
  }

  private static long devicePages(RowScenario here) {
    return here.sandbox.log().entries("datto", "GET", "/api/v2/account/devices").size();
  }
}
