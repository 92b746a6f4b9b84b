package dev.caravan.sandbox;

import com.sun.net.httpserver.HttpServer;
import dev.caravan.sandbox.atera.AteraVendor;
import dev.caravan.sandbox.datto.DattoVendor;
import dev.caravan.sandbox.ninox.Ninox4Vendor;
import dev.caravan.sandbox.ninox.NinoxVendor;
import dev.caravan.sandbox.wire.Faults;
import dev.caravan.sandbox.wire.RequestLog;
import dev.caravan.sandbox.wire.Vendor;
import dev.caravan.sandbox.wire.VendorHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

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

  /** Agents of a common seed; the benchmarks with many devices need no agents. */
  private static final int MOST_AGENTS = 500;

  private static final String NINOX = "ninox";
  private static final String NINOX_4 = "ninox4";

  private final HttpServer server;
  private final ExecutorService threads;
  private final InstantSource clock;
  private final Map<String, Vendor> vendors;
  private final Faults faults = new Faults();
  private final RequestLog log = new RequestLog();
  private final Living living = new Living(this);

  private Sandbox(
      HttpServer server,
      ExecutorService threads,
      InstantSource clock,
      Map<String, Vendor> vendors) {
    this.server = server;
    this.threads = threads;
    this.clock = clock;
    this.vendors = vendors;
  }

  /**
   * Starts a sandbox.
   *
   * @throws UncheckedIOException when the port is taken
   */
  public static Sandbox start(SandboxOptions options) {
    HttpServer server = listen(options.port());
    Map<String, Vendor> vendors = new LinkedHashMap<>();
    options.datto().forEach(name -> vendors.put(name, new DattoVendor(name, options.clock())));
    options.atera().forEach(name -> vendors.put(name, new AteraVendor(name, options.clock())));
    vendors.put(NINOX, new NinoxVendor(NINOX, options.clock()));
    vendors.put(NINOX_4, new Ninox4Vendor(NINOX_4));
    ExecutorService threads = Executors.newCachedThreadPool(Sandbox::thread);
    Sandbox sandbox = new Sandbox(server, threads, options.clock(), vendors);
    sandbox.serve();
    sandbox.seed(options.sites(), options.devices(), options.alerts(), options.seed());
    server.setExecutor(threads);
    server.start();
    return sandbox;
  }

  private void serve() {
    for (Vendor vendor : vendors.values()) {
      server.createContext(
          "/" + vendor.prefix() + "/", new VendorHandler(vendor, faults, log, clock));
    }
    server.createContext("/control/", new Control(this));
    server.createContext("/tables", new TablesPage(ninox()));
    server.createContext("/", new Page());
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Its address without a trailing slash; {@code uri() + "/datto"} is a base URL. */
  public URI uri() {
    return URI.create("http://localhost:" + port());
  }

  /** The first Datto RMM account. */
  public DattoVendor datto() {
    return vendor(DattoVendor.class);
  }

  /** The first Atera account. */
  public AteraVendor atera() {
    return vendor(AteraVendor.class);
  }

  /** The Ninox team. */
  public NinoxVendor ninox() {
    return vendor(NinoxVendor.class);
  }

  public DattoVendor datto(String prefix) {
    return (DattoVendor) vendor(prefix);
  }

  public AteraVendor atera(String prefix) {
    return (AteraVendor) vendor(prefix);
  }

  public Faults faults() {
    return faults;
  }

  public RequestLog log() {
    return log;
  }

  /** Life at the vendors; it stands still until it is told to tick. */
  public Living living() {
    return living;
  }

  /** Every account by its prefix. */
  public Map<String, Vendor> vendors() {
    return Map.copyOf(vendors);
  }

  /**
   * Starts every account anew with so many records; the same seed gives the same ones. Atera gets a
   * customer for each site and up to 500 agents; {@link AteraVendor#seed} makes more.
   */
  public void seed(int sites, int devices, int alerts, long seed) {
    List<String> names = IntStream.range(0, sites).mapToObj(DattoVendor::siteName).toList();
    for (Vendor vendor : vendors.values()) {
      if (vendor instanceof DattoVendor datto) {
        datto.seed(sites, devices, alerts, seed);
      } else if (vendor instanceof AteraVendor atera) {
        atera.seed(names, Math.min(devices, MOST_AGENTS), 0, seed);
      }
    }
  }

  /** No records, default switches, no faults, an empty log, no life. */
  public void reset() {
    living.every(Duration.ZERO);
    vendors.values().forEach(Vendor::reset);
    faults.clear();
    log.clear();
  }

  @Override
  public void close() {
    living.close();
    threads.shutdownNow();
    server.stop(0);
  }

  Vendor vendor(String prefix) {
    Vendor vendor = vendors.get(prefix);
    if (vendor == null) {
      throw new IllegalArgumentException(
          "no account '%s' here; there are %s".formatted(prefix, vendors.keySet()));
    }
    return vendor;
  }

  private <T> T vendor(Class<T> type) {
    return vendors.values().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + type.getSimpleName() + " here"));
  }

  private static HttpServer listen(int port) {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The sandbox cannot listen on port %d; give another one (--port)".formatted(port), e);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "sandbox");
    thread.setDaemon(true);
    return thread;
  }
}
