package dev.caravan.config;

import dev.caravan.vendor.RouteFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A folder with configuration files to load settings from. */
final class ConfigFolder {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final List<Path> configFiles = new ArrayList<>();

  ConfigFolder(Path folder) {
    this.folder = folder;
  }

  static ConfigFolder in(Path folder, String... applicationProperties) {
    return new ConfigFolder(folder).file("application.properties", applicationProperties);
  }

  ConfigFolder file(String name, String... lines) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, String.join("\n", lines));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ConfigFolder config(String name, String... lines) {
    file(name, lines);
    configFiles.add(Path.of(name));
    return this;
  }

  ConfigFolder variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Settings load() {
    return Settings.load(
        new LoadRequest(
            folder,
            folder,
            configFiles,
            environment,
            RouteFolders.of(Path.of("routes"), folder.resolve("routes"))));
  }

  /** The sentences of everything that is wrong for that use. */
  List<String> sentencesFor(String... syncs) {
    try {
      load().requireFor(List.of(), List.of(syncs));
      return List.of();
    } catch (ConfigurationException e) {
      return e.problems().stream().map(Problem::sentence).toList();
    }
  }
}
