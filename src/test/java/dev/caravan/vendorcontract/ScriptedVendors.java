package dev.caravan.vendorcontract;

import dev.caravan.account.Accounts;
import dev.caravan.call.VendorServer;
import dev.caravan.config.LoadRequest;
import dev.caravan.config.Settings;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.store.StoreSettings;
import dev.caravan.time.HandClock;
import dev.caravan.vendor.Key;
import dev.caravan.vendor.RouteFolders;
import dev.caravan.vendor.Vendor;
import dev.caravan.vendor.Vendors;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.TemplatedRouteBuilder;

/**
 * All vendors that have routes, shipped and invented, in one running Caravan: each has a server
 * that answers by script, and none was told more than its descriptor says. The clock stands still
 * until it is moved.
 */
final class ScriptedVendors implements AutoCloseable {
  static final RouteFolders FOLDERS =
      RouteFolders.of(Path.of("routes"), Path.of("src/test/resources/invented-vendor"));

  final HandClock clock = new HandClock();
  private final Map<String, VendorServer> servers = new LinkedHashMap<>();
  private final Map<String, ScriptedVendor> byId = new LinkedHashMap<>();
  private final CaravanRuntime caravan;

  ScriptedVendors() {
    Map<String, String> environment = new LinkedHashMap<>();
    for (Vendor vendor : described()) {
      servers.put(vendor.id(), new VendorServer());
      values(vendor)
          .forEach((key, value) -> environment.put(variable(vendor.account(), key), value));
    }
    Path here = Path.of("").toAbsolutePath();
    Settings settings = Settings.load(new LoadRequest(here, here, List.of(), environment, FOLDERS));
    caravan =
        CaravanRuntime.start(
            new RuntimeSpec(settings, List.of(), clock.withZone(ZoneOffset.UTC))
                .withNanos(clock::nanos)
                .withStore(StoreSettings.IN_MEMORY));
    ProducerTemplate template = caravan.camel().createProducerTemplate();
    Accounts accounts = caravan.accounts();
    for (Vendor vendor : described()) {
      VendorLines lines = VendorLines.of(FOLDERS, vendor.id());
      // Listings as routes ask for them; the vendor's own have to do with its beans and the cycle.
      for (Map<String, String> paging : lines.pagings()) {
        String name = paging.get("name");
        TemplatedRouteBuilder.builder(caravan.camel(), "collect")
            .routeId(vendor.id() + "-contract-" + name)
            .parameter("vendor", vendor.id())
            .parameter("what", "contract-" + name)
            .parameter("paging", name)
            .parameter("bucket", lines.of("read").get(0).get("bucket"))
            .add();
      }
      byId.put(
          vendor.id(),
          new ScriptedVendor(
              accounts.get(vendor.account()), lines, servers.get(vendor.id()), template));
    }
  }

  private static List<Vendor> described() {
    return Vendors.in(FOLDERS).all().stream()
        .filter(vendor -> !VendorLines.of(FOLDERS, vendor.id()).of("call").isEmpty())
        .toList();
  }

  static List<String> ids() {
    return described().stream().map(Vendor::id).toList();
  }

  /** Those whose tokens a route fetches, or those whose operator creates them. */
  static List<String> ids(boolean fetchesTokens) {
    return ids().stream()
        .filter(id -> VendorLines.of(FOLDERS, id).fetchesTokens() == fetchesTokens)
        .toList();
  }

  private Map<String, String> values(Vendor vendor) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Key key : vendor.keys()) {
      switch (key.type()) {
        case URL -> values.put(key.name(), servers.get(vendor.id()).url().toString());
        case LIMIT -> values.put(key.name(), "60000");
        default -> {
          if (key.required() && key.type() != Key.Type.ENUM) {
            values.put(key.name(), vendor.id() + "-" + key.name() + "-0123456789");
          }
        }
      }
    }
    values.put("read-timeout", "1s");
    return values;
  }

  private static String variable(String account, String key) {
    return (account + "_" + key).replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** One of them, with whom nothing was spoken yet; what was said long ago has run out. */
  ScriptedVendor anew(String id) {
    clock.move(Duration.ofHours(3));
    return byId.get(id).anew();
  }

  List<ScriptedVendor> others(String id) {
    return byId.values().stream().filter(vendor -> !vendor.id().equals(id)).toList();
  }

  /** Its read and each of its writes. */
  static List<Function<ScriptedVendor, Exchange>> calls(String id) {
    return Stream.concat(
            Stream.<Function<ScriptedVendor, Exchange>>of(ScriptedVendor::read),
            VendorLines.of(FOLDERS, id).writes().stream()
                .map(address -> vendor -> vendor.write(address)))
        .toList();
  }

  @Override
  public void close() {
    caravan.close();
    servers.values().forEach(VendorServer::close);
  }
}
