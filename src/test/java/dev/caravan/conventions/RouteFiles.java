package dev.caravan.conventions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The YAML files of the folder routes, with the order of their members. */
final class RouteFiles {
  private static final Path ROUTES = Path.of("routes");

  /** A file and its content, of maps, lists and plain values. */
  record YamlFile(Path path, String text, Object content) {
    static YamlFile of(Path path, String text) {
      LoadSettings settings = LoadSettings.builder().setLabel(path.toString()).build();
      return new YamlFile(path, text, new Load(settings).loadFromString(text));
    }

    String name() {
      return path.getFileName().toString();
    }

    @Override
    public String toString() {
      return name();
    }

    /** What the given path of members leads to, an empty map where one is missing. */
    Map<String, Object> map(String... members) {
      Object node = content;
      for (String member : members) {
        node = RouteFiles.map(node).get(member);
      }
      return RouteFiles.map(node);
    }
  }

  /** A route or routeConfiguration of a file. */
  record Flow(YamlFile file, String kind, Map<String, Object> definition) {
    String id() {
      return String.valueOf(definition.get("id"));
    }

    @Override
    public String toString() {
      return file + ": " + id();
    }

    String endpoint() {
      return String.valueOf(map(definition.get("from")).get("uri"));
    }
  }

  private RouteFiles() {}

  static List<YamlFile> kamelets() {
    return ending(".kamelet.yaml");
  }

  static List<YamlFile> pipes() {
    return ending(".pipe.yaml");
  }

  /** The files of vendors and policies. */
  static List<YamlFile> flowFiles() {
    return ending(".camel.yaml");
  }

  static List<YamlFile> all() {
    List<YamlFile> files = new ArrayList<>(flowFiles());
    files.addAll(kamelets());
    files.addAll(pipes());
    return files;
  }

  static List<Flow> routes() {
    return flows("route");
  }

  static List<Flow> policies() {
    return flows("routeConfiguration");
  }

  private static List<Flow> flows(String kind) {
    List<Flow> flows = new ArrayList<>();
    for (YamlFile file : flowFiles()) {
      for (Object item : list(file.content())) {
        if (map(item).containsKey(kind)) {
          flows.add(new Flow(file, kind, map(map(item).get(kind))));
        }
      }
    }
    return flows;
  }

  /** The names of all mappings, wherever they stand. */
  static Set<String> mappings() {
    try (Stream<Path> files = Files.walk(ROUTES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jq"))
          .map(name -> name.replace(".jq", ""))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<YamlFile> ending(String ending) {
    try (Stream<Path> files = Files.walk(ROUTES)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .sorted()
          .map(RouteFiles::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static YamlFile read(Path path) {
    try {
      return YamlFile.of(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Visits each member of each map in a tree, in order. */
  static void walk(Object node, BiConsumer<String, Object> visitor) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            visitor.accept(String.valueOf(key), value);
            walk(value, visitor);
          });
    } else if (node instanceof List<?> items) {
      items.forEach(item -> walk(item, visitor));
    }
  }

  /** Every text in a tree. */
  static List<String> texts(Object node) {
    List<String> texts = new ArrayList<>();
    if (node instanceof String text) {
      texts.add(text);
    }
    walk(
        node,
        (key, value) -> {
          if (value instanceof String text) {
            texts.add(text);
          } else if (value instanceof List<?> items) {
            items.forEach(
                item -> {
                  if (item instanceof String text) {
                    texts.add(text);
                  }
                });
          }
        });
    return texts;
  }

  /** The values of one member, wherever it stands in a tree. */
  static List<Object> valuesOf(Object node, String member) {
    List<Object> values = new ArrayList<>();
    walk(
        node,
        (key, value) -> {
          if (key.equals(member)) {
            values.add(value);
          }
        });
    return values;
  }

  /** The same, texts only. */
  static List<String> textsOf(Object node, String member) {
    return valuesOf(node, member).stream()
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .toList();
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object node) {
    return node instanceof Map<?, ?> ? (Map<String, Object>) node : Map.of();
  }

  static List<?> list(Object node) {
    return node instanceof List<?> items ? items : List.of();
  }
}
