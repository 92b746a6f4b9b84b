package dev.caravan.cli.process;

import dev.caravan.cli.output.Secrets;
import dev.caravan.cli.output.Shown;
import dev.caravan.config.LoadRequest;
import dev.caravan.config.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that every command with a configuration has. */
public final class Configuration {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "A properties file; may be repeated, the last one wins. The environment wins over all.")
  private List<Path> files = new ArrayList<>();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** The folder of the installation: the launcher, application.properties and routes are in it. */
  public static Path home() {
    return Path.of(System.getProperty("caravan.home", "")).toAbsolutePath().normalize();
  }

  public static Path routes() {
    return home().resolve("routes");
  }

  /** Reads the configuration and says on standard error what is odd about it, but no fault. */
  public Settings load() {
    Settings settings = Settings.load(new LoadRequest(home(), files, System.getenv()));
    Secrets.hide(settings.secrets());
    PrintWriter err = command.commandLine().getErr();
    settings
        .warnings()
        .forEach(warning -> err.println("Warning: " + Shown.line(warning.sentence())));
    err.flush();
    return settings;
  }
}
