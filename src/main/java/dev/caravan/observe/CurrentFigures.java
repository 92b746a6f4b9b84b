package dev.caravan.observe;

import dev.caravan.budget.BucketUse;
import dev.caravan.ledger.LedgerFigures;
import dev.caravan.ledger.State;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How syncs, accounts and store stand when they are asked for: looked up in the store, so that they
 * are the same whichever process on it is asked. What cannot be looked up is left out. Thread-safe.
 */
public final class CurrentFigures implements MultiCollector {
  private static final Logger LOG = LoggerFactory.getLogger(CurrentFigures.class);

  /**
   * Where figures come from.
   *
   * @param budgets the buckets of an account
   * @param refused whether an account's credentials were refused when they were used last
   * @param storeBytes of the embedded store's files; negative where there is none
   */
  public record Sources(
      Supplier<LedgerFigures> ledger,
      Function<String, List<BucketUse>> budgets,
      Predicate<String> refused,
      Supplier<Long> storeBytes) {}

  private final String version;
  private final Collection<String> syncs;
  private final Collection<String> accounts;
  private final Sources sources;
  private final InstantSource clock;

  /**
   * @param version of Caravan
   * @param syncs those whose figures are shown
   * @param accounts those whose figures are shown
   */
  public CurrentFigures(
      String version,
      Collection<String> syncs,
      Collection<String> accounts,
      Sources sources,
      InstantSource clock) {
    this.version = version;
    this.syncs = List.copyOf(syncs);
    this.accounts = List.copyOf(accounts);
    this.sources = sources;
    this.clock = clock;
  }

  @Override
  public MetricSnapshots collect() {
    MetricSnapshots.Builder figures = MetricSnapshots.builder();
    figures.metricSnapshot(
        InfoSnapshot.builder()
            .name("caravan_build")
            .help("The version of Caravan.")
            .dataPoint(new InfoDataPointSnapshot(Labels.of("version", version)))
            .build());
    shown("syncs", () -> ofSyncs(figures));
    shown("accounts", () -> ofAccounts(figures));
    shown("store", () -> ofStore(figures));
    return figures.build();
  }

  private static void shown(String what, Runnable look) {
    try {
      look.run();
    } catch (RuntimeException e) {
      LOG.debug("Figures of the {} cannot be looked up", what, e);
    }
  }

  private void ofSyncs(MetricSnapshots.Builder figures) {
    LedgerFigures ledger = sources.ledger().get();
    Instant now = clock.instant();
    GaugeSamples entries =
        new GaugeSamples("caravan_entries", "Records with a place in the ledger, by state.");
    GaugeSamples letters =
        new GaugeSamples(
            "caravan_dead_letters", "Changes that the target refuses, for a person to see.");
    GaugeSamples doubts =
        new GaugeSamples(
            "caravan_in_doubt_oldest_seconds",
            "How long the oldest write has been in doubt; 0 when none is.");
    GaugeSamples complete =
        new GaugeSamples(
            "caravan_last_complete_timestamp_seconds",
            "When the last complete cycle ended, in seconds since 1970.");
    GaugeSamples guarded =
        new GaugeSamples(
            "caravan_guarded", "Whether a safety guard held something back in the last cycle.");
    for (String sync : syncs) {
      LedgerFigures.Sync figure = ledger.of(sync);
      for (State state : State.values()) {
        entries.with(figure.entries(state), "sync", sync, "state", state.word());
      }
      letters.with(figure.deadLetters(), "sync", sync);
      doubts.with(seconds(figure.inDoubtSince(), now), "sync", sync);
      if (figure.lastComplete() != null) {
        complete.with(figure.lastComplete().toEpochMilli() / 1000d, "sync", sync);
      }
      guarded.with(figure.guarded() ? 1 : 0, "sync", sync);
    }
    List.of(entries, letters, doubts, complete, guarded)
        .forEach(gauges -> figures.metricSnapshot(gauges.snapshot()));
  }

  private static double seconds(@Nullable Instant since, Instant now) {
    return since == null ? 0 : Math.max(0, Duration.between(since, now).toMillis() / 1000d);
  }

  private void ofAccounts(MetricSnapshots.Builder figures) {
    GaugeSamples limit =
        new GaugeSamples("caravan_budget_limit", "Calls that a bucket admits in one window.");
    GaugeSamples used =
        new GaugeSamples(
            "caravan_budget_used", "Calls counted in the running window, by whoever made them.");
    CounterSamples waited =
        new CounterSamples(
            "caravan_budget_wait_seconds", "Time that calls of this process waited for a bucket.");
    GaugeSamples paused =
        new GaugeSamples(
            "caravan_account_paused", "Whether the vendor asked for a pause that goes on.");
    GaugeSamples refused =
        new GaugeSamples(
            "caravan_credentials_rejected",
            "Whether the vendor refused the credentials when they were used last.");
    for (String account : accounts) {
      refused.with(sources.refused().test(account) ? 1 : 0, "account", account);
      List<BucketUse> buckets = sources.budgets().apply(account);
      for (BucketUse bucket : buckets) {
        limit.with(bucket.limit(), "account", account, "bucket", bucket.bucket());
        used.with(bucket.used(), "account", account, "bucket", bucket.bucket());
        waited.with(bucket.waitedMillis() / 1000d, "account", account, "bucket", bucket.bucket());
      }
      boolean pauses = buckets.stream().anyMatch(BucketUse::paused);
      paused.with(pauses ? 1 : 0, "account", account);
    }
    List.of(limit, used, paused, refused)
        .forEach(gauges -> figures.metricSnapshot(gauges.snapshot()));
    figures.metricSnapshot(waited.snapshot());
  }

  private void ofStore(MetricSnapshots.Builder figures) {
    long bytes = sources.storeBytes().get();
    if (bytes >= 0) {
      figures.metricSnapshot(
          new GaugeSamples("caravan_store_bytes", "The size of the embedded store's files.")
              .with(bytes)
              .snapshot());
    }
  }
}
