package dev.caravan.store;

import java.nio.file.Path;

/**
 * Where the store is.
 *
 * @param url a JDBC URL of SQLite or PostgreSQL, as the operator wrote it
 * @param username may be empty
 * @param password may be empty
 */
public record StoreSettings(String url, String username, String password) {
  private static final String SQLITE = "jdbc:sqlite:";

  /** A store that nothing is left of when it is closed. */
  public static final StoreSettings IN_MEMORY = of(SQLITE + ":memory:");

  /** A store without credentials, as the embedded default has none. */
  public static StoreSettings of(String url) {
    return new StoreSettings(url, "", "");
  }

  /** The embedded store in that file. */
  public static StoreSettings of(Path file) {
    return of(SQLITE + file);
  }

  /** Whether it is embedded: a file of this machine, or memory. */
  public boolean isEmbedded() {
    return url.startsWith(SQLITE);
  }

  boolean isMemory() {
    return url.equals(IN_MEMORY.url);
  }

  /** The file of an embedded store. */
  StoreFile file() {
    return new StoreFile(Path.of(url.substring(SQLITE.length())));
  }

  /** Never shows the password, nor credentials that were written into the URL. */
  @Override
  public String toString() {
    return url.replaceAll("(?i)(password=)[^;&]*", "$1***").replaceAll("//[^/@]*@", "//***@");
  }
}
