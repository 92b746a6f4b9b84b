package dev.caravan.runtime;

import dev.caravan.account.Account;
import java.util.Properties;

/** What Camel is told: the merged settings, where the routes are, and how it starts and stops. */
final class CamelProperties {
  private static final String OF_CAMEL = "camel.";

  private CamelProperties() {}

  /** What routes name: accounts, syncs and whatever else is configured. */
  static Properties named(RuntimeSpec spec) {
    Properties properties = spec.settings().camelProperties();
    properties.keySet().removeIf(CamelProperties::isOfCamel);
    for (Account account : spec.settings().accounts().all()) {
      // One Throttler a vendor: it takes the longest period of the vendor's accounts.
      properties.merge(
          account.vendor() + ".throttle-period",
          Long.toString(account.window().plus(account.windowMargin()).toMillis()),
          (one, other) ->
              Long.toString(Math.max(Long.parseLong(one + ""), Long.parseLong(other + ""))));
    }
    // A vendor without an account is never called, but its routes are loaded with all others.
    spec.settings()
        .vendors()
        .byId()
        .keySet()
        .forEach(vendor -> properties.putIfAbsent(vendor + ".throttle-period", "60000"));
    return properties;
  }

  /** What Camel reads for itself. */
  static Properties own(RuntimeSpec spec) {
    Properties properties = spec.settings().camelProperties();
    properties.keySet().removeIf(name -> !isOfCamel(name));
    Observation.serve(spec, properties);
    properties.setProperty("camel.component.kamelet.location", RouteResources.SCHEME + ":kamelets");
    properties.setProperty(
        "camel.main.routesIncludePattern",
        spec.settings()
            .routes()
            .include("{policies,templates,reconcile}/*.yaml", "vendors/*/*.camel.yaml"));
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

  private static boolean isOfCamel(Object name) {
    return name.toString().startsWith(OF_CAMEL);
  }
}
