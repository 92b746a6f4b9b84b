package dev.caravan.runtime;

import dev.caravan.account.Accounts;
import dev.caravan.auth.RefusedCredentials;
import dev.caravan.budget.Budget;
import dev.caravan.budget.MonthlyQuota;
import dev.caravan.budget.SpentBudgets;
import dev.caravan.call.Breakers;
import dev.caravan.call.CallCounts;
import dev.caravan.call.CallMeter;
import dev.caravan.call.HttpGuard;
import dev.caravan.config.Settings;
import dev.caravan.cycle.CycleComponent;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.CycleRunner;
import dev.caravan.cycle.PageWorkers;
import dev.caravan.cycle.Syncs;
import dev.caravan.ledger.IdleSyncs;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.SourcePositions;
import dev.caravan.lock.RunClaims;
import dev.caravan.lock.SyncLocks;
import dev.caravan.mapping.ContactBook;
import dev.caravan.pipe.Kamelets;
import dev.caravan.pipe.Pipe;
import dev.caravan.reconcile.LedgerHooks;
import dev.caravan.reconcile.journal.Journal;
import dev.caravan.reconcile.record.Rules;
import dev.caravan.store.Retention;
import dev.caravan.store.Store;
import dev.caravan.text.Redaction;
import dev.caravan.vendor.Vendor;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import net.thisptr.jackson.jq.Scope;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** A running Caravan: the store, the beans and Camel with the routes. To be closed once. */
public final class CaravanRuntime implements AutoCloseable {
  private final Opened opened;
  private final Accounts accounts;
  private final Budget budget;
  private final AccountsInUse accountsInUse;
  private final Ledger ledger;
  private final SyncLocks locks;
  private final RuntimeSpec spec;
  private final Syncs syncs = new Syncs();
  private final Main main;
  private final CamelContext camel;
  private final ProducerTemplate template;
  private final HttpGuard guard;
  private final Notifying notifying;
  private final @Nullable Observation observation;

