package dev.caravan.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.budget.BucketUse;
import dev.caravan.budget.Budget;
import dev.caravan.call.CallCounts;
import dev.caravan.call.HttpGuard;
import dev.caravan.call.Redaction;
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
import dev.caravan.ninox.Positions;
import dev.caravan.reconcile.Doubts;
import dev.caravan.reconcile.Journal;
import dev.caravan.reconcile.LedgerHooks;
import dev.caravan.reconcile.Rules;
import dev.caravan.runtime.RuntimeSpec.Purpose;
import dev.caravan.store.Store;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running Caravan: the store, the beans and Camel with the routes. To be closed once. */
public final class CaravanRuntime implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CaravanRuntime.class);

  private static final List<String> VENDORS =
      List.of("datto-rmm", "ninjaone", "atera", "ninox", "opsramp");

  private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
  private final Settings settings;
  private final Accounts accounts;
  private final Budget budget;
  private final Ledger ledger;
  private final CallQuota quota;
  private final SyncLocks locks;
  private final Survey survey = new Survey();
  private final RuntimeSpec spec;
  private final Syncs syncs = new Syncs();
  private final Main main;
  private final CamelContext camel;
  private final ProducerTemplate template;

  private CaravanRuntime(RuntimeSpec spec) throws Exception {
    this.spec = spec;
    this.settings = spec.settings();
    this.accounts = settings.accounts();
    Store store = closing(Store.open(spec.store()));
    this.budget =
        closing(new Budget(store.jdbi(), accounts, spec.clock(), () -> readsAlerts(spec)));
    this.ledger = new Ledger(store.jdbi(), spec.clock());
    this.locks = closing(new SyncLocks(store.jdbi(), spec.nanos()));
    HttpGuard guard = closing(new HttpGuard(accounts));
    Writers writers = closing(new Writers(accounts));
    CallCounts counts = new CallCounts();
    Cycles cycles = new Cycles();
    Rules.Book rules = new RulesFromSettings(settings, accounts, spec.routes().resolve("mappings"));
    Journal journal = new Journal(ledger, rules, spec.clock());
    Doubts doubts = new Doubts(ledger, cycles, rules, spec.clock());
    LedgerHooks hooks = new LedgerHooks(ledger, journal, doubts, sync -> requests(counts, sync));

    Beans beans = new Beans();
    Redaction redaction = new Redaction(settings.secrets());
    beans.calls(accounts, budget, counts, redaction, guard);
    beans.vendors(accounts, counts, redaction, spec.clock());
    beans.reconciliation(settings, ledger, journal, doubts, hooks, cycles, rules, spec.clock());
    this.quota = closing(new CallQuota(store.jdbi(), accounts, spec.clock()));
    beans.ninox(
        accounts,
        settings,
        cycles,
        journal,
        quota,
        new Positions(store.jdbi()),
        rules,
        spec.purpose() == Purpose.SURVEY,
        spec.clock());
    beans.mapping(settings, spec.syncs());
    beans.end(spec.purpose() == Purpose.SURVEY ? survey : new PlanPrinter());

    this.main = new Main();
    main.setDefaultPropertyPlaceholderLocation("false");
    main.setOverrideProperties(properties(spec));
    beans.byName().forEach(main::bind);
    writers.beans().forEach(main::bind);
    main.init();
    this.camel = main.getCamelContext();
    this.template = camel.createProducerTemplate();
    camel.addComponent(
        "cycle",
        new CycleComponent(
            new CycleRunner(ledger, locks, accounts, hooks, cycles, spec.clock(), template),
            syncs));
    for (String sync : spec.syncs()) {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(new PipeFile(spec.routes(), sync).resource(spec.purpose()));
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

  public Accounts accounts() {
    return accounts;
  }

  /** The locks of the syncs, for who works on a ledger beside their cycles. */
  public SyncLocks locks() {
    return locks;
  }

  /** The records that a survey has found so far, mapped. */
  public List<JsonNode> surveyed() {
    return survey.records();
  }

  /**
   * The kind of target of a sync, such as {@code atera-tickets}; empty when it has none of ours.
   */
  public Optional<String> target(String sync) {
    return new PipeFile(spec.routes(), sync).target();
  }

  /** Whether there is such a route, by its address. */
  public boolean answers(String route) {
    return camel.hasEndpoint(route) != null;
  }

  /**
   * Asks a route.
   *
   * @return the exchange after it, for its body and variables
   * @throws RuntimeException what went wrong in it, itself and not what Camel made of it
   */
  public Exchange ask(String route, Map<String, Object> variables) {
    return ask(route, variables, null);
  }

  /** The same with a body. */
  public Exchange ask(String route, Map<String, Object> variables, @Nullable Object body) {
    Exchange answer =
        template.send(
            route,
            exchange -> {
              variables.forEach(exchange::setVariable);
              exchange.getMessage().setBody(body);
            });
    Throwable failure = answer.getException();
    while (failure instanceof CamelExecutionException && failure.getCause() != null) {
      failure = failure.getCause();
    }
    if (failure != null) {
      throw failure instanceof RuntimeException reason
          ? reason
          : new IllegalStateException(failure);
    }
    return answer;
  }

  /** The buckets of the accounts at both ends of a sync, source first. */
  public Map<String, List<BucketUse>> budgets(String sync) {
    Map<String, List<BucketUse>> budgets = new LinkedHashMap<>();
    accountsOf(sync).forEach(name -> budgets.put(name, budget.use(name)));
    return budgets;
  }

  private Set<String> accountsOf(String sync) {
    SyncSettings wanted = settings.sync(sync);
    Set<String> names = new LinkedHashSet<>();
    names.add(wanted.sourceAccount());
    names.add(wanted.targetAccount());
    // A Kamelet of no vendor that we know has no account.
    names.removeIf(String::isBlank);
    return names;
  }

  /** The mappings in the steps of a sync, first to last. */
  public List<String> mappings(String sync) {
    return new PipeFile(spec.routes(), sync).mappings();
  }

  /** What an account of a vendor with a monthly quota has used of it. */
  public CallQuota.Use quota(String account) {
    return quota.use(account);
  }

  /** The same of those accounts at the ends of a sync whose vendor has such a quota. */
  public Map<String, CallQuota.Use> quotas(String sync) {
    Map<String, CallQuota.Use> uses = new LinkedHashMap<>();
    accountsOf(sync).stream()
        .filter(name -> accounts.get(name).vendor().equals(CallQuota.VENDOR))
        .forEach(name -> uses.put(name, quota.use(name)));
    return uses;
  }

  /**
   * Ends the cycles under way: calls that wait are woken, those on their way are awaited, nothing
   * new begins. The store stays open until {@link #close}, so that what was done can be written
   * down.
   */
  public void stop() {
    budget.close();
    main.stop();
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

  private Map<String, CycleReport.Requests> requests(CallCounts counts, String sync) {
    Map<String, CycleReport.Requests> requests = new LinkedHashMap<>();
    for (String account : accountsOf(sync)) {
      CallCounts.Count count = counts.of(sync, account);
      requests.put(
          account,
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
    // A vendor without an account is never called, but its routes are loaded with all others.
    VENDORS.forEach(vendor -> properties.putIfAbsent(vendor + ".throttle-period", "60000"));
    String routes = spec.routes().toString();
    properties.setProperty("caravan.routes", routes);
    properties.setProperty("camel.component.kamelet.location", "file:" + routes + "/kamelets");
    properties.setProperty(
        "camel.main.routesIncludePattern",
        "file:" + routes + "/policies/*.yaml,file:" + routes + "/vendors/*.yaml");
    // The merged view was built from the environment already; Camel must not read it again.
    properties.setProperty("camel.component.properties.environmentVariableMode", "0");
    // What is asked of a route while it stops fails at once instead of after half a minute.
    properties.setProperty("camel.component.direct.block", "false");
    properties.setProperty("camel.main.shutdownTimeout", "20");
    properties.setProperty("camel.main.name", "caravan");
    properties.setProperty("camel.main.startupSummaryLevel", "off");
    properties.setProperty("camel.main.autoConfigurationLogSummary", "false");
    return properties;
  }
}
