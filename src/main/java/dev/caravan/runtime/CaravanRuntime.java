package dev.caravan.runtime;

import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.budget.BucketUse;
import dev.caravan.budget.Budget;
import dev.caravan.call.CallCounts;
import dev.caravan.call.HttpGuard;
import dev.caravan.config.Settings;
import dev.caravan.config.SyncSettings;
import dev.caravan.cycle.CycleComponent;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.CycleRunner;
import dev.caravan.cycle.Cycles;
import dev.caravan.cycle.Syncs;
import dev.caravan.ledger.Ledger;
import dev.caravan.lock.SyncLocks;
import dev.caravan.ninox.CallQuota;
import dev.caravan.reconcile.Doubts;
import dev.caravan.reconcile.Journal;
import dev.caravan.reconcile.LedgerHooks;
import dev.caravan.reconcile.Rules;
import dev.caravan.store.Store;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running Caravan: the store, the beans and Camel with the routes. To be closed once. */
public final class CaravanRuntime implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CaravanRuntime.class);

  private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
  private final Settings settings;
  private final Accounts accounts;
  private final Budget budget;
  private final Ledger ledger;
  private final CallQuota quota;
  private final Syncs syncs = new Syncs();
  private final CamelContext camel;

  private CaravanRuntime(RuntimeSpec spec) throws Exception {
    this.settings = spec.settings();
    this.accounts = settings.accounts();
    Store store = closing(Store.open(settings.store()));
    this.budget =
        closing(new Budget(store.jdbi(), accounts, spec.clock(), () -> readsAlerts(spec)));
    this.ledger = new Ledger(store.jdbi(), spec.clock());
    SyncLocks locks = closing(new SyncLocks(store.jdbi(), System::nanoTime));
    HttpGuard guard = closing(new HttpGuard(accounts));
    Writers writers = closing(new Writers(accounts));
    CallCounts counts = new CallCounts();
    Cycles cycles = new Cycles();
    Rules.Book rules = new RulesFromSettings(settings, accounts, spec.routes().resolve("mappings"));
    Journal journal = new Journal(ledger, rules, spec.clock());
    Doubts doubts = new Doubts(ledger, cycles, rules, spec.clock());
    LedgerHooks hooks = new LedgerHooks(ledger, journal, doubts, () -> requests(counts));

    Beans beans = new Beans();
    beans.calls(accounts, budget, counts, guard, spec.clock());
    beans.vendors(accounts, counts, spec.clock());
    beans.reconciliation(ledger, journal, doubts, hooks, cycles, rules, spec.clock());
    this.quota = new CallQuota(store.jdbi(), accounts, spec.clock());
    beans.ninox(accounts, settings, cycles, journal, quota, spec.clock());
    beans.mapping(settings, spec.syncs());

    Main main = new Main();
    main.setDefaultPropertyPlaceholderLocation("false");
    main.setOverrideProperties(properties(spec));
    beans.byName().forEach(main::bind);
    writers.beans().forEach(main::bind);
    main.init();
    this.camel = main.getCamelContext();
    camel.addComponent(
        "cycle",
        new CycleComponent(
            new CycleRunner(
                ledger,
                locks,
                accounts,
                hooks,
                cycles,
                spec.clock(),
                camel.createProducerTemplate()),
            syncs));
    for (String sync : spec.syncs()) {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(new PipeFile(spec.routes(), sync).resource(spec.planning()));
    }
    main.start();
    closing(main::stop);
  }

  /**
   * Starts everything; when something fails, what was started is closed again.
   *
   * @throws dev.caravan.config.ConfigurationException when the configuration cannot be used
   * @throws dev.caravan.store.StoreException when the store cannot be opened
   */
  public static CaravanRuntime start(RuntimeSpec spec) {
    try {
      return new CaravanRuntime(spec);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("Caravan could not be started: " + e.getMessage(), e);
    }
  }

  public Syncs syncs() {
    return syncs;
  }

  public CamelContext camel() {
    return camel;
  }

  public Ledger ledger() {
    return ledger;
  }

  /** The buckets of the accounts at both ends of a sync, source first. */
  public Map<String, List<BucketUse>> budgets(String sync) {
    SyncSettings wanted = settings.sync(sync);
    Set<String> names = new LinkedHashSet<>();
    names.add(wanted.sourceAccount());
    names.add(wanted.targetAccount());
    Map<String, List<BucketUse>> budgets = new LinkedHashMap<>();
    names.forEach(name -> budgets.put(name, budget.use(name)));
    return budgets;
  }

  /** What an account of a vendor with a monthly quota has used of it. */
  public CallQuota.Use quota(String account) {
    return quota.use(account);
  }

  /** Wakes every call that waits for a budget, so that what stops does not wait for it. */
  public void stopWaiting() {
    budget.close();
  }

  @Override
  public void close() {
    for (AutoCloseable closeable : closeables) {
      try {
        closeable.close();
      } catch (Exception e) {
        LOG.warn("Not everything could be closed: {}", e.getMessage());
      }
    }
  }

  /** What was opened last is closed first. */
  private <T extends AutoCloseable> T closing(T closeable) {
    closeables.addFirst(closeable);
    return closeable;
  }

  private static boolean readsAlerts(RuntimeSpec spec) {
    return spec.settings().enabledSyncs().stream().anyMatch(sync -> sync.contains("-alerts-"));
  }

  private Map<String, CycleReport.Requests> requests(CallCounts counts) {
    Map<String, CycleReport.Requests> requests = new LinkedHashMap<>();
    for (Account account : accounts.all()) {
      CallCounts.Count count = counts.of(account.name());
      requests.put(
          account.name(),
          new CycleReport.Requests(count.sent(), count.throttledMillis(), count.status429()));
    }
    return requests;
  }

  private static Properties properties(RuntimeSpec spec) {
    Properties properties = spec.settings().camelProperties();
    for (Account account : spec.settings().accounts().all()) {
      // One Throttler a vendor: it takes the longest period of the vendor's accounts.
      properties.merge(
          account.vendor() + ".throttle-period",
          Long.toString(account.window().plus(account.windowMargin()).toMillis()),
          (one, other) ->
              Long.toString(Math.max(Long.parseLong(one + ""), Long.parseLong(other + ""))));
    }
    String routes = spec.routes().toString();
    properties.setProperty("caravan.routes", routes);
    properties.setProperty("camel.component.kamelet.location", "file:" + routes + "/kamelets");
    properties.setProperty(
        "camel.main.routesIncludePattern",
        "file:" + routes + "/policies/*.yaml,file:" + routes + "/vendors/*.yaml");
    // The merged view was built from the environment already; Camel must not read it again.
    properties.setProperty("camel.component.properties.environmentVariableMode", "0");
    properties.setProperty("camel.main.shutdownTimeout", "20");
    properties.setProperty("camel.main.name", "caravan");
    properties.setProperty("camel.main.startupSummaryLevel", "off");
    properties.setProperty("camel.main.autoConfigurationLogSummary", "false");
    return properties;
  }
}
