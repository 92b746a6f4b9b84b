package dev.caravan.conventions;

import static dev.caravan.conventions.RouteFiles.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.call.CallVariables;
import dev.caravan.config.Catalog;
import dev.caravan.config.SyncEnds;
import dev.caravan.conventions.RouteFiles.Flow;
import dev.caravan.conventions.RouteFiles.YamlFile;
import dev.caravan.ledger.Op;
import dev.caravan.runtime.MappingInput;
import dev.caravan.vendor.Key;
import dev.caravan.vendor.RouteFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** What one file names and another one has: endpoints, variables, configuration keys, mappings. */
class WiringConventionsTest {
  private static final Pattern DIRECT = Pattern.compile("direct:[a-zA-Z0-9{}$.-]+");
  private static final Pattern VARIABLE = Pattern.compile("variable[.:]([a-zA-Z]+)");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z0-9.-]+)}}");
  private static final Pattern VARIABLE_IN_JQ = Pattern.compile("variable\\(\"([a-zA-Z]+)\"\\)");
  private static final Pattern CONSTANT =
      Pattern.compile("static final String ([A-Z_]+) =\\s*\"([a-zA-Z]+)\"");

  /** Set by the runtime, not by an operator. */
  private static final Pattern OF_THE_RUNTIME = Pattern.compile("[a-z-]+\\.throttle-period");

  /** A vendor has these whether or not a shipped sync uses them; the latter are asked by check. */
  private static final Pattern ENTRY_POINT =
      Pattern.compile(
          "direct:.*-(pages|write)|direct:[a-z-]+-(account|columns|contacts|customers|sample|sites)");

  @Test
  void every_endpoint_that_is_called_exists() {
    assertThat(endpoints()).containsAll(called());
  }

  @Test
  void every_route_is_called_by_something() {
    Set<String> uncalled = endpoints();
    uncalled.removeAll(called());
    uncalled.removeIf(ENTRY_POINT.asMatchPredicate());

    assertThat(uncalled).isEmpty();
  }

  private static Set<String> endpoints() {
    return RouteFiles.routes().stream()
        .map(Flow::endpoint)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The few names with a placeholder are written out for each value that it takes. */
  private static Set<String> called() {
    Set<String> targets = new TreeSet<>();
    RouteFiles.pipes()
        .forEach(pipe -> targets.addAll(RouteFiles.textsOf(pipe.content(), "target")));
    Set<String> called = new TreeSet<>();
    for (YamlFile file : RouteFiles.all()) {
      List<String> texts = new ArrayList<>(RouteFiles.texts(file.content()));
      RouteFiles.valuesOf(file.content(), "from")
          .forEach(from -> texts.remove(String.valueOf(map(from).get("uri"))));
      for (String text : texts) {
        Matcher direct = DIRECT.matcher(text);
        while (direct.find()) {
          called.addAll(writtenOut(direct.group(), targets));
        }
      }
    }
    called.removeIf(WiringConventionsTest::isNeverDue);
    return called;
  }

  /**
   * No token is fetched where the operator alone renews the key; else VendorConventionsTest asks.
   * No count is asked for where the vendor tells none.
   */
  private static boolean isNeverDue(String uri) {
    if (uri.endsWith("-calibrate")) {
      return !uri.startsWith("direct:datto-rmm-");
    }
    return uri.endsWith("-token")
        && RouteFiles.fillings().stream()
            .filter(filling -> RouteFiles.templateOf(filling).equals("call"))
            .map(RouteFiles::parametersOf)
            .filter(call -> uri.equals("direct:" + call.get("vendor") + "-token"))
            .allMatch(call -> call.containsKey("credential"));
  }

  private static List<String> writtenOut(String uri, Set<String> targets) {
    if (uri.contains("${variable.target}")) {
      return targets.stream().map(target -> uri.replace("${variable.target}", target)).toList();
    }
    if (uri.contains("${variable.op}")) {
      return Arrays.stream(Op.values())
          .map(op -> uri.replace("${variable.op}", op.word()))
          .toList();
    }
    return List.of(uri);
  }

  @Test
  void every_variable_that_a_route_reads_is_set_by_a_route_or_by_a_bean() {
    Set<String> known = new TreeSet<>(setInRoutes());
    known.addAll(usedByMainCode("set"));
    known.addAll(offeredBySyncs());
    // Set by who uses datto-rmm-find-device-action.
    known.addAll(Set.of("uid", "hostname"));
    Set<String> read = readInRoutes();

    assertThat(read).isNotEmpty();
    assertThat(known).containsAll(read);
  }

  @Test
  void every_variable_that_a_route_sets_is_read_by_a_route_or_by_a_bean() {
    Set<String> known = new TreeSet<>(readInRoutes());
    known.addAll(usedByMainCode("get|remove"));
    // Received only to be left alone.
    known.add("tokenFetched");

    assertThat(known).containsAll(setInRoutes());
  }

  @Test
  void a_literal_of_main_code_that_names_no_variable_is_not_taken_for_one() {
    assertThat(usedByMainCode("set")).contains("url", "page", "response").doesNotContain("GET");
    assertThat(usedByMainCode("get|remove")).contains("url").doesNotContain("application");
  }

  @Test
  void the_headers_that_routes_set_are_those_of_a_token_request() {
    Set<String> headers = new TreeSet<>();
    for (YamlFile file : RouteFiles.all()) {
      RouteFiles.valuesOf(file.content(), "setHeader")
          .forEach(step -> headers.add(String.valueOf(map(step).get("name"))));
    }
    assertThat(headers).containsExactly(Exchange.HTTP_METHOD, Exchange.HTTP_URI);
  }

  private static Set<String> readInRoutes() {
    Set<String> read = new TreeSet<>();
    for (YamlFile file : RouteFiles.all()) {
      for (String text : RouteFiles.texts(file.content())) {
        Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
          read.add(variable.group(1));
        }
      }
      read.addAll(RouteFiles.textsOf(file.content(), "variableSend"));
      RouteFiles.valuesOf(file.content(), "variable")
          .forEach(language -> read.addAll(RouteFiles.textsOf(language, "expression")));
    }
    for (Path mapping : RouteFiles.mappingFiles()) {
      Matcher variable = VARIABLE_IN_JQ.matcher(text(mapping));
      while (variable.find()) {
        read.add(variable.group(1));
      }
    }
    return read;
  }

  /** What vendors add to a sync is offered as variables by {@code MappingInput}. */
  private static Set<String> offeredBySyncs() {
    Catalog catalog = Catalog.of(RouteFolders.of(Path.of("routes")));
    return catalog.vendors().values().stream()
        .flatMap(vendor -> Stream.of(vendor.source(), vendor.target()))
        .flatMap(end -> end.keys().stream())
        .map(key -> (key.type() == Key.Type.FILE ? "has-" : "") + key.name())
        .map(MappingInput::camelCase)
        .collect(Collectors.toSet());
  }

  private static Set<String> setInRoutes() {
    Set<String> set = new TreeSet<>();
    for (YamlFile file : RouteFiles.all()) {
      RouteFiles.valuesOf(file.content(), "setVariable")
          .forEach(step -> set.add(String.valueOf(map(step).get("name"))));
      set.addAll(RouteFiles.textsOf(file.content(), "variableReceive"));
    }
    return set;
  }

  /**
   * The variables that main code sets, or gets: named in place, or by a constant that stands where
   * a name does; those of {@link CallVariables} may reach their place by a parameter.
   */
  private static Set<String> usedByMainCode(String access) {
    Pattern use = Pattern.compile("(?:" + access + ")Variable\\(\\s*(?:\"([a-zA-Z]+)\"|([\\w.]+))");
    Map<String, String> constants = new TreeMap<>();
    Set<String> names = new TreeSet<>();
    Set<String> references = new TreeSet<>();
    for (Path file : mainCode()) {
      String type = file.getFileName().toString().replace(".java", "");
      String text = text(file);
      Matcher constant = CONSTANT.matcher(text);
      while (constant.find()) {
        constants.put(type + "." + constant.group(1), constant.group(2));
      }
      Matcher used = use.matcher(text);
      while (used.find()) {
        if (used.group(1) != null) {
          names.add(used.group(1));
        } else {
          references.add(used.group(2).contains(".") ? used.group(2) : type + "." + used.group(2));
        }
      }
    }
    constants.forEach(
        (constant, name) -> {
          if (references.contains(constant) || constant.startsWith("CallVariables.")) {
            names.add(name);
          }
        });
    return names;
  }

  private static List<Path> mainCode() {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/caravan"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("sandbox"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void every_placeholder_is_a_key_of_the_configuration() {
    Catalog catalog = Catalog.of(RouteFolders.of(Path.of("routes")));
    Set<String> known = keys(catalog);
    List<String> wrong = new ArrayList<>();
    int found = 0;
    for (YamlFile file : RouteFiles.all()) {
      for (String text : RouteFiles.texts(file.content())) {
        String written = text.replace("{{sync}}", catalog.syncs().get(0).name());
        Matcher placeholder = PLACEHOLDER.matcher(written);
        while (placeholder.find()) {
          String key = placeholder.group(1);
          // Without a dot it is a property of the Kamelet, which KameletRules look after.
          if (key.contains(".")) {
            found++;
            if (!known.contains(key) && !OF_THE_RUNTIME.matcher(key).matches()) {
              wrong.add(file + ": " + key);
            }
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(found).isPositive();
  }

  private static Set<String> keys(Catalog catalog) {
    Set<String> keys =
        catalog.global().stream().map(Key::name).collect(Collectors.toCollection(TreeSet::new));
    for (SyncEnds sync : catalog.syncs()) {
      catalog.keysOfSync(sync).forEach(key -> keys.add(sync.name() + "." + key.name()));
    }
    catalog
        .vendors()
        .values()
        .forEach(
            vendor ->
                catalog
                    .keysOfAccount(vendor.id())
                    .forEach(key -> keys.add(vendor.account() + "." + key.name())));
    return keys;
  }

  @Test
  void every_mapping_that_is_named_exists() {
    Set<String> named = new TreeSet<>();
    for (YamlFile yaml : RouteFiles.all()) {
      RouteFiles.texts(yaml.content()).forEach(text -> named.addAll(resources(text)));
    }
    RouteFiles.pipes().stream()
        .flatMap(pipe -> RouteFiles.textsOf(pipe.content(), "mapping").stream())
        .forEach(mapping -> named.add("mappings/%s.jq".formatted(mapping)));

    // That of map-action, which the Pipes fill in, and the format of what operators are told.
    named.removeIf(name -> name.contains("{{mapping}}") || name.equals("notify/{{format}}.jq"));
    RouteFiles.notifyPipes().stream()
        .flatMap(pipe -> RouteFiles.textsOf(pipe.content(), "format").stream())
        .forEach(format -> named.add("notify/%s.jq".formatted(format)));
    assertThat(named)
        .hasSizeGreaterThan(9)
        .allSatisfy(name -> assertThat(Path.of("routes", name)).exists());
  }

  /** What an expression takes from a file; any other place than the folders of routes is wrong. */
  private static List<String> resources(String text) {
    List<String> resources = new ArrayList<>();
    Matcher resource = Pattern.compile("resource:([a-z]+):([^\"\\s,\\]]+)").matcher(text);
    while (resource.find()) {
      assertThat(resource.group(1)).as(text).isEqualTo("routes");
      resources.add(resource.group(2));
    }
    return resources;
  }
}
