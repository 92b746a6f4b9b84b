package dev.caravan.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who reads alerts does not stand in the queue behind an inventory. */
@Timeout(120)
class AdmissionTest {
  private static final int INVENTORY = 600;
  private static final int LIMIT = 300;
  private static final Duration WINDOW = Duration.ofSeconds(5);

  /** An inventory may fill so much of a window; then it waits. One read goes before it. */
  private static final int SHARE = LIMIT * 8 / 10;

  @TempDir Path folder;

  @Test
  void an_alert_page_in_the_middle_of_an_inventory_waits_less_than_two_seconds() throws Exception {
    try (TicketScenario here =
        new TicketScenario(folder, SandboxOptions.defaults().withRecords(3, 30, 30))) {
      here.sandbox.datto().set(Map.of("readLimit", LIMIT, "windowMs", WINDOW.toMillis()));
      here.with("datto.reads-per-minute", Integer.toString(LIMIT))
          .with("datto.limit-window", WINDOW.toSeconds() + "s")
          .with("datto.window-margin", "500ms")
          .with("caravan.syncs", TicketScenario.SYNC);
      try (CaravanRuntime caravan = here.start()) {
        ProducerTemplate template = caravan.camel().createProducerTemplate();
        String base = here.sandbox.uri() + "/datto/api/v2/account";
        read(template, base, "alerts");
        ExecutorService inventory = Executors.newFixedThreadPool(8);
        try {
          CountDownLatch full = new CountDownLatch(SHARE - 1);
          List<CompletableFuture<Void>> calls = new ArrayList<>();
          for (int i = 0; i < INVENTORY; i++) {
            calls.add(
                CompletableFuture.runAsync(
                    () -> {
                      read(template, base + "/devices?page=0&max=1", "inventory");
                      full.countDown();
                    },
                    inventory));
          }
          assertThat(full.await(60, TimeUnit.SECONDS)).isTrue();

          long asked = System.nanoTime();
          read(template, base + "/alerts/open?page=0&max=250", "alerts");
          Duration page = Duration.ofNanos(System.nanoTime() - asked);
          asked = System.nanoTime();
          CycleReport cycle = caravan.syncs().run(TicketScenario.SYNC, 0);
          Duration whole = Duration.ofNanos(System.nanoTime() - asked);

          assertThat(calls).as("the inventory is still on its way").anyMatch(c -> !c.isDone());
          assertThat(page).isLessThan(Duration.ofSeconds(2));
          assertThat(cycle.outcome()).isEqualTo(Outcome.COMPLETE);
          assertThat(cycle.created()).isEqualTo(30);
          assertThat(cycle.requests().get("datto").throttledMillis()).isLessThan(2000);
          CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
              .get(60, TimeUnit.SECONDS);
          var use = here.sandbox.datto().windows().get("read").use();
          System.out.printf(
              "alert page %d ms, alert cycle %d ms in the middle of %d inventory calls;"
                  + " peak %d of %d, refused %d%n",
              page.toMillis(), whole.toMillis(), INVENTORY, use.peak(), LIMIT, use.refused());
          assertThat(use.peak()).isLessThanOrEqualTo(LIMIT);
          assertThat(use.refused()).isZero();
        } finally {
          inventory.shutdownNow();
        }
      }
    }
  }

  private static void read(ProducerTemplate template, String url, String priority) {
    Exchange answer =
        template.send(
            "direct:datto-rmm-read",
            exchange -> {
              exchange.setVariable("account", "datto");
              exchange.setVariable("method", "GET");
              exchange.setVariable("url", url);
              exchange.setVariable("priority", priority);
            });
    assertThat(answer.getException()).isNull();
  }
}
