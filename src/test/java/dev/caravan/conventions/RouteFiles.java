package dev.caravan.conventions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The YAML files of the folder routes, with the order of their members, and the routes in them:
 * those that are written out and those that fill in a template.
 */
final class RouteFiles {
  private static final Path ROUTES = Path.of("routes");
  private static final Path INVENTED = Path.of("src/test/resources/invented-vendor");
  private static final Map<Path, List<YamlFile>> READ = new ConcurrentHashMap<>();

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

  /**
   * A route or routeConfiguration of a file.
   *
   * @param template the template that it fills in, empty where it is written out
   */
  record Flow(YamlFile file, String kind, Map<String, Object> definition, String template) {
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

  /** Those of syncs. */
  static List<YamlFile> pipes() {
    return pipesIn("syncs");
  }

  /** Those that tell operators what they must know. */
  static List<YamlFile> notifyPipes() {
    return pipesIn("notify");
  }

  private static List<YamlFile> pipesIn(String folder) {
    return ending(".pipe.yaml").stream()
        .filter(file -> file.path().getParent().endsWith(folder))
        .toList();
  }

  /** The files of vendors, templates and policies, as they are written. */
  static List<YamlFile> flowFiles() {
    return ending(".camel.yaml");
  }

  /** All files; in place of the templates, each vendor's has its routes written out. */
  static List<YamlFile> all() {
    List<YamlFile> files = new ArrayList<>();
    for (YamlFile file : flowFiles()) {
      List<Object> items = new ArrayList<>();
      for (Object item : list(file.content())) {
        if (map(item).containsKey("templatedRoute")) {
          items.add(Map.of("route", filledIn(map(map(item).get("templatedRoute")))));
        } else if (!map(item).containsKey("routeTemplate")) {
          items.add(item);
        }
      }
      files.add(new YamlFile(file.path(), file.text(), items));
    }
    files.addAll(kamelets());
    files.addAll(pipes());
    files.addAll(notifyPipes());
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
          flows.add(new Flow(file, kind, map(map(item).get(kind)), ""));
        } else if (kind.equals("route") && map(item).containsKey("templatedRoute")) {
          Map<String, Object> filling = map(map(item).get("templatedRoute"));
          flows.add(new Flow(file, kind, filledIn(filling), templateOf(filling)));
        }
      }
    }
    return flows;
  }

  /** The templates of routes by their ids, each the only one of its file. */
  static Map<String, Map<String, Object>> templates() {
    Map<String, Map<String, Object>> templates = new TreeMap<>();
    for (YamlFile file : flowFiles()) {
      for (Object item : list(file.content())) {
        Map<String, Object> template = map(map(item).get("routeTemplate"));
        if (!template.isEmpty()) {
          templates.put(String.valueOf(template.get("id")), template);
        }
      }
    }
    return templates;
  }

  /** What vendors fill templates in with: a templatedRoute each. */
  static List<Map<String, Object>> fillings() {
    return flowFiles().stream()
        .flatMap(file -> list(file.content()).stream())
        .map(item -> map(map(item).get("templatedRoute")))
        .filter(filling -> !filling.isEmpty())
        .toList();
  }

  static String templateOf(Map<String, Object> filling) {
    return String.valueOf(filling.get("routeTemplateRef"));
  }

  /** The parameters that a templatedRoute passes, by name. */
  static Map<String, String> parametersOf(Map<String, Object> filling) {
    Map<String, String> parameters = new TreeMap<>();
    list(filling.get("parameters"))
        .forEach(
            each ->
                parameters.put(
                    String.valueOf(map(each).get("name")), String.valueOf(map(each).get("value"))));
    return parameters;
  }

  /** The route that a templatedRoute makes, as if it had been written out. */
  private static Map<String, Object> filledIn(Map<String, Object> filling) {
    Map<String, Object> template = templates().get(templateOf(filling));
    Map<String, String> values = new TreeMap<>();
    list(template.get("parameters"))
        .forEach(
            each -> {
              if (map(each).containsKey("defaultValue")) {
                values.put(
                    String.valueOf(map(each).get("name")),
                    String.valueOf(map(each).get("defaultValue")));
              }
            });
    values.putAll(parametersOf(filling));
    Map<String, Object> route = new LinkedHashMap<>();
    route.put("id", filling.get("routeId"));
    route.putAll(map(filledIn(template.get("route"), values)));
    return route;
  }

  private static Object filledIn(Object node, Map<String, String> values) {
    if (node instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((key, value) -> copy.put(key, filledIn(value, values)));
      return copy;
    }
    if (node instanceof List<?> items) {
      return items.stream().map(item -> filledIn(item, values)).toList();
    }
    if (node instanceof String text) {
      String filled = text;
      for (Map.Entry<String, String> value : values.entrySet()) {
        filled = filled.replace("{{" + value.getKey() + "}}", value.getValue());
      }
      return filled;
    }
    return node;
  }

  /** The names of all mappings, wherever they stand. */
  static Set<String> mappings() {
    return mappingFiles().stream()
        .map(file -> file.getFileName().toString().replace(".jq", ""))
        .collect(Collectors.toSet());
  }

  static List<Path> mappingFiles() {
    try (Stream<Path> files = Files.walk(ROUTES)) {
      return files.filter(file -> file.toString().endsWith(".jq")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<YamlFile> ending(String ending) {
    return ending(ROUTES, ending);
  }

  /** Files of that ending, those of the vendor that the tests have invented too. */
  static List<YamlFile> withInvented(String ending) {
    return Stream.concat(ending(ending).stream(), ending(INVENTED, ending).stream()).toList();
  }

  /** Read once: no test changes them, and some ask for them again for each route. */
  private static List<YamlFile> ending(Path folder, String ending) {
    return READ.computeIfAbsent(folder.resolve("*" + ending), any -> found(folder, ending));
  }

  private static List<YamlFile> found(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
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
