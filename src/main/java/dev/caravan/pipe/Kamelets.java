package dev.caravan.pipe;

import dev.caravan.text.YamlNode;
import dev.caravan.vendor.RouteFolders;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * All Kamelets of the folders of routes. Their names are one namespace: of two files of one name,
 * wherever they stand, that of the later folder counts. Thread-safe; each file is read once.
 */
public final class Kamelets {
  static final String ENDING = ".kamelet.yaml";

  private final Map<String, Path> files = new TreeMap<>();
  private final Map<String, Optional<Kamelet>> read = new ConcurrentHashMap<>();

  public Kamelets(RouteFolders routes) {
    for (Path folder : routes.folders()) {
      Stream.of("kamelets/*" + ENDING, "vendors/*/*" + ENDING)
          .flatMap(glob -> RouteFolders.of(folder).files(glob).stream())
          .forEach(file -> files.put(name(file), file));
    }
  }

  /** The one of that name; empty when there is none or nobody can read it. */
  public Optional<Kamelet> find(String name) {
    return read.computeIfAbsent(name, this::read);
  }

  private Optional<Kamelet> read(String name) {
    return file(name)
        .flatMap(file -> YamlNode.read(file, flaw -> {}).map(it -> Kamelet.of(name, file, it)));
  }

  Set<String> names() {
    return files.keySet();
  }

  /** The file of the one of that name. */
  public Optional<Path> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  static String name(Path file) {
    String fileName = file.getFileName().toString();
    return fileName.substring(0, fileName.length() - ENDING.length());
  }
}
