package dev.caravan.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.sandbox.Sandbox;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.wire.RequestLog.LoggedRequest;
import dev.caravan.sandbox.wire.RollingWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Syncs at the shipped limits of their vendors, whole first cycles in one process of run. */
@Tag("benchmark")
class LimitsSideBySideBenchmark {
  private static final List<SyncAtItsLimit> ALL = List.of(SyncAtItsLimit.values());

  /** As the launcher starts {@code run}. */
  private static final List<String> LAUNCHED =
      List.of("-Xmx256m", "-Xms88m", "-Xmn48m", "-XX:SurvivorRatio=4", "-XX:+UseSerialGC");

  @TempDir Path folder;

  /**
   * How a first cycle went.
   *
   * @param use as the vendor has counted
   * @param calls those that the limit counts
   * @param span from the first of them to the last
   * @param cycleSeconds the whole cycle
   */
  private record Went(RollingWindow.WindowUse use, int calls, Duration span, double cycleSeconds) {
    /** The least time that the limit allows for so many calls. */
    Duration floor() {
      return Duration.ofMillis(use.windowMs()).multipliedBy((calls - 1) / use.limit());
    }

    double ratio() {
      return (double) span.toMillis() / floor().toMillis();
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%,d calls at %d in %d s: %.2f s, %.3f x the limit's %d s; peak %d, refused %d;"
              + " cycle %.1f s",
          calls,
          use.limit(),
          use.windowMs() / 1000,
          span.toMillis() / 1e3,
          ratio(),
          floor().toSeconds(),
          use.peak(),
          use.refused(),
          cycleSeconds);
    }
  }

  @Test
  void the_shipped_limits_in_minutes() throws Exception {
    Duration minute = Duration.ofMinutes(1);
    expect(side(ALL, minute), Map.of());
  }

  @Test
  void the_same_in_windows_of_twenty_seconds_beside_each_alone() throws Exception {
    Duration window = Duration.ofSeconds(20);
    Map<SyncAtItsLimit, Went> alone = new EnumMap<>(SyncAtItsLimit.class);
    for (SyncAtItsLimit sync : ALL) {
      alone.putAll(side(List.of(sync), window));
    }
    expect(side(ALL, window), alone);
  }

  private static void expect(Map<SyncAtItsLimit, Went> together, Map<SyncAtItsLimit, Went> alone) {
    SoftAssertions softly = new SoftAssertions();
    together.forEach(
        (sync, went) -> {
          softly.assertThat(went.use().refused()).as("%s, refused", sync).isZero();
          softly.assertThat(went.use().peak()).isLessThanOrEqualTo(sync.limit);
          softly.assertThat(went.floor()).as("%s is at its limit", sync).isPositive();
          softly.assertThat(went.ratio()).as("%s, of its limit", sync).isLessThanOrEqualTo(1.05);
        });
    alone.forEach(
        (sync, went) ->
            softly
                .assertThat((double) together.get(sync).span().toMillis() / went.span().toMillis())
                .as("%s, of its time alone", sync)
                .isLessThanOrEqualTo(1.05));
    softly.assertAll();
  }

  /** The first cycles of some syncs in one process. */
  private Map<SyncAtItsLimit, Went> side(List<SyncAtItsLimit> syncs, Duration window)
      throws Exception {
    SandboxOptions vendors =
        SandboxOptions.defaults()
            .withAccounts(Map.of("datto-rmm", List.of("datto", "tickets", "incidents")))
            .withRecords(2, 10, 0);
    try (Sandbox sandbox = Sandbox.start(vendors)) {
      for (String account : List.of("datto", "tickets", "incidents")) {
        sandbox.account(account).set(Map.of("apiKey", "key-of-" + account));
      }
      for (String account : List.of("datto", "tickets", "incidents", "atera", "opsramp")) {
        sandbox.account(account).set(Map.of("windowMs", window.toMillis()));
      }
      // It tells whole seconds, which are nothing beside a minute.
      sandbox.account("opsramp").set(Map.of("rateLimitHeaders", window.toSeconds() == 60));
      syncs.forEach(sync -> sync.fill(sandbox));
      FirstCycles cycles =
          FirstCycles.of(
              LAUNCHED,
              configure(sandbox, syncs, window),
              syncs.size(),
              (int) window.multipliedBy(5).plusSeconds(60).toSeconds());
      assertThat(cycles.errors()).isEmpty();
      assertThat(cycles.seconds()).hasSize(syncs.size());
      Map<SyncAtItsLimit, Went> went = new EnumMap<>(SyncAtItsLimit.class);
      for (SyncAtItsLimit sync : syncs) {
        went.put(sync, went(sandbox, sync, cycles.seconds().get(sync.sync)));
        System.out.printf(
            "%s%s: %s%n", sync.sync, syncs.size() == 1 ? " alone" : "", went.get(sync));
      }
      return went;
    }
  }

  private static Went went(Sandbox sandbox, SyncAtItsLimit sync, double cycleSeconds) {
    List<LoggedRequest> calls = sandbox.log().entries(sync::counts);
    Duration span = Duration.between(calls.get(0).at(), calls.get(calls.size() - 1).at());
    return new Went(sync.use(sandbox), calls.size(), span, cycleSeconds);
  }

  private Path configure(Sandbox sandbox, List<SyncAtItsLimit> syncs, Duration window)
      throws IOException {
    String name = syncs.stream().map(Enum::name).collect(Collectors.joining("-"));
    Path own = Files.createDirectories(folder.resolve(window.toSeconds() + name));
    String text =
        """
        tickets.vendor=datto-rmm
        incidents.vendor=datto-rmm
        datto-devices-to-ninox.audits-per-cycle=100000
        datto-devices-to-ninox.max-creates=0
        datto-devices-to-ninox.every=1h
        datto-devices-to-ninox.target-table=Devices
        datto-alerts-to-atera-tickets.source-account=tickets
        datto-alerts-to-atera-tickets.end-user-id=128
        datto-alerts-to-atera-tickets.every=1h
        datto-alerts-to-atera-tickets.max-creates=0
        datto-alerts-to-opsramp-incidents.source-account=incidents
        datto-alerts-to-opsramp-incidents.every=1h
        opsramp-resources-to-ninox.max-creates=0
        opsramp-resources-to-ninox.every=1h
        opsramp-resources-to-ninox.target-table=Devices
        atera.base-url=%1$s/atera
        atera.api-key=sandbox-api-key
        opsramp.base-url=%1$s/opsramp
        opsramp.tenant-id=client_7
        opsramp.client-id=sandbox-client
        opsramp.client-secret=sandbox-secret
        ninox.base-url=%1$s/ninox/v1
        ninox.token=sandbox-token
        ninox.team=Acme
        ninox.database=Operations
        camel.management.port=0
        caravan.store.url=jdbc:sqlite:%2$s
        caravan.syncs=%3$s
        """
            .formatted(
                sandbox.uri(),
                own.resolve("store.db"),
                syncs.stream().map(sync -> sync.sync).collect(Collectors.joining(",")));
    for (String account : List.of("datto", "tickets", "incidents")) {
      text +=
          "%1$s.base-url=%2$s/%1$s%n%1$s.api-key=key-of-%1$s%n%1$s.secret=sandbox-secret%n"
              .formatted(account, sandbox.uri());
    }
    for (String account : List.of("datto", "tickets", "incidents", "atera", "opsramp")) {
      text += "%s.limit-window=%ds%n".formatted(account, window.toSeconds());
    }
    return Files.writeString(own.resolve("limits.properties"), text);
  }
}
