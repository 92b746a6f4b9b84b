package dev.caravan.config;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Variables that Kubernetes puts into each container for every Service of its namespace. A Service
 * called caravan, or as an account is, gives {@code CARAVAN_PORT=tcp://10.0.0.1:80} and its like,
 * which nobody wrote and which are no keys.
 */
final class ServiceVariables {
  private static final Pattern NAME =
      Pattern.compile(
          ".+_(?:SERVICE_HOST|SERVICE_PORT(?:_.+)?|PORT_\\d+_(?:TCP|UDP|SCTP)(?:_.+)?)");
  private static final Pattern VALUE = Pattern.compile("\\s*(?:tcp|udp|sctp)://.*");

  private ServiceVariables() {}

  /** What is left of the environment without them. */
  static Map<String, String> without(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(variable -> !isOne(variable.getKey(), variable.getValue()))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static boolean isOne(String name, String value) {
    return NAME.matcher(name).matches()
        || (name.endsWith("_PORT") && VALUE.matcher(value).matches());
  }
}
