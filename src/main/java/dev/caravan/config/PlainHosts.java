package dev.caravan.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The hosts beside this machine that an operator lets be spoken to without TLS: names that only a
 * cluster's own DNS knows, so that no vendor can be among them.
 */
final class PlainHosts {
  private static final String KEY = "caravan.plain-http-hosts";

  /** One word, or the name of a Service with its namespace. */
  private static final Pattern CLUSTER =
      Pattern.compile("[a-z0-9-]*[a-z][a-z0-9-]*(\\.[a-z0-9-]+\\.svc(\\.cluster\\.local)?)?");

  private PlainHosts() {}

  /** Those that the environment or a file names. */
  static List<String> of(EarlyValues early) {
    return early.find(KEY).map(it -> ValueForms.list(it.value())).orElse(List.of()).stream()
        .filter(PlainHosts::isOfCluster)
        .toList();
  }

  static boolean isOfCluster(String host) {
    return CLUSTER.matcher(host).matches();
  }
}
