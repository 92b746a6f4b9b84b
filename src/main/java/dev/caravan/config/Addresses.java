package dev.caravan.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Base URLs, paths and JDBC URLs: what is wrong with one, and its plain form. */
final class Addresses {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|.+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1]");
  private static final String SQLITE = "jdbc:sqlite:";

  /** Nothing that the driver takes for more than a file. */
  private static final Pattern FILE = Pattern.compile("jdbc:sqlite:(?!file:|:)[^?]+");

  private Addresses() {}

  /**
   * What is wrong with a base URL, a phrase that goes on after the key.
   *
   * @param plain hosts beside this machine that may be spoken to without TLS
   */
  static Optional<String> complaintOfUrl(String text, Collection<String> plain) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      return Optional.of("is not a URL; write it like https://host or https://host/prefix");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (uri.getRawUserInfo() != null) {
      return Optional.of("carries a user name or password; credentials have keys of their own");
    }
    if (!scheme.equals("http") && !scheme.equals("https")
        || uri.getHost() == null
        || uri.getPort() > 65_535) {
      return Optional.of("must be an absolute URL such as https://host, not '%s'".formatted(text));
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      return Optional.of("must end before the ? or #; parameters belong to the calls");
    }
    if (scheme.equals("http") && !isLoopback(uri.getHost()) && !plain.contains(uri.getHost())) {
      return Optional.of(
          "must begin with https://, because credentials go there; http:// is for localhost only");
    }
    return Optional.empty();
  }

  /** What is wrong with the address of a webhook; does not show it, it is a secret. */
  static Optional<String> complaintOfWebhook(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      return Optional.of("is not a URL; paste the whole address as one line");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")
        || uri.getHost() == null
        || uri.getPort() > 65_535) {
      return Optional.of("must be an absolute URL such as https://host/path");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      return Optional.of("must hold neither a user before the host nor a # behind the path");
    }
    if (scheme.equals("http") && !isLoopback(uri.getHost())) {
      return Optional.of(
          "must begin with https://, because who knows it may write; http:// is for localhost"
              + " only");
    }
    return Optional.empty();
  }

  private static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  /**
   * The base URL without trailing slashes and without what the vendor's paths begin with.
   *
   * @param strip a regular expression of that
   */
  static String plainBaseUrl(String text, Optional<String> strip) {
    String plain = withoutSlashes(text);
    return strip
        .map(ending -> plain.replaceFirst("(?i)(?:%s)$".formatted(ending), ""))
        .map(Addresses::withoutSlashes)
        .orElse(plain);
  }

  private static String withoutSlashes(String text) {
    return text.endsWith("/") ? withoutSlashes(text.substring(0, text.length() - 1)) : text;
  }

  /** What is wrong with the path of a collection. */
  static Optional<String> complaintOfPath(String text) {
    try {
      URI uri = new URI(text);
      if (text.startsWith("/") && uri.getRawAuthority() == null && uri.getRawFragment() == null) {
        return Optional.empty();
      }
    } catch (URISyntaxException e) {
      // The sentence below says what a path looks like.
    }
    return Optional.of(
        "must be a path that begins with one slash and is already encoded, not '%s'"
            .formatted(text));
  }

  /** What is wrong with a store URL; does not show it, it may hold a password. */
  static Optional<String> complaintOfJdbcUrl(String text) {
    boolean file = text.startsWith(SQLITE) && FILE.matcher(text).matches();
    return file || text.startsWith("jdbc:postgresql:")
        ? Optional.empty()
        : Optional.of(
            "must be jdbc:sqlite: and a file, such as jdbc:sqlite:./data/caravan.db, or"
                + " jdbc:postgresql://HOST/DATABASE");
  }

  /**
   * The URL with a relative file made absolute, so that the same configuration means the same
   * ledger whichever folder a command is typed in.
   */
  static String plainJdbcUrl(String text, Path folder) {
    return text.startsWith(SQLITE)
        ? SQLITE + folder.resolve(text.substring(SQLITE.length())).normalize()
        : text;
  }
}
