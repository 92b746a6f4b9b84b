package dev.caravan.runtime;

import dev.caravan.account.Accounts;
import dev.caravan.auth.RefusedCredentials;
import dev.caravan.budget.Budget;
import dev.caravan.call.Breakers;
import dev.caravan.call.CallMeter;
import dev.caravan.config.ConfigurationException;
import dev.caravan.config.NotifyPipe;
import dev.caravan.config.Problem;
import dev.caravan.config.Settings;
import dev.caravan.cycle.CycleReport;
import dev.caravan.ledger.LedgerFigures;
import dev.caravan.observe.CurrentFigures;
import dev.caravan.observe.Meters;
import dev.caravan.observe.ScheduleCheck;
import dev.caravan.observe.StoreCheck;
import dev.caravan.store.Store;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a running Caravan shows to monitors: health and figures on the port of Camel's management
 * server. Thread-safe.
 */
public final class Observation {
  private static final Logger LOG = LoggerFactory.getLogger(Observation.class);
  private static final String PORT = "camel.management.port";
  private static final String HOST = "camel.management.host";

  private final RuntimeSpec spec;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Meters meters;
  private volatile boolean scheduled;

  Observation(RuntimeSpec spec) {
    this.spec = spec;
    this.meters =
        new Meters(
            registry,
            spec.syncs(),
            spec.settings().notifyPipes().stream().map(NotifyPipe::name).toList());
  }

  CallMeter calls() {
    return meters;
  }

  /** A cycle of this process has ended. */
  public void ended(CycleReport report) {
    meters.ended(report);
  }

  /** Operators were to be told something by that notify Pipe; whether its sink took it. */
  void notice(String notifier, boolean taken) {
    meters.notice(notifier, taken);
  }

  /** Whether the syncs take their turns from now on. */
  public void scheduled(boolean now) {
    scheduled = now;
  }

  /** Where figures are read from. */
  void show(Main main, Store store, Budget budget, Breakers breakers, RefusedCredentials refused) {
    Settings settings = spec.settings();
    Accounts accounts = settings.accounts();
    registry
        .getPrometheusRegistry()
        .register(
            new CurrentFigures(
                BuildVersion.read().caravan(),
                spec.syncs(),
                accounts.all().stream().map(account -> account.name()).toList(),
                new CurrentFigures.Sources(
                    () -> LedgerFigures.of(store.ledger()),
                    budget::use,
                    account ->
                        breakers.hasRefusedCredentials(account)
                            || refused.areRefused(accounts.get(account), spec.clock().instant()),
                    () -> spec.store().bytes()),
                spec.clock()));
    main.bind(MicrometerConstants.METRICS_REGISTRY_NAME, registry);
  }

  void check(CamelContext camel, Store store) {
    HealthCheckRegistry checks = HealthCheckRegistry.get(camel);
    checks.register(new StoreCheck(store.ledger()));
    checks.register(new ScheduleCheck(() -> scheduled));
  }

  /**
   * What Camel is told of it.
   *
   * @throws ConfigurationException when the port cannot be had
   */
  static void serve(RuntimeSpec spec, Properties properties) {
    properties.setProperty("camel.management.enabled", Boolean.toString(spec.running()));
    properties.setProperty("camel.metrics.enabled", Boolean.toString(spec.running()));
    if (!spec.running()) {
      return;
    }
    String host = properties.getProperty(HOST);
    int port = free(spec, host, Integer.parseInt(properties.getProperty(PORT)));
    properties.setProperty(HOST, host);
    properties.setProperty(PORT, Integer.toString(port));
    properties.setProperty("camel.management.metricsEnabled", "true");
    properties.setProperty("camel.management.healthCheckEnabled", "true");
    properties.setProperty("camel.management.healthPath", "/observe/health");
    properties.setProperty("camel.metrics.path", "/observe/metrics");
    // One figure for each route and endpoint would be thousands, and says nothing of a sync.
    properties.setProperty("camel.metrics.enableRoutePolicy", "false");
    properties.setProperty("camel.metrics.enableExchangeEventNotifier", "false");
    properties.setProperty("camel.metrics.enableRouteEventNotifier", "false");
    properties.setProperty("camel.health.enabled", "true");
    properties.setProperty("camel.health.routesEnabled", "false");
    properties.setProperty("camel.health.consumersEnabled", "false");
    properties.setProperty("camel.health.registryEnabled", "false");
    LOG.info("Health checks and metrics: http://{}:{}/observe", host, port);
  }

  private static int free(RuntimeSpec spec, String host, int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new ConfigurationException(
          List.of(
              new Problem(
                  PORT,
                  spec.settings().where(PORT),
                  "%d cannot be opened on %s: %s".formatted(port, host, e.getMessage()),
                  "stop what uses it, or set another port (or camel.management.host)")));
    }
  }
}
