package dev.caravan.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which Caravan this is, as its build wrote it down.
 *
 * @param caravan its own version
 * @param camel that of the Camel it was built with
 */
public record BuildVersion(String caravan, String camel) {
  private static final String FILE = "/dev/caravan/cli/version.properties";

  /** That of this class path. */
  public static BuildVersion read() {
    Properties built = new Properties();
    try (InputStream in = BuildVersion.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IOException(FILE + " is not in the class path");
      }
      built.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildVersion(built.getProperty("caravan"), built.getProperty("camel"));
  }
}
