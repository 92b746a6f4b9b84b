package dev.caravan.vendors.ninox;

import dev.caravan.account.Accounts;
import dev.caravan.config.Settings;
import dev.caravan.ledger.SourcePositions;
import dev.caravan.reconcile.Journal;
import dev.caravan.reconcile.Rules;
import dev.caravan.runtime.RuntimeSpec.Purpose;
import dev.caravan.target.BatchExecution;
import dev.caravan.vendor.Services;
import dev.caravan.vendor.VendorBeans;
import java.time.Clock;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Jdbi;

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
    Rules.Book rules = services.get(Rules.Book.class);
    NinoxTables tables = new NinoxTables(accounts, settings);
    registry.accept("ninoxTokens", new NinoxTokens(accounts));
    registry.accept("ninoxTables", tables);
    registry.accept("wantedRows", new WantedRows(tables, settings, clock));
    registry.accept(
        "rowSink", new RowSink(new BatchExecution(services.get(Journal.class)), settings));
    registry.accept("rowRequest", new RowRequest(tables, settings, clock));
    registry.accept("rowLook", new RowLook(tables));
    registry.accept("rowScan", new RowScan(tables));
    registry.accept(
        "rowDelta",
        new RowDelta(
            new SourcePositions(services.get(Jdbi.class)),
            tables,
            settings,
            sync -> rules.of(sync).digest(),
            services.get(Purpose.class) == Purpose.SURVEY));
  }
}
