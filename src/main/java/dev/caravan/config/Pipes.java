package dev.caravan.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Finds the syncs that an operator added: Pipes in a folder, one a file. */
final class Pipes {
  private static final String ENDING = ".pipe.yaml";

  private final Collection<String> vendors;

  /**
   * @param vendors the ids that the name of a vendor's Kamelet begins with
   */
  Pipes(Collection<String> vendors) {
    this.vendors = vendors;
  }

  /** The Pipes of a folder by name; none if there is no such folder. */
  List<SyncEnds> in(Path folder) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + ENDING)) {
      found.forEach(files::add);
    } catch (IOException e) {
      return List.of();
    }
    files.sort(Comparator.naturalOrder());
    return files.stream().map(this::read).toList();
  }

  /**
   * The name is that of the file, so that a broken Pipe still has one; Camel says what is broken.
   */
  private SyncEnds read(Path file) {
    String fileName = file.getFileName().toString();
    String name = fileName.substring(0, fileName.length() - ENDING.length());
    try {
      Object pipe = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
      return new SyncEnds(
          name,
          vendorOf(at(pipe, "spec", "source", "ref", "name")),
          vendorOf(at(pipe, "spec", "sink", "ref", "name")),
          true);
    } catch (IOException | YamlEngineException e) {
      return new SyncEnds(name, Optional.empty(), Optional.empty(), true);
    }
  }

  private Optional<String> vendorOf(@Nullable Object kamelet) {
    return vendors.stream()
        .filter(vendor -> String.valueOf(kamelet).startsWith(vendor + "-"))
        .findFirst();
  }

  private static @Nullable Object at(@Nullable Object node, String... path) {
    Object here = node;
    for (String step : path) {
      here = here instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return here;
  }
}
