package dev.caravan.proxy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy leads to an address. {@code -Dhttps.proxyHost} and {@code -Dhttp.proxyHost} of the
 * JVM win over the variables {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code ALL_PROXY} of the
 * environment, of which the one in small letters wins. {@code NO_PROXY} and {@code
 * -Dhttp.nonProxyHosts} hold for both, and this machine is never reached through one. Immutable.
 */
public final class Proxies {
  /** Everything is reached directly. */
  public static final Proxies NONE = of(Map.of(), name -> null);

  private final Optional<HttpProxy> https;
  private final Optional<HttpProxy> http;
  private final DirectHosts direct;
  private final List<String> wrong;

  private Proxies(
      Optional<HttpProxy> https, Optional<HttpProxy> http, DirectHosts direct, List<String> wrong) {
    this.https = https;
    this.http = http;
    this.direct = direct;
    this.wrong = List.copyOf(wrong);
  }

  /**
   * What both say; an unusable address counts as none and is among {@link #wrong}.
   *
   * @param property a property of the JVM by its name, null where it is not set
   */
  public static Proxies of(
      Map<String, String> environment, UnaryOperator<@Nullable String> property) {
    Source source = new Source(environment, property, new ArrayList<>());
    return new Proxies(
        source.of("https"),
        source.of("http"),
        new DirectHosts(
            source.variable("NO_PROXY").map(NamedValue::value).orElse("")
                + ","
                + source.property("http.nonProxyHosts").orElse("")),
        source.wrong());
  }

  /** The proxy that leads to an address; empty where it is reached directly. */
  public Optional<HttpProxy> to(String scheme, String host, int port) {
    boolean tls = "https".equalsIgnoreCase(scheme);
    int actual = port > 0 ? port : tls ? 443 : 80;
    return (tls ? https : http)
        .filter(proxy -> !DirectHosts.isLoopback(host) && !direct.contains(host, actual));
  }

  /** Whether there is any. */
  public boolean isEmpty() {
    return https.isEmpty() && http.isEmpty();
  }

  /** The variables whose value is no address of an HTTP proxy. */
  public List<String> wrong() {
    return wrong;
  }

  /** What must never be shown. */
  public Set<String> secrets() {
    Set<String> secrets = new LinkedHashSet<>();
    https.ifPresent(proxy -> secrets.addAll(proxy.secrets()));
    http.ifPresent(proxy -> secrets.addAll(proxy.secrets()));
    return secrets;
  }

  private record NamedValue(String name, String value) {}

  private record Source(
      Map<String, String> environment, UnaryOperator<@Nullable String> read, List<String> wrong) {

    Optional<HttpProxy> of(String scheme) {
      return property(scheme + ".proxyHost")
          .map(host -> ofProperties(scheme, host))
          .or(
              () ->
                  variable(scheme.toUpperCase(Locale.ROOT) + "_PROXY")
                      .or(() -> variable("ALL_PROXY"))
                      .flatMap(this::ofVariable));
    }

    private Optional<HttpProxy> ofVariable(NamedValue written) {
      Optional<HttpProxy> proxy = HttpProxy.parse(written.value(), written.name());
      if (proxy.isEmpty() && !wrong.contains(written.name())) {
        wrong.add(written.name());
      }
      return proxy;
    }

    private HttpProxy ofProperties(String scheme, String host) {
      return new HttpProxy(
          "http",
          host,
          property(scheme + ".proxyPort")
              .filter(port -> port.matches("\\d{1,5}"))
              .map(Integer::parseInt)
              .orElse(scheme.equals("https") ? 443 : 80),
          property(scheme + ".proxyUser")
              .map(
                  user ->
                      new HttpProxy.Login(user, property(scheme + ".proxyPassword").orElse(""))),
          "-D" + scheme + ".proxyHost");
    }

    Optional<String> property(String name) {
      return Optional.ofNullable(read.apply(name)).filter(value -> !value.isBlank());
    }

    Optional<NamedValue> variable(String name) {
      for (String written : List.of(name.toLowerCase(Locale.ROOT), name)) {
        String value = environment.getOrDefault(written, "");
        if (!value.isBlank()) {
          return Optional.of(new NamedValue(written, value.strip()));
        }
      }
      return Optional.empty();
    }
  }
}
