package dev.caravan.pipe;

import dev.caravan.text.YamlNode;
import dev.caravan.vendor.RouteFolders;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * All Kamelets of the folders of routes. Their names are one namespace: of two files of one name,
 * wherever they stand, that of the later folder counts. Behind them come those of jars in the class
 * path. Thread-safe; each file is read once.
 */
public final class Kamelets {
  static final String ENDING = ".kamelet.yaml";
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

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
    Optional<Path> file = file(name);
    return file.isPresent()
        ? file.flatMap(it -> YamlNode.read(it, flaw -> {})).map(it -> Kamelet.of(name, it))
        : inJars(name).flatMap(url -> read(name, url));
  }

  private static Optional<Kamelet> read(String name, URL url) {
    try (InputStream in = url.openStream()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(Kamelet.of(name, YamlNode.of(text)));
    } catch (IOException | YamlEngineException e) {
      return Optional.empty();
    }
  }

  /** The one of that name in the class path, where Camel's catalog has its own. */
  public static Optional<URL> inJars(String name) {
    return NAME.matcher(name).matches()
        ? Optional.ofNullable(
            Kamelets.class.getClassLoader().getResource("kamelets/" + name + ENDING))
        : Optional.empty();
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
