package dev.caravan.cli;

import dev.caravan.config.Settings;
import dev.caravan.ledger.Ledger;
import dev.caravan.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands on a ledger have in common: configuration, sync, form of the answer. */
final class OpenLedger {
  @Mixin private Configuration configuration;

  @Parameters(index = "0", paramLabel = "SYNC", description = "The sync, enabled or not.")
  private String sync;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  String sync() {
    return sync;
  }

  boolean json() {
    return json;
  }

  /**
   * The configuration, in which there is such a sync.
   *
   * @throws dev.caravan.config.ConfigurationException when there is not
   */
  Settings settings() {
    Settings settings = configuration.load();
    if (settings.ends(sync).isEmpty()) {
      settings.requireFor(List.of(), List.of(sync));
    }
    return settings;
  }

  /** Opens the ledger, beside a running Caravan too, and closes it again. */
  <T> T with(Function<Ledger, T> work) {
    Settings settings = settings();
    try (Store store = Store.open(settings.store())) {
      return work.apply(new Ledger(store.jdbi(), Clock.systemUTC()));
    }
  }
}
