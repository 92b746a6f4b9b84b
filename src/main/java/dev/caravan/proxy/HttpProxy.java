package dev.caravan.proxy;

import dev.caravan.text.UrlText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP proxy. Immutable; shows its password to nobody but who sends it.
 *
 * @param scheme how it is spoken to, {@code http} or {@code https}
 * @param login what proves who asks; empty where it wants nothing
 * @param where the variable or property that names it
 */
public record HttpProxy(String scheme, String host, int port, Optional<Login> login, String where) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?(?:(?<login>.*)@)?"
              + "(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(?<port>\\d{1,5}))?/*");

  /** A user and a password, as they are. */
  public record Login(String user, String password) {
    static Login of(String written) {
      String[] parts = written.split(":", 2);
      return new Login(
          UrlText.decoded(parts[0]), parts.length < 2 ? "" : UrlText.decoded(parts[1]));
    }

    /** As HTTP sends it. */
    public String basic() {
      return Base64.getEncoder()
          .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
      return "Login[of " + user + "]";
    }
  }

  /**
   * Reads {@code http://user:password@host:port}, of which only the host must be there.
   *
   * @return empty when it is no address of an HTTP proxy
   */
  static Optional<HttpProxy> parse(String written, String where) {
    Matcher matcher = FORM.matcher(written.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String scheme =
        Optional.ofNullable(matcher.group("scheme")).orElse("http").toLowerCase(Locale.ROOT);
    int port =
        Optional.ofNullable(matcher.group("port"))
            .map(Integer::parseInt)
            .orElse(scheme.equals("https") ? 443 : 80);
    boolean spoken = scheme.equals("http") || scheme.equals("https");
    return spoken && port > 0 && port < 65_536
        ? Optional.of(
            new HttpProxy(
                scheme,
                matcher.group("host"),
                port,
                Optional.ofNullable(matcher.group("login")).map(Login::of),
                where))
        : Optional.empty();
  }

  /** What must not be shown. */
  Set<String> secrets() {
    Set<String> secrets = new LinkedHashSet<>();
    login
        .filter(it -> !it.password().isEmpty())
        .ifPresent(
            it -> {
              secrets.add(it.password());
              secrets.add(it.basic());
            });
    return secrets;
  }

  /** Its address, without user and password, and who names it. */
  @Override
  public String toString() {
    return "%s:%d (%s)".formatted(host, port, where);
  }
}
