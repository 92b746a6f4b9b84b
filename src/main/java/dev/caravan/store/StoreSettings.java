package dev.caravan.store;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the store is.
 *
 * @param url a JDBC URL of SQLite or PostgreSQL, as the operator wrote it
 * @param username may be empty
 * @param password may be empty
 * @param asItIs whether the store is only looked at: nothing is made or brought up to date, the
 *     ledger cannot be written, and what is not there is like one with nothing in it
 */
public record StoreSettings(String url, String username, String password, boolean asItIs) {
  private static final String SQLITE = "jdbc:sqlite:";

  /** A store that nothing is left of when it is closed. */
  public static final StoreSettings IN_MEMORY = of(SQLITE + ":memory:");

  /** A store to work with. */
  public StoreSettings(String url, String username, String password) {
    this(url, username, password, false);
  }

  /** A store without credentials, as the embedded default has none. */
  public static StoreSettings of(String url) {
    return new StoreSettings(url, "", "");
  }

  /** The embedded store in that file. */
  public static StoreSettings of(Path file) {
    return of(SQLITE + file);
  }

  /** The same store to look at. */
  public StoreSettings toLookAt() {
    return new StoreSettings(url, username, password, true);
  }

  /** Whether there is a store, as far as can be told without opening one. */
  public boolean isThere() {
    return !isEmbedded() || file().exists();
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

  /** What of an embedded store other users of this machine may read or write, and its folder. */
  public List<Path> openToOthers() {
    return isEmbedded() && !isMemory()
        ? Stream.concat(file().openToOthers(), file().budget().openToOthers()).distinct().toList()
        : List.of();
  }

  /** What the files of an embedded store take, in bytes; -1 where it is none or in memory. */
  public long bytes() {
    return isEmbedded() && !isMemory() ? file().bytes() + file().budget().bytes() : -1;
  }

  /** Never shows the password, nor credentials that were written into the URL. */
  @Override
  public String toString() {
    return url.replaceAll("(?i)(password=)[^;&]*", "$1***").replaceAll("//[^/@]*@", "//***@");
  }
}
