package dev.caravan.cli;

import dev.caravan.runtime.BuildVersion;
import picocli.CommandLine.IVersionProvider;

/** Which Caravan this is, as the build knows it, and what it runs on. Read only when asked for. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    BuildVersion version = BuildVersion.read();
    return new String[] {
      "caravan " + version.caravan(),
      "Camel %s, Java %s".formatted(version.camel(), System.getProperty("java.version"))
    };
  }
}