  private CaravanRuntime(RuntimeSpec spec, Opened opened) throws Exception {
    this.spec = spec;
    this.opened = opened;
    Settings settings = spec.settings();
    Kamelets kamelets = settings.kamelets();
    this.accounts = settings.accounts();
    // What takes its time and needs no store is made meanwhile.
    Redaction redaction = Redaction.of(settings.secrets());
    this.guard =
        opened.add(
            new HttpGuard(
                accounts,
                Notifying.webhooks(spec),
                settings.proxies(),
                redaction,
                BuildVersion.read().caravan()));
    ContactBook contacts = Beans.contacts(settings, spec.syncs());
    CompletableFuture<Scope> scope =
        CompletableFuture.supplyAsync(() -> Beans.jqScope(settings, contacts, accounts));
    Store store = opened.add(Store.open(spec.store()));
    Set<String> ofAlerts = EnabledSources.accountsOfAlerts(settings);
    this.budget =
        opened.add(
            new Budget(store.budgets(), accounts, spec.clock(), spec.nanos(), ofAlerts::contains));
    this.ledger = new Ledger(store.ledger(), spec.clock());
    this.locks =
        opened.add(new SyncLocks(store.locks(), settings.lease(), spec.nanos(), spec.clock()));
    if (spec.running()) {
      RunClaims claims = opened.add(locks.claims());
      if (settings.store().isEmbedded()) {
        claims.takeSome(spec.syncs());
      }
    }
    Retention retention = new Retention(settings.keepHistory(), spec.clock());
    retention.add(new IdleSyncs(store.ledger()));
    retention.add(new SpentBudgets(store.budgets()));
    Writers writers = opened.add(new Writers(accounts));
    this.observation = spec.running() ? new Observation(spec) : null;
    CallCounts counts = new CallCounts(observation == null ? CallMeter.NONE : observation.calls());
    Rules.Book rules = new RulesFromSettings(settings, accounts);
    Journal journal = opened.add(new Journal(ledger, rules, spec.clock(), spec.nanos()));
    MonthlyQuota quota =
        opened.add(
            new MonthlyQuota(store.budgets(), accounts, quotaVendors(settings), spec.clock()));
    this.accountsInUse = new AccountsInUse(settings, budget, counts, quota);
    LedgerHooks hooks = new LedgerHooks(ledger, journal, rules, retention);

    Beans beans = new Beans();
    Breakers breakers = new Breakers(new AccountIntervals(spec)::of, spec.nanos(), spec.clock());
    beans.calls(accounts, budget, counts, redaction, guard, quota, breakers, spec.retryDelay());
    RefusedCredentials refused = new RefusedCredentials(store.budgets());
    beans.credentials(accounts, budget, counts, redaction, spec.clock(), refused);
    beans.reconciliation(settings, ledger, journal, hooks, rules, spec.clock());
    beans.tickets(accounts, ledger, journal, spec.clock());
    beans.mapping(settings, scope.join());

    this.main = new CamelMain();
    // The hook of Camel's own would keep this whole runtime until the process ends; who wants to be
    // stopped by a signal calls stop().
    main.setShutdownStrategy(new SimpleMainShutdownStrategy());
    opened.add(main::stop);
    main.bind(RouteResources.BEAN, new RouteResources(settings.routes(), kamelets));
    main.setDefaultPropertyPlaceholderLocation("false");
    main.setOverrideProperties(CamelProperties.own(spec));
    main.bind(SettingsSource.BEAN, new SettingsSource(CamelProperties.named(spec)));
    beans.byName().forEach(main::bind);
    new OfferedServices()
        .offer(Accounts.class, accounts)
        .offer(Settings.class, settings)
        .offer(Budget.class, budget)
        .offer(CallCounts.class, counts)
        .offer(Journal.class, journal)
        .offer(Ledger.class, ledger)
        .offer(Rules.Book.class, rules)
        .offer(Retention.class, retention)
        .offer(SourcePositions.class, new SourcePositions(store.ledger()))
        .offer(Store.class, store)
        .offer(Clock.class, spec.clock())
        .bindAll(main::bind);
    writers.beans().forEach(main::bind);
    this.notifying = new Notifying(spec, store, redaction);
    notifying.bind(main::bind);
    if (observation != null) {
      observation.show(main, store, budget, breakers, refused);
    }
    main.init();
    this.camel = main.getCamelContext();
    if (observation != null) {
      observation.check(camel, store);
    }
    this.template = camel.createProducerTemplate();
    camel.addComponent(
        "cycle",
        new CycleComponent(
            new CycleRunner(
                ledger,
                locks,
                accounts,
                hooks,
                accountsInUse::requests,
                spec.clock(),
                spec.nanos(),
                breakers::reset,
                template),
            syncs,
            opened.add(new PageWorkers())));
    for (String sync : spec.syncs()) {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              ResourceHelper.fromString(sync + ".pipe.yaml", pipe(sync).forSync(sync, kamelets)));
    }
    notifying.load(camel);
    main.start();
    // Camel 4.18 goes on naming the route that it made last; a Kamelet made later would inherit its
    // policy.
    camel.getCamelContextExtension().createRoute("");
    opened.add(notifying);
    if (observation != null) {
      notifying.start(spec, locks, template, observation::notice);
    }
  }

  /**
   * Starts everything; when something fails, what was started is closed again.
   *
   * @throws dev.caravan.config.ConfigurationException when the configuration cannot be used
   * @throws dev.caravan.store.StoreException when the store cannot be opened
   */
  public static CaravanRuntime start(RuntimeSpec spec) {
    Opened opened = new Opened();
    try {
      return new CaravanRuntime(spec, opened);
    } catch (Exception e) {
      opened.close();
      throw BrokenRoutes.in(e, spec.settings().routes());
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

  /**
   * A cycle of this process has ended: monitors learn of it, and operators.
   *
   * @param stopping the process ends: what that cut short is no trouble to tell of
   */
  public void ended(CycleReport report, boolean stopping) {
    observation().ended(report);
    if (!stopping) {
      notifying.ended(report);
    }
  }

  /**
   * What monitors see of it.
   *
   * @throws IllegalStateException when it was not started to keep the syncs running
   */
  public Observation observation() {
    if (observation == null) {
      throw new IllegalStateException("Only a Caravan that keeps its syncs running is observed");
    }
    return observation;
  }

  /** What the accounts at both ends of a sync have used and may use. */
  public AccountsInUse accountsInUse() {
    return accountsInUse;
  }

  /** The mappings in the steps of a sync, first to last. */
  public List<String> mappings(String sync) {
    return pipe(sync).mappings();
  }

  private Pipe pipe(String sync) {
    return spec.settings()
        .pipe(sync)
        .orElseThrow(() -> new IllegalArgumentException("There is no Pipe of " + sync));
  }

  /**
   * Ends the cycles under way: calls that wait are woken, those on their way are awaited, nothing
   * new begins. The store stays open until {@link #close}, so that what was done can be written
   * down.
   */
  public void stop() {
    budget.close();
    guard.cutWebhooks();
    notifying.close();
    main.stop();
  }

  @Override
  public void close() {
    opened.close();
  }

  /** The names of the vendors that sell calls by the month. */
  private static Map<String, String> quotaVendors(Settings settings) {
    return settings.vendors().all().stream()
        .filter(
            vendor -> vendor.keys().stream().anyMatch(key -> key.name().equals(MonthlyQuota.KEY)))
        .collect(Collectors.toMap(Vendor::id, Vendor::name));
  }
}
