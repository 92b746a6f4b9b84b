package dev.caravan.conventions;

import static dev.caravan.conventions.RouteFiles.list;
import static dev.caravan.conventions.RouteFiles.map;

import dev.caravan.conventions.RouteFiles.YamlFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the Kamelet catalog's own validator asks of a file, except that the provider is ours, and
 * what Caravan asks on top. Each problem is a sentence's worth of words.
 */
final class KameletRules {
  private static final String ANNOTATION = "camel.apache.org/";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^{}]+)}}");
  private static final Pattern SENTENCE = Pattern.compile("[A-Z].*[a-z0-9]\\.", Pattern.DOTALL);

  /** An unset placeholder takes the environment's value of that name. */
  private static final Set<String> ENVIRONMENT =
      Set.of("path", "home", "user", "host", "name", "shell", "lang");

  private static final Set<String> ERROR_HANDLING =
      Set.of("errorHandler", "onException", "doTry", "routeConfigurationId", "circuitBreaker");

  private final YamlFile kamelet;
  private final String projectVersion;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Object> definition;
  private final Map<String, Object> properties;
  private final Map<String, Object> template;
  private final String type;

  KameletRules(YamlFile kamelet, String projectVersion) {
    this.kamelet = kamelet;
    this.projectVersion = projectVersion;
    this.definition = kamelet.map("spec", "definition");
    this.properties = map(definition.get("properties"));
    this.template = kamelet.map("spec", "template");
    this.type = String.valueOf(kamelet.map("metadata", "labels").get(ANNOTATION + "kamelet.type"));
  }

  List<String> problems() {
    order();
    identity();
    required();
    properties.forEach((name, property) -> property(name, map(property)));
    placeholders();
    dataTypes();
    dependencies();
    annotations();
    template();
    return problems;
  }

  private void check(boolean holds, String problem) {
    if (!holds) {
      problems.add(kamelet.name() + ": " + problem);
    }
  }

  private void order() {
    inOrder(kamelet.map(), "apiVersion", "kind", "metadata", "spec");
    inOrder(kamelet.map("metadata"), "name", "annotations", "labels");
    inOrder(kamelet.map("spec"), "definition", "dataTypes", "dependencies", "template");
    inOrder(definition, "title", "description", "required", "type", "properties");
    inOrder(template, "beans", "from");
  }

  /** These members and no others; the definition of a Kamelet without properties has fewer. */
  private void inOrder(Map<String, Object> node, String... members) {
    List<String> expected = new ArrayList<>(List.of(members));
    expected.retainAll(node.keySet());
    List<String> found = List.copyOf(node.keySet());
    check(
        found.equals(expected),
        "members are %s, not %s".formatted(String.join(", ", found), String.join(", ", members)));
  }

  private void identity() {
    Object name = kamelet.map("metadata").get("name");
    check(
        kamelet.name().equals(name + ".kamelet.yaml"),
        "the file is not %s.kamelet.yaml".formatted(name));
    check(Set.of("source", "sink", "action").contains(type), type + " is not a type of Kamelet");
    check(
        String.valueOf(name).endsWith("-" + type), "the name does not end with its type, " + type);
    String title = String.valueOf(definition.get("title"));
    check(title.endsWith(" " + capital(type)), "the title does not end with " + capital(type));
    check(isSentence(definition.get("description")), "the description is no sentence");
    check("object".equals(definition.get("type")), "type is not object");
  }

  private void required() {
    Set<Object> seen = new HashSet<>();
    for (Object name : list(definition.get("required"))) {
      check(seen.add(name), "required names %s twice".formatted(name));
      check(
          properties.containsKey(name), "required names %s, which is not declared".formatted(name));
    }
  }

  private void property(String name, Map<String, Object> property) {
    check(name.matches("[a-z][a-zA-Z0-9]*"), name + " is not camelCase");
    check(!"id".equals(name), "id is reserved");
    check(!ENVIRONMENT.contains(name), name + " is a name that the environment may have");
    for (String member : List.of("type", "title", "description")) {
      check(property.get(member) instanceof String, "%s has no %s".formatted(name, member));
    }
    String title = String.valueOf(property.get("title"));
    check(
        title.matches("[A-Z].*") && !title.matches("(The|A|An) .*"),
        name + " has a title that is not capitalised or begins with an article");
    check(isSentence(property.get("description")), name + " has a description that is no sentence");
    boolean isRequired = list(definition.get("required")).contains(name);
    check(isRequired || property.containsKey("default"), name + " is optional and has no default");
    check(
        !isRequired || property.containsKey("example") || property.containsKey("enum"),
        name + " is required and has no example");
    check(
        !"password".equals(property.get("format"))
            || list(property.get("x-descriptors")).contains("urn:camel:group:credentials"),
        name + " is a password without x-descriptors");
  }

  /** Names with a dot are keys of the configuration, which have a test of their own. */
  private void placeholders() {
    Set<String> used = new TreeSet<>();
    for (String text : RouteFiles.texts(template)) {
      Matcher placeholder = PLACEHOLDER.matcher(text);
      while (placeholder.find()) {
        if (!placeholder.group(1).contains(".")) {
          used.add(placeholder.group(1));
        }
      }
    }
    used.forEach(
        name -> check(properties.containsKey(name), "{{%s}} is not declared".formatted(name)));
    properties
        .keySet()
        .forEach(name -> check(used.contains(name), name + " is not used in the template"));
  }

  /** An action may take variables instead of a body, or have nothing to say. */
  private void dataTypes() {
    Map<String, Object> ends = kamelet.map("spec", "dataTypes");
    check(!"source".equals(type) || ends.containsKey("out"), "dataTypes has no out");
    check(!"sink".equals(type) || ends.containsKey("in"), "dataTypes has no in");
    for (String end : ends.keySet()) {
      Map<String, Object> types = kamelet.map("spec", "dataTypes", end, "types");
      check(!types.isEmpty(), "dataTypes says nothing of " + end);
      types.forEach(
          (name, value) -> {
            check(
                isSentence(map(value).get("description")),
                "the type %s is not described".formatted(name));
            check(
                map(value).get("mediaType") != null,
                "the type %s has no mediaType".formatted(name));
          });
    }
  }

  private void dependencies() {
    List<String> dependencies =
        list(kamelet.map("spec").get("dependencies")).stream().map(String::valueOf).toList();
    for (String dependency : dependencies) {
      check(
          dependency.startsWith("camel:") || dependency.startsWith("mvn:"),
          dependency + " begins neither camel: nor mvn:");
    }
    check(
        dependencies.stream().sorted().toList().equals(dependencies),
        "dependencies are not sorted");
    needed().stream()
        .filter(needed -> !dependencies.contains(needed))
        .forEach(needed -> check(false, needed + " is not a dependency"));
  }

  private Set<String> needed() {
    Set<String> needed = new TreeSet<>(Set.of("camel:core", "camel:kamelet"));
    needed.add("mvn:dev.caravan:caravan:" + projectVersion);
    RouteFiles.walk(
        template,
        (member, value) -> {
          switch (member) {
            case "jq" -> needed.add("camel:jq");
            case "bean", "method" -> {
              if (value instanceof Map) {
                needed.add("camel:bean");
              }
            }
            default -> {
              if (value instanceof String text && text.startsWith("direct:")) {
                needed.add("camel:direct");
              }
            }
          }
        });
    return needed;
  }

  private void annotations() {
    Map<String, Object> annotations = kamelet.map("metadata", "annotations");
    check(
        text(annotations, "kamelet.icon").startsWith("data:image/"),
        "icon is missing or not embedded");
    check("Caravan".equals(text(annotations, "provider")), "the provider is not Caravan");
    String version = projectVersion.replace("-SNAPSHOT", "");
    check(
        version.equals(text(annotations, "catalog.version")), "catalog.version is not " + version);
    for (String name : List.of("kamelet.support.level", "kamelet.group", "kamelet.namespace")) {
      check(!text(annotations, name).isEmpty(), name + " is missing");
    }
  }

  private static String text(Map<String, Object> annotations, String name) {
    return Objects.toString(annotations.get(ANNOTATION + name), "");
  }

  private void template() {
    Object from = template.get("from");
    List<String> endpoints = RouteFiles.textsOf(template, "uri");
    String end = "source".equals(type) ? "kamelet:sink" : "kamelet:source";
    check(endpoints.contains(end), end + " is missing");
    RouteFiles.walk(
        from,
        (member, value) -> {
          check(!ERROR_HANDLING.contains(member), member + " handles errors; the caller does that");
          // A Kamelet is instantiated more than once, and step ids are unique in a context.
          check(!"id".equals(member), value + " is a step id");
          check(!"throttle".equals(member), "a throttler in a Kamelet is not shared");
        });
  }

  private static boolean isSentence(Object text) {
    return text instanceof String sentence && SENTENCE.matcher(sentence).matches();
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
