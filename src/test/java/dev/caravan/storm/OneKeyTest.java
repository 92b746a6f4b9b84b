package dev.caravan.storm;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two accounts with the same credentials: one limit, and each its own part of the alerts. */
@Timeout(120)
class OneKeyTest {
  private static final int LIMIT = 50;
  private static final int CALLS = 90;
  private static final String OTHER = "datto-site";

  @TempDir Path folder;

  private TicketScenario scenario() {
    TicketScenario here =
        new TicketScenario(folder, SandboxOptions.defaults().withRecords(3, 30, 30))
            .with(OTHER + ".vendor", "datto-rmm")
            .with(OTHER + ".api-key", "sandbox-key")
            .with(OTHER + ".secret", "sandbox-secret");
    return here.with(OTHER + ".base-url", here.sandbox.uri() + "/datto");
  }

  @Test
  void both_together_stay_within_the_limit_of_the_key() throws Exception {
    try (TicketScenario here = scenario()) {
      here.sandbox.datto().set(Map.of("readLimit", LIMIT, "windowMs", 3000));
      for (String account : List.of("datto", OTHER)) {
        here.with(account + ".reads-per-minute", Integer.toString(LIMIT))
            .with(account + ".limit-window", "3s")
            // Far more than a busy machine holds up a call between its admission and its arrival.
            .with(account + ".window-margin", "3s");
      }
      try (CaravanRuntime caravan = here.start();
          ProducerTemplate template = caravan.camel().createProducerTemplate()) {
        String url = here.sandbox.uri() + "/datto/api/v2/account/devices?page=0&max=1";
        // Tokens and classes come before what is measured: what leaves late arrives too closely.
        List.of("datto", OTHER).forEach(account -> read(template, account, url));
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
          List<CompletableFuture<Void>> calls = new ArrayList<>();
          for (int i = 0; i < CALLS; i++) {
            String account = i % 2 == 0 ? "datto" : OTHER;
            calls.add(CompletableFuture.runAsync(() -> read(template, account, url), callers));
          }
          CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
              .get(60, TimeUnit.SECONDS);
        } finally {
          callers.shutdownNow();
        }
      }
      var use = here.sandbox.datto().windows().get("read").use();
      assertThat(use.refused()).isZero();
      assertThat(use.peak()).isLessThanOrEqualTo(LIMIT);
    }
  }

  private static void read(ProducerTemplate template, String account, String url) {
    Exchange answer =
        template.send(
            "direct:datto-rmm-read",
            exchange -> {
              exchange.setVariable("account", account);
              exchange.setVariable("method", "GET");
              exchange.setVariable("url", url);
              exchange.setVariable("priority", "alerts");
            });
    assertThat(answer.getException()).isNull();
  }

  @Test
  void alerts_of_one_site_are_opened_changed_and_closed_and_those_of_others_left_alone() {
    try (TicketScenario here = scenario()) {
      List<ObjectNode> alerts = here.sandbox.datto().openAlerts();
      String site = site(alerts.get(0));
      List<ObjectNode> wanted = alerts.stream().filter(alert -> site(alert).equals(site)).toList();
      assertThat(wanted).hasSizeBetween(2, alerts.size() - 1);
      here.with(OTHER + ".alerts-path", "/api/v2/site/%s/alerts/open".formatted(site))
          .with(SYNC + ".source-account", OTHER);

      assertThat(here.plan().changes()).hasSize(wanted.size());
      CycleReport first = here.sync();
      assertThat(first.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(first.read()).isEqualTo(wanted.size());
      assertThat(first.created()).isEqualTo(wanted.size());
      assertThat(first.requests()).containsOnlyKeys(OTHER, "atera");
      assertThat(here.sync().unchanged()).isEqualTo(wanted.size());

      here.sandbox.datto().resolveAlert(wanted.get(0).path("alertUid").asText());
      alerts.stream()
          .filter(alert -> !site(alert).equals(site))
          .limit(1)
          .forEach(alert -> here.sandbox.datto().resolveAlert(alert.path("alertUid").asText()));
      here.sync();
      assertThat(here.sync().closed()).isEqualTo(1);
      assertThat(here.sandbox.atera().tickets()).hasSize(wanted.size());
    }
  }

  private static String site(ObjectNode alert) {
    return alert.path("alertSourceInfo").path("siteUid").asText();
  }
}
