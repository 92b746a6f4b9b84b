package dev.caravan.replicas;

import static org.awaitility.Awaitility.await;

import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.LockLost;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import dev.caravan.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** One round: a storm over the processes, then quiet until all is in step, then the verdict. */
final class ReplicaRound implements AutoCloseable {
  static final int READS = 60;
  static final int TICKET_CALLS = 80;
  static final Duration LEASE = Duration.ofSeconds(4);
  static final Duration INDEX_LAG = Duration.ofSeconds(2);

  private static final long WINDOW_MILLIS = 4_000;
  private static final Duration LONGEST_QUIET = Duration.ofSeconds(150);
  private static final Duration STILL = Duration.ofSeconds(4);

  final RoundPlan plan;
  final Random random;
  final TicketScenario scenario;
  final AlertHistory alerts;
  final List<Replica> replicas = new ArrayList<>();
  final CuttingProxy toVendors;
  private final List<CuttingProxy> proxies = new ArrayList<>();
  private final Disturbances disturbances;
  private final long begun = System.nanoTime();

  ReplicaRound(Path folder, RoundPlan plan) throws Exception {
    this.plan = plan;
    this.random = new Random(plan.seed());
    SandboxOptions options =
        SandboxOptions.defaults().withRecords(4, 30, plan.alerts() / 3).withSeed(plan.seed());
    this.scenario = new TicketScenario(folder, options);
    this.alerts = new AlertHistory(scenario.sandbox, random);
    this.toVendors = proxy(scenario.sandbox.uri().getPort());
    configure(folder);
    for (int i = 1; i <= plan.processes(); i++) {
      replicas.add(new Replica(scenario.configFile(), i));
    }
    this.disturbances = new Disturbances(this);
  }

  CuttingProxy proxy(int port) throws IOException {
    CuttingProxy proxy = new CuttingProxy(port);
    proxies.add(proxy);
    return proxy;
  }

  private void configure(Path folder) throws Exception {
    String vendors = "http://127.0.0.1:" + toVendors.port();
    String sync = TicketScenario.SYNC;
    scenario
        .with("datto.base-url", vendors + "/datto")
        .with("atera.base-url", vendors + "/atera")
        .with("caravan.syncs", sync)
        .with("caravan.lease", LEASE.toSeconds() + "s")
        .with(sync + ".every", "1s")
        .with(sync + ".technician-id", "9")
        .with("datto.index-lag", INDEX_LAG.toSeconds() + "s")
        .with("atera.index-lag", INDEX_LAG.toSeconds() + "s")
        .with("datto.read-timeout", "3s")
        .with("atera.read-timeout", "3s")
        .with("datto.reads-per-minute", Integer.toString(READS))
        .with("atera.requests-per-minute", Integer.toString(TICKET_CALLS))
        .with("datto.limit-window", WINDOW_MILLIS + "ms")
        .with("atera.limit-window", WINDOW_MILLIS + "ms")
        .with("datto.window-margin", "2s")
        .with("atera.window-margin", "2s");
    scenario
        .sandbox
        .datto()
        .set(Map.of("maxPage", 25, "readLimit", READS, "windowMs", WINDOW_MILLIS));
    scenario
        .sandbox
        .atera()
        .set(
            Map.of(
                "requestLimit", TICKET_CALLS,
                "windowMs", WINDOW_MILLIS,
                "searchLagMs", INDEX_LAG.toMillis() / 2));
    StoppablePostgres postgres = plan.postgres();
    if (postgres == null) {
      scenario.with("caravan.store.url", "jdbc:sqlite:" + folder.resolve("caravan.db"));
    } else {
      String database = "round_" + Long.toHexString(System.nanoTime());
      postgres.createDatabase(database);
      CuttingProxy toStore = proxy(postgres.port());
      scenario
          .with(
              "caravan.store.url",
              "jdbc:postgresql://127.0.0.1:%d/%s".formatted(toStore.port(), database))
          .with("caravan.store.username", "postgres")
          .with("caravan.store.password", "postgres");
    }
  }

  /** Cuts what leads to the store or the vendors, of all processes at once. */
  int cutSome() {
    return proxies.get(random.nextInt(proxies.size())).cut();
  }

  /** The whole round. */
  RoundFigures run() throws Exception {
    replicas.forEach(Replica::start);
    disturbances.storm();
    disturbances.calm();
    retryRefused();
    Verdict last = quiet();
    List<Integer> exits = new ArrayList<>();
    for (Replica replica : replicas) {
      exits.add(replica.stop(Duration.ofSeconds(25)));
    }
    last = Verdict.of(scenario.sandbox, alerts);
    if (!last.isClean() || exits.stream().anyMatch(code -> code != 0)) {
      System.out.println(
          "seed %d: %s, exit codes %s%n%s".formatted(plan.seed(), last, exits, lastWords()));
    }
    return figures(last);
  }

  /** What the target refused for no reason goes again, as with {@code dead-letters retry}. */
  private void retryRefused() {
    alerts.changeAll();
    try (Store store = Store.open(scenario.settings().store())) {
      Ledger ledger = new Ledger(store.ledger(), Clock.systemUTC());
      await()
          .atMost(LONGEST_QUIET)
          .ignoreExceptionsInstanceOf(LockLost.class)
          .until(() -> retried(ledger));
    }
  }

  private static boolean retried(Ledger ledger) {
    return ledger.write(
        TicketScenario.SYNC,
        ledger.lastCycle(TicketScenario.SYNC),
        view -> {
          view.deadLetters().all().forEach(view::release);
          return true;
        });
  }

  /** Until everything has agreed for some cycles, or for as long as anybody would wait. */
  private Verdict quiet() throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST_QUIET.toNanos();
    long inStepSince = System.nanoTime();
    Verdict now = Verdict.of(scenario.sandbox, alerts);
    while (System.nanoTime() < deadline && System.nanoTime() - inStepSince < STILL.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(250);
      now = Verdict.of(scenario.sandbox, alerts);
      if (!now.isInStep()) {
        inStepSince = System.nanoTime();
      }
      disturbances.keepAlive();
    }
    return now;
  }

  String lastWords() {
    StringBuilder words = new StringBuilder();
    replicas.forEach(replica -> words.append(replica.lastWords(25)).append("\n--\n"));
    return words.toString();
  }

  private RoundFigures figures(Verdict verdict) {
    return new RoundFigures(
        1,
        disturbances.kills,
        disturbances.freezes,
        disturbances.inTransaction,
        disturbances.cuts,
        disturbances.outages,
        disturbances.struck,
        alerts.count(),
        scenario.tickets().size(),
        verdict.doubled().size(),
        verdict.lost().size(),
        verdict.closedByMistake().size(),
        scenario.sandbox.datto().windows().get("read").use().peak(),
        scenario.sandbox.atera().windows().get("requests").use().peak(),
        Duration.ofNanos(System.nanoTime() - begun));
  }

  @Override
  public void close() throws Exception {
    for (Replica replica : replicas) {
      replica.close();
    }
    for (CuttingProxy proxy : proxies) {
      proxy.close();
    }
    scenario.close();
  }
}
