package dev.caravan.vendors.ninox;

import dev.caravan.account.Accounts;
import dev.caravan.config.Settings;
import dev.caravan.ledger.SourcePositions;
import dev.caravan.reconcile.journal.Journal;
import dev.caravan.reconcile.record.Rules;
import dev.caravan.target.RowMarkers;
import dev.caravan.target.RowScan;
import dev.caravan.target.RowTarget;
import dev.caravan.target.RowWrites;
import dev.caravan.text.Redaction;
import dev.caravan.vendor.Services;
import dev.caravan.vendor.VendorBeans;
import java.time.Clock;
import java.util.function.BiConsumer;

/** The beans of Ninox's routes. */
public final class NinoxBeans implements VendorBeans {
  @Override
  public String vendor() {
    return "ninox";
  }

  @Override
  public void bind(BiConsumer<String, Object> registry, Services services) {
    Accounts accounts = services.get(Accounts.class);
    Settings settings = services.get(Settings.class);
    Clock clock = services.get(Clock.class);
    NinoxDatabases databases = new NinoxDatabases(accounts, Redaction.of(settings.secrets()));
    NinoxTables tables = new NinoxTables(accounts, settings, databases);
    RowTarget rows = new NinoxRows(tables, settings, clock);
    registry.accept("ninoxDatabases", databases);
    registry.accept("ninoxTables", tables);
    registry.accept("wantedRows", new WantedRows(tables, settings, clock));
    registry.accept(
        "rowDelta",
        new RowDelta(
            services.get(SourcePositions.class), tables, settings, services.get(Rules.Book.class)));
    // The names that the templates of such a target give them.
    registry.accept(
        "ninox-records-writes", new RowWrites(services.get(Journal.class), rows, clock));
    registry.accept("ninox-records-markers", new RowMarkers(rows));
    registry.accept("ninox-records-scan", new RowScan(rows));
  }
}
