package dev.caravan.config;

import dev.caravan.vendor.RouteFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where the configuration comes from. The last of {@code configFiles} wins over the others, the
 * environment over all of them. {@code application.properties} counts least; it is that of the
 * working folder or, where there is none, that of the installation: never both.
 *
 * @param installationFolder where the launcher and {@code routes/} are
 * @param workingFolder where the command was typed
 * @param configFiles the {@code --config} files, in the order given, absolute or relative to the
 *     working folder
 * @param environment the environment variables
 * @param routes the shipped folder of routes; the configuration may name further ones
 */
public record LoadRequest(
    Path installationFolder,
    Path workingFolder,
    List<Path> configFiles,
    Map<String, String> environment,
    RouteFolders routes) {

  public LoadRequest {
    configFiles = List.copyOf(configFiles);
    environment = Map.copyOf(environment);
  }

  /** The process's working folder and the routes of the installation. */
  public LoadRequest(
      Path installationFolder, List<Path> configFiles, Map<String, String> environment) {
    this(
        installationFolder,
        Path.of("").toAbsolutePath(),
        configFiles,
        environment,
        RouteFolders.of(installationFolder.resolve("routes")));
  }

  /** Never shows the environment: secrets are in it. */
  @Override
  public String toString() {
    return "LoadRequest[%s, %s, %s]".formatted(installationFolder, workingFolder, configFiles);
  }
}
