package dev.caravan.cli.ledger;

import dev.caravan.cli.process.Configuration;
import dev.caravan.config.Settings;
import dev.caravan.ledger.Ledger;
import dev.caravan.lock.AlreadyRunning;
import dev.caravan.lock.Lease;
import dev.caravan.lock.SyncLocks;
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

  /**
   * The same, holding the lock of the sync: a cycle under way would write over what is changed.
   *
   * @throws AlreadyRunning when a cycle is under way; then nothing is done
   */
  <T> T withLock(Function<Ledger, T> work) {
    Settings settings = settings();
    try (Store store = Store.open(settings.store());
        SyncLocks locks =
            new SyncLocks(store.locks(), settings.lease(), System::nanoTime, Clock.systemUTC());
        Lease lease = acquire(locks)) {
      lease.require();
      return work.apply(new Ledger(store.ledger(), Clock.systemUTC()));
    }
  }

  private Lease acquire(SyncLocks locks) {
    try {
      return locks.acquire(sync);
    } catch (AlreadyRunning e) {
      throw new AlreadyRunning(
          e.getMessage() + "; nothing was changed, try again when its cycle is over");
    }
  }

  /** Opens the ledger for work that reads, beside a running Caravan too, and closes it again. */
  <T> T with(Function<Ledger, T> work) {
    Settings settings = settings();
    try (Store store = Store.open(settings.store().toLookAt())) {
      return work.apply(new Ledger(store.ledger(), Clock.systemUTC()));
    }
  }
}
