package dev.caravan.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.caravan.cli.CaravanProcess;
import dev.caravan.cli.ManagementPort;
import dev.caravan.k8s.Manifests;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.ninjaone.NinjaOneVendor;
import dev.caravan.sandbox.opsramp.OpsRampVendor;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped alerts over a real run: a guard, refused credentials, a vendor that is down for an
 * hour; and operators are told of each once. A second stands for a minute. Draws the dashboard of
 * it: {@code target/dashboard.png}.
 */
@Tag("soak")
@Timeout(240)
class MonitoredRun {
  private static final String GUARDED = TicketScenario.SYNC;
  private static final String REFUSED = "ninjaone-devices-to-ninox";
  private static final String DOWN = "opsramp-resources-to-ninox";
  private static final Set<String> TROUBLE =
      Set.of(
          "CaravanGuarded " + GUARDED,
          "CaravanCredentialsRejected ninjaone",
          "CaravanNoCompleteCycle " + REFUSED,
          "CaravanCyclesAborted " + REFUSED,
          "CaravanNoCompleteCycle " + DOWN,
          "CaravanCyclesAborted " + DOWN);

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final List<String> told = new CopyOnWriteArrayList<>();

  /** Takes what operators are told. */
  private HttpServer listening() throws IOException {
    HttpServer listener = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    listener.createContext(
        "/",
        exchange -> {
          told.add(JSON.readTree(exchange.getRequestBody()).path("event").asText());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    listener.start();
    return listener;
  }

  private TicketScenario installation(ManagementPort port) {
    TicketScenario here =
        new TicketScenario(folder, SandboxOptions.defaults().withRecords(2, 12, 12));
    here.with("caravan.syncs", String.join(",", GUARDED, REFUSED, DOWN))
        .with("camel.management.port", port.toString())
        .with("ninjaone.base-url", here.sandbox.uri() + "/ninjaone")
        .with("ninjaone.client-id", "sandbox-client")
        .with("ninjaone.client-secret", "sandbox-secret")
        .with("opsramp.base-url", here.sandbox.uri() + "/opsramp")
        .with("opsramp.tenant-id", "client_7")
        .with("opsramp.client-id", "sandbox-client")
        .with("opsramp.client-secret", "sandbox-secret")
        .with("ninox.base-url", here.sandbox.uri() + "/ninox")
        .with("ninox.token", "sandbox-token")
        .with("ninox.team", "Acme")
        .with("ninox.database", "Operations")
        .with("ninox.index-lag", "1ms");
    for (String sync : Set.of(GUARDED, REFUSED, DOWN)) {
      here.with(sync + ".every", "2s");
    }
    for (String sync : Set.of(REFUSED, DOWN)) {
      here.with(sync + ".target-table", "Devices");
    }
    // Every two seconds is more than a minute's limits are made for.
    here.sandbox.account(OpsRampVendor.class).set(Map.of("pageLimit", 5_000));
    here.with("opsramp.paged-reads-per-minute", "5000");
    here.sandbox.account(NinjaOneVendor.class).set(Map.of("requestLimit", 5_000));
    return here.with("ninjaone.requests-per-minute", "5000");
  }

  @Test
  void the_alerts_fire_for_what_they_are_for_and_for_nothing_else() throws Exception {
    ManagementPort port = ManagementPort.free();
    HttpServer listener = listening();
    JsonNode rules = Manifests.read(Path.of("k8s/monitoring/rules.yaml")).get(0).path("spec");
    try (TicketScenario here =
            installation(port)
                .with("caravan.notify", "webhook")
                .with(
                    "caravan.notify.webhook.url",
                    "http://localhost:" + listener.getAddress().getPort());
        Prometheus prometheus = Prometheus.watching(port, rules, folder);
        CaravanProcess run =
            CaravanProcess.caravan(folder, Map.of(), "run", "--config", "" + here.configFile())) {
      Instant begun = Instant.now();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> here.sandbox.ninox().rows("Devices").size() >= 24);
      assertThat(prometheus.firing()).as("of a run that is well").isEmpty();

      here.fault(Fault.of(Fault.Kind.EMPTY_LIST).times(0).on("datto", "GET", "/alerts/open"));
      here.fault(Fault.status(401).times(0).on("ninjaone", null, "/"));
      here.fault(Fault.status(503).times(0).on("opsramp", null, "/"));
      Set<String> fired = new HashSet<>();
      await()
          .atMost(Duration.ofSeconds(130))
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                fired.addAll(prometheus.firing());
                return fired.containsAll(TROUBLE);
              });

      assertThat(told)
          .as("once each")
          .containsExactlyInAnyOrder("guard-tripped", "credentials-rejected", "aborted");
      DashboardPicture.draw(prometheus, begun, Path.of("target"));

      here.sandbox.faults().clear();
      await()
          .atMost(Duration.ofSeconds(40))
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                Set<String> now = prometheus.firing();
                fired.addAll(now);
                return now.stream().noneMatch(it -> it.endsWith(GUARDED) || it.endsWith(DOWN));
              });
      assertThat(fired).isEqualTo(TROUBLE);
      assertThat(told).as("of what is over").contains("guard-cleared").doesNotHaveDuplicates();
    } finally {
      listener.stop(0);
    }
  }
}
