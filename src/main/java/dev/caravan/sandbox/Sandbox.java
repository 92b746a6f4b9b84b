package dev.caravan.sandbox;

import com.sun.net.httpserver.HttpServer;
import dev.caravan.sandbox.atera.AteraVendor;
import dev.caravan.sandbox.datto.DattoVendor;
import dev.caravan.sandbox.ninox.NinoxVendor;
import dev.caravan.sandbox.wire.AccountHandler;
import dev.caravan.sandbox.wire.DateRelay;
import dev.caravan.sandbox.wire.Faults;
import dev.caravan.sandbox.wire.RequestLog;
import dev.caravan.sandbox.wire.SandboxVendor;
import dev.caravan.sandbox.wire.Seed;
import dev.caravan.sandbox.wire.SimulatedAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The vendors on one loopback port: each account below its prefix, {@code /control} for tests and
 * people. Thread-safe. Closing it cuts what is still open.
 */
public final class Sandbox implements AutoCloseable {
  static {
    // Without it, each small answer waits up to 40 ms for the client's delayed acknowledgement.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final HttpServer server;
  private final @Nullable DateRelay relay;
  private final ExecutorService threads;
  private final InstantSource clock;
  private final Map<String, SimulatedAccount<?>> accounts;
  private final Faults faults = new Faults();
  private final RequestLog log = new RequestLog();
  private final Simulation simulation;

  private Sandbox(
      HttpServer server,
      @Nullable DateRelay relay,
      ExecutorService threads,
      InstantSource clock,
      Map<String, SimulatedAccount<?>> accounts) {
    this.server = server;
    this.relay = relay;
    this.threads = threads;
    this.clock = clock;
    this.accounts = accounts;
    this.simulation = new Simulation(accounts.values());
  }

  /**
   * Starts a sandbox.
   *
   * @throws UncheckedIOException when the port is taken
   */
  public static Sandbox start(SandboxOptions options) {
    boolean clocked = !options.isMachinesTime();
    HttpServer server = clocked ? listen("localhost", 0) : listen(options.host(), options.port());
    DateRelay relay = clocked ? relay(options, server.getAddress().getPort()) : null;
    Map<String, SimulatedAccount<?>> accounts = new LinkedHashMap<>();
    for (SandboxVendor vendor : registered()) {
      for (String name : options.accountsOf(vendor)) {
        accounts.put(name, vendor.account(name, options.clock()));
      }
    }
    ExecutorService threads = Executors.newCachedThreadPool(Sandbox::thread);
    Sandbox sandbox = new Sandbox(server, relay, threads, options.clock(), accounts);
    sandbox.serve();
    sandbox.seed(options.seed());
    server.setExecutor(threads);
    server.start();
    return sandbox;
  }

  /** The vendors that can be simulated, in the order in which they are shown. */
  public static List<SandboxVendor> registered() {
    return ServiceLoader.load(SandboxVendor.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  private void serve() {
    for (SimulatedAccount<?> account : accounts.values()) {
      server.createContext(
          "/" + account.prefix() + "/", new AccountHandler(account, faults, log, clock));
    }
    server.createContext("/control/", new Control(this));
    for (SimulatedAccount<?> account : shown()) {
      account.pages().forEach(page -> server.createContext(page.path(), page.handler()));
    }
    server.createContext("/", new FrontPage(shown()));
  }

  /** Of several accounts of one kind the page shows the first. */
  List<SimulatedAccount<?>> shown() {
    Map<Class<?>, SimulatedAccount<?>> first = new LinkedHashMap<>();
    accounts.values().forEach(account -> first.putIfAbsent(account.getClass(), account));
    return List.copyOf(first.values());
  }

  public int port() {
    return relay == null ? server.getAddress().getPort() : relay.port();
  }

  /** Its address without a trailing slash; {@code uri() + "/datto"} is a base URL. */
  public URI uri() {
    return URI.create("http://localhost:" + port());
  }

  /** The first Datto RMM account. */
  public DattoVendor datto() {
    return account(DattoVendor.class);
  }

  /** The first Atera account. */
  public AteraVendor atera() {
    return account(AteraVendor.class);
  }

  /** The Ninox team. */
  public NinoxVendor ninox() {
    return account(NinoxVendor.class);
  }

  /** The first account of that kind. */
  public <T extends SimulatedAccount<?>> T account(Class<T> kind) {
    return accounts.values().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + kind.getSimpleName() + " here"));
  }

  /** The account at a prefix. */
  public SimulatedAccount<?> account(String prefix) {
    SimulatedAccount<?> account = accounts.get(prefix);
    if (account == null) {
      throw new IllegalArgumentException(
          "no account '%s' here; there are %s".formatted(prefix, accounts.keySet()));
    }
    return account;
  }

  public Faults faults() {
    return faults;
  }

  public RequestLog log() {
    return log;
  }

  /** What happens over time; it stands still until it is told to tick. */
  public Simulation simulation() {
    return simulation;
  }

  /** Every account by its prefix, in the order in which they are shown. */
  public Map<String, SimulatedAccount<?>> accounts() {
    return Collections.unmodifiableMap(accounts);
  }

  /** Starts every account anew with so many records; the same seed gives the same ones. */
  public void seed(Seed seed) {
    accounts.values().forEach(account -> account.seed(seed));
  }

  /** The same by its numbers. */
  public void seed(int sites, int devices, int alerts, long number) {
    seed(new Seed(sites, devices, alerts, number));
  }

  /** No records, default switches, no faults, an empty log, standing still. */
  public void reset() {
    simulation.every(Duration.ZERO);
    accounts.values().forEach(SimulatedAccount::reset);
    faults.clear();
    log.clear();
  }

  @Override
  public void close() {
    simulation.close();
    threads.shutdownNow();
    if (relay != null) {
      relay.close();
    }
    server.stop(0);
  }

  private static HttpServer listen(String host, int port) {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 0);
    } catch (IOException e) {
      throw taken(host, port, e);
    }
  }

  private static DateRelay relay(SandboxOptions options, int server) {
    try {
      return new DateRelay(options.port(), server, options.clock());
    } catch (IOException e) {
      throw taken(options.host(), options.port(), e);
    }
  }

  private static UncheckedIOException taken(String host, int port, IOException e) {
    return new UncheckedIOException(
        "The sandbox cannot listen on port %d of %s; give another one (--port, --host)"
            .formatted(port, host),
        e);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "sandbox");
    thread.setDaemon(true);
    return thread;
  }
}
