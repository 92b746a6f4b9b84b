package dev.caravan.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which Caravan this is, as the build knows it, and what it runs on. Read only when asked for. */
final class Version implements IVersionProvider {
  private static final String FILE = "version.properties";

  @Override
  public String[] getVersion() throws IOException {
    Properties built = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IOException(FILE + " is not in the class path");
      }
      built.load(in);
    }
    return new String[] {
      "caravan " + built.getProperty("caravan"),
      "Camel %s, Java %s".formatted(built.getProperty("camel"), System.getProperty("java.version"))
    };
  }
}
