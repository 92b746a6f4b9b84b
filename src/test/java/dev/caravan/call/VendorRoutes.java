package dev.caravan.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.auth.ApiKeys;
import dev.caravan.auth.FixedKeys;
import dev.caravan.auth.Grants;
import dev.caravan.auth.RefusedCredentials;
import dev.caravan.auth.TokenCache;
import dev.caravan.auth.TokenPaths;
import dev.caravan.budget.Budget;
import dev.caravan.budget.BudgetGate;
import dev.caravan.budget.LimitOutcome;
import dev.caravan.budget.SendPermit;
import dev.caravan.ledger.Ledger;
import dev.caravan.mapping.ContactBook;
import dev.caravan.mapping.Mappings;
import dev.caravan.paging.AllRows;
import dev.caravan.paging.Pages;
import dev.caravan.proxy.Proxies;
import dev.caravan.reconcile.journal.Journal;
import dev.caravan.store.Store;
import dev.caravan.store.StoreSettings;
import dev.caravan.target.TicketLook;
import dev.caravan.target.TicketRequests;
import dev.caravan.target.TicketScan;
import dev.caravan.target.TicketTarget;
import dev.caravan.target.WriteExecution;
import dev.caravan.text.Redaction;
import dev.caravan.vendor.Key;
import dev.caravan.vendor.RouteFolders;
import dev.caravan.vendor.Vendor;
import dev.caravan.vendor.Vendors;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.ResourceResolverSupport;
import org.jspecify.annotations.Nullable;

/** The shipped vendor routes and policies in a context of their own, against loopback vendors. */
public final class VendorRoutes implements AutoCloseable {
  public static final String DATTO_KEY = "DATTOKEY0001";
  public static final String DATTO_SECRET = "datto-s3cret+/=";
  public static final String ATERA_KEY = "atera-key-0123456789";

  private static final Breakers BREAKERS =
      new Breakers(account -> Duration.ofHours(1), () -> 0, InstantSource.system());

  private final CallCounts counts = new CallCounts(CallMeter.NONE);
  public final List<PageSeen> pages = new CopyOnWriteArrayList<>();
  public final List<String> acquired = new CopyOnWriteArrayList<>();
  public volatile int givenBack;
  public final List<String> observed = new CopyOnWriteArrayList<>();
  public final DefaultCamelContext context;
  private final HttpGuard guard;
  private final Store store;
  private final Budget realBudget;
  private final boolean budgeted;

  /** A page as the cycle would receive it. */
  public record PageSeen(int number, boolean last, JsonNode rows) {}

  /** What differs from one test to the next. */
  public static final class Setup {
    public final Map<String, String> datto =
        new HashMap<>(
            Map.of(
                "api-key", DATTO_KEY,
                "secret", DATTO_SECRET,
                "token-path", "/auth/oauth/token",
                "api-path", "/api",
                "alert-path", "/api/v2/alert",
                "account-path", "/api/v2/account",
                "reads-per-minute", "600",
                "writes-per-minute", "100",
                "read-timeout", "2s"));
    public final Map<String, String> atera =
        new HashMap<>(
            Map.of(
                "api-key", ATERA_KEY,
                "account-path", "/api/v3/account",
                "tickets-path", "/api/v3/tickets",
                "modified-tickets-path", "/api/v3/tickets/lastmodified",
                "requests-per-minute", "700",
                "read-timeout", "2s"));
    public final Properties properties = new Properties();
    public Duration retryDelay = Duration.ofMillis(5);
    public int retries = 4;
    public Duration deadline = Duration.ofSeconds(5);
    public Proxies proxies = Proxies.NONE;
    public StoreSettings store = StoreSettings.IN_MEMORY;
    public InstantSource clock = Clock.systemUTC();
    public LongSupplier nanos = System::nanoTime;
    public Consumer<Exchange> onPage = page -> {};

    /** What happens while a call, of a token or another, waits for its turn. */
    public Runnable waiting = () -> {};

    /** How long a call waits once more, right before it is sent. */
    public Supplier<Duration> renewed = () -> Duration.ZERO;

    /** Without it the Throttler stands alone, which otherwise never has to wait. */
    public boolean budget = true;

    /** Whether Datto is asked for its own count of calls. */
    public boolean calibration;

    public Setup() {
      properties.setProperty("datto-rmm.throttle-period", "61500");
      properties.setProperty("atera.throttle-period", "61500");
    }
  }

  public static VendorRoutes against(URI datto, URI atera) {
    return against(datto, atera, setup -> {});
  }

