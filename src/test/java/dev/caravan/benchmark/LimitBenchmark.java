package dev.caravan.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At the vendor's limit: 1,300 calls where 600 are allowed in 20 s take 40 s at the least. */
@Tag("benchmark")
class LimitBenchmark {
  private static final int CALLS = 1_300;
  private static final int LIMIT = 600;
  private static final Duration WINDOW = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void uses_the_whole_limit_and_never_more() throws Exception {
    try (TicketScenario here =
        new TicketScenario(folder, SandboxOptions.defaults().withRecords(2, 10, 5))) {
      here.sandbox
          .datto()
          .set(Map.of("readLimit", LIMIT, "windowMs", WINDOW.toMillis(), "blockAfterRefused", 0));
      here.with("datto.reads-per-minute", Integer.toString(LIMIT))
          .with("datto.limit-window", WINDOW.toSeconds() + "s");
      try (CaravanRuntime caravan = here.start()) {
        String url = here.sandbox.uri() + "/datto/api/v2/account";
        // The first call fetches the token and warms the route up.
        read(caravan.camel().createProducerTemplate(), url);
        here.sandbox.datto().windows().get("read").reset();
        Duration taken = readAll(caravan.camel().createProducerTemplate(), url);
        var use = here.sandbox.datto().windows().get("read").use();
        Duration floor = WINDOW.multipliedBy((CALLS - 1) / LIMIT);
        System.out.printf(
            "%d calls at %d in %d s: %.2f s, %.3f x the limit's %d s; peak %d, refused %d%n",
            CALLS,
            LIMIT,
            WINDOW.toSeconds(),
            taken.toMillis() / 1000.0,
            (double) taken.toMillis() / floor.toMillis(),
            floor.toSeconds(),
            use.peak(),
            use.refused());
        assertThat(use.refused()).isZero();
        assertThat(use.peak()).isLessThanOrEqualTo(LIMIT);
        assertThat(taken).isLessThanOrEqualTo(floor.multipliedBy(105).dividedBy(100));
      }
    }
  }

  private static Duration readAll(ProducerTemplate template, String url) {
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try {
      long start = System.nanoTime();
      List<CompletableFuture<Void>> calls = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        calls.add(CompletableFuture.runAsync(() -> read(template, url), callers));
      }
      calls.forEach(CompletableFuture::join);
      return Duration.ofNanos(System.nanoTime() - start);
    } finally {
      callers.shutdownNow();
    }
  }

  private static void read(ProducerTemplate template, String url) {
    Exchange answer =
        template.send(
            "direct:datto-rmm-read",
            exchange -> {
              exchange.setVariable("account", "datto");
              exchange.setVariable("method", "GET");
              exchange.setVariable("url", url);
              exchange.setVariable("priority", "alerts");
            });
    assertThat(answer.getException()).isNull();
  }
}
