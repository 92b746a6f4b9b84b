package dev.caravan.store;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where the store is.
 *
 * @param url a JDBC URL of H2 or PostgreSQL, as the operator wrote it
 * @param username may be empty
 * @param password may be empty
 */
public record StoreSettings(String url, String username, String password) {
  private static final Pattern NOT_CLOSED_ON_EXIT =
      Pattern.compile("(?i);DB_CLOSE_ON_EXIT=FALSE(?=;|$)");

  /** A store without credentials, as the embedded default has none. */
  public static StoreSettings of(String url) {
    return new StoreSettings(url, "", "");
  }

  /**
   * The URL with what an H2 file needs to keep its promises, unless the operator set it:
   * WRITE_DELAY=0 because H2 otherwise loses the last half second of committed transactions when
   * the process is killed; AUTO_SERVER so that other commands work beside a running one. H2 refuses
   * DB_CLOSE_ON_EXIT=FALSE beside AUTO_SERVER, so it is set only where AUTO_SERVER is not, and left
   * out there even where the operator wrote it: what it is for is kept by order (ADR 0003).
   * TRACE_LEVEL_FILE=0 because H2 else writes what we say ourselves into a file beside the store.
   */
  String completeUrl() {
    if (!isH2()) {
      return url;
    }
    StringBuilder complete = new StringBuilder(url);
    append(complete, "WRITE_DELAY", "0");
    if (isFile()) {
      append(complete, "TRACE_LEVEL_FILE", "0");
      append(complete, "AUTO_SERVER", "TRUE");
    }
    if (complete.toString().toUpperCase(Locale.ROOT).contains(";AUTO_SERVER=TRUE")) {
      return NOT_CLOSED_ON_EXIT.matcher(complete).replaceAll("");
    }
    append(complete, "DB_CLOSE_ON_EXIT", "FALSE");
    return complete.toString();
  }

  boolean isH2() {
    return url.startsWith("jdbc:h2:");
  }

  /** Whether it is a file of H2. */
  boolean isFile() {
    if (!isH2()) {
      return false;
    }
    String rest = url.substring("jdbc:h2:".length());
    return !rest.startsWith("mem:") && !rest.startsWith("tcp:") && !rest.startsWith("ssl:");
  }

  private void append(StringBuilder complete, String name, String value) {
    if (!url.toUpperCase(Locale.ROOT).contains(";" + name + "=")) {
      complete.append(';').append(name).append('=').append(value);
    }
  }

  /** Never shows the password, nor credentials that were written into the URL. */
  @Override
  public String toString() {
    return url.replaceAll("(?i)(password=)[^;&]*", "$1***").replaceAll("//[^/@]*@", "//***@");
  }
}