  public static VendorRoutes against(URI datto, URI atera, Consumer<Setup> change) {
    Setup setup = new Setup();
    change.accept(setup);
    try {
      return new VendorRoutes(datto, atera, setup);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** With the limits, and the defaults of texts and choices, that the vendor's folder says. */
  private static Account account(
      String name, String vendor, URI url, Map<String, String> settings) {
    Vendor known = Vendors.in(RouteFolders.of(Path.of("routes"))).find(vendor).orElseThrow();
    Map<String, String> all = new HashMap<>();
    for (Key key : known.keys()) {
      if (key.type() == Key.Type.TEXT || key.type() == Key.Type.ENUM) {
        key.fallback().ifPresent(value -> all.put(key.name(), value));
      }
    }
    all.putAll(settings);
    return new Account(name, vendor, url, all, known.limits());
  }

  private VendorRoutes(URI datto, URI atera, Setup setup) throws Exception {
    Accounts accounts =
        new Accounts(
            List.of(
                account("datto", "datto-rmm", datto, setup.datto),
                account("atera", "atera", atera, setup.atera)));
    budgeted = setup.budget;
    store = Store.open(setup.store);
    realBudget = new Budget(store.budgets(), accounts, setup.clock, setup.nanos, account -> true);
    guard = new HttpGuard(accounts, setup.proxies, Redaction.NONE, "1.2.3", setup.deadline);
    context = new DefaultCamelContext();
    setup.datto.forEach((key, value) -> setup.properties.putIfAbsent("datto." + key, value));
    setup.atera.forEach((key, value) -> setup.properties.putIfAbsent("atera." + key, value));
    context.getPropertiesComponent().setInitialProperties(setup.properties);
    context.getRegistry().bind("httpGuard", guard);
    context
        .getRegistry()
        .bind(
            "call", new Call(accounts, gate(setup), counts, Redaction.NONE, call -> {}, BREAKERS));
    context.getRegistry().bind("budget", gate(setup));
    context
        .getRegistry()
        .bind(
            "tokens",
            new TokenCache(
                accounts,
                gate(setup),
                counts,
                Redaction.NONE,
                setup.clock,
                new RefusedCredentials(store.budgets())));
    context.getRegistry().bind("tokenPaths", new TokenPaths(accounts, counts));
    context.getRegistry().bind("grants", new Grants(accounts));
    context
        .getRegistry()
        .bind(
            "apiKeys",
            new ApiKeys(
                accounts, new FixedKeys(new RefusedCredentials(store.budgets()), setup.clock)));
    context.getRegistry().bind("breakers", BREAKERS);
    context.getRegistry().bind("answers", new Answers());
    context.getRegistry().bind("pages", new Pages(accounts));
    context.getRegistry().bind("ticketTarget", new TicketTarget());
    context.getRegistry().bind("ticketScan", new TicketScan(accounts));
    Ledger ledger = new Ledger(store.ledger(), setup.clock);
    Journal journal = journal(ledger, setup);
    context.getRegistry().bind("ticketLook", new TicketLook(ledger, journal, setup.clock));
    context
        .getRegistry()
        .bind("ticketRequests", new TicketRequests(accounts, new WriteExecution(journal)));
    context.getRegistry().bind("writeExecution", new WriteExecution(journal));
    context.getRegistry().bind("allRows", new AllRows());
    context.getRegistry().bind("jqScope", Mappings.scope(ContactBook.EMPTY, accounts::shown));
    context
        .getRegistry()
        .bind(
            "resource-loader-routes",
            new ResourceResolverSupport("routes") {
              @Override
              protected Resource createResource(String location, String remaining) {
                return file(getCamelContext(), remaining);
              }
            });
    context
        .getRegistry()
        .bind(
            "readRetries",
            RetryDecision.forReads(setup.retryDelay, setup.retries, new Random(1), BREAKERS));
    context
        .getRegistry()
        .bind(
            "writeRetries",
            RetryDecision.forWrites(setup.retryDelay, setup.retries, new Random(1), BREAKERS));
    context.addComponent("cycle", new DirectComponent());
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("cycle:page").errorHandler(noErrorHandler()).process(page -> see(page, setup));
          }
        });
    for (String file :
        List.of(
            "policies/read.camel.yaml",
            "policies/write.camel.yaml",
            "templates/call.camel.yaml",
            "templates/collect.camel.yaml",
            "templates/get.camel.yaml",
            "templates/identity.camel.yaml",
            "templates/pages.camel.yaml",
            "templates/read.camel.yaml",
            "templates/record-state.camel.yaml",
            "templates/token.camel.yaml",
            "templates/write.camel.yaml",
            "vendors/datto-rmm/datto-rmm.camel.yaml",
            "templates/target-ticket-changes.camel.yaml",
            "templates/target-ticket-close.camel.yaml",
            "templates/target-ticket-double.camel.yaml",
            "templates/target-ticket-comment.camel.yaml",
            "templates/target-ticket-comment-write.camel.yaml",
            "templates/target-ticket-comments.camel.yaml",
            "templates/target-ticket-create.camel.yaml",
            "templates/target-ticket-look.camel.yaml",
            "templates/target-ticket-probe.camel.yaml",
            "templates/target-ticket-put.camel.yaml",
            "templates/target-ticket-read.camel.yaml",
            "templates/target-ticket-scan.camel.yaml",
            "templates/target-ticket-update.camel.yaml",
            "vendors/atera/atera.camel.yaml",
            "vendors/atera/atera-tickets.camel.yaml")) {
      PluginHelper.getRoutesLoader(context).loadRoutes(file(context, file));
    }
    context.getShutdownStrategy().setTimeout(20);
    context.start();
  }

  private static Resource file(CamelContext context, String file) {
    return ResourceHelper.resolveResource(
        context, "file:" + Path.of("routes", file).toAbsolutePath());
  }

  /** Sends a call; the exchange holds its answer or its failure. */
  public Exchange call(
      String route, String account, String method, String url, @Nullable String json) {
    return send(
        route,
        Map.of(
            "account", account,
            "method", method,
            "url", url,
            "priority", "alerts"),
        json);
  }

  public Exchange send(String route, Map<String, Object> variables, @Nullable String body) {
    return send(route, variables, body, Map.of());
  }

  /** The same with properties of the exchange. */
  public Exchange send(
      String route,
      Map<String, Object> variables,
      @Nullable String body,
      Map<String, Object> properties) {
    Exchange exchange = ExchangeBuilder.anExchange(context).withBody(body).build();
    properties.forEach(exchange::setProperty);
    variables.forEach(exchange::setVariable);
    // What an earlier vendor's answer or a Kamelet may have left in the message.
    exchange.getMessage().setHeader("Set-Cookie", "session=1");
    exchange.getMessage().setHeader("Authorization", "Bearer of-somebody-else");
    exchange.getMessage().setHeader("CamelHttpQuery", "left=over");
    return context.createProducerTemplate().send("direct:" + route, exchange);
  }

  /** What was asked of an account. */
  public RequestCounts asked(String account) {
    return counts.of("", account);
  }

  @Override
  public void close() {
    realBudget.close();
    context.stop();
    guard.close();
    store.close();
  }

  /** No test here writes for a cycle. */
  private Journal journal(Ledger ledger, Setup setup) {
    return new Journal(
        ledger,
        sync -> {
          throw new IllegalStateException(sync);
        },
        setup.clock,
        System::nanoTime);
  }

  private void see(Exchange exchange, Setup setup) {
    pages.add(
        new PageSeen(
            exchange.getVariable("page", Integer.class),
            exchange.getVariable("last", Boolean.class),
            exchange.getMessage().getBody(JsonNode.class)));
    setup.onPage.accept(exchange);
  }

  private BudgetGate gate(Setup setup) {
    return new BudgetGate() {
      @Override
      public SendPermit acquire(String account, String bucket, String priority) {
        acquired.add(account + "/" + bucket + "/" + priority);
        setup.waiting.run();
        SendPermit real = budgeted ? realBudget.acquire(account, bucket, priority) : null;
        return new SendPermit() {
          @Override
          public Duration renew() {
            Duration waited = setup.renewed.get();
            return real == null ? waited : waited.plus(real.renew());
          }

          @Override
          public void giveBack() {
            givenBack++;
            if (real != null) {
              real.giveBack();
            }
          }
        };
      }

      @Override
      public LimitOutcome observe(
          String account,
          String bucket,
          int status,
          Map<String, String> headers,
          @Nullable String body) {
        observed.add(account + "/" + bucket + " " + status + " " + new TreeMap<>(headers).keySet());
        return realBudget.observe(account, bucket, status, headers, body);
      }

      @Override
      public LimitOutcome observeToken(
          String account, int status, Map<String, String> headers, @Nullable String body) {
        observed.add(account + "/token " + status + " " + new TreeMap<>(headers).keySet());
        return realBudget.observeToken(account, status, headers, body);
      }

      @Override
      public boolean calibrationDue(String account) {
        return setup.calibration && realBudget.calibrationDue(account);
      }

      @Override
      public boolean seed(String account, @Nullable String json) {
        return realBudget.seed(account, json);
      }
    };
  }
}
