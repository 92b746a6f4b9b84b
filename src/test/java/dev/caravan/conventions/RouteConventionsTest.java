package dev.caravan.conventions;

import static dev.caravan.conventions.RouteFiles.list;
import static dev.caravan.conventions.RouteFiles.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.conventions.RouteFiles.Flow;
import dev.caravan.conventions.RouteFiles.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteConventionsTest {
  private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /** Texts, the body and variables side by side; operators need blanks, so there is none. */
  private static final Pattern PLAIN_SIMPLE =
      Pattern.compile("([a-zA-Z0-9/:._#?=&-]|\\$\\{(body|variable\\.[a-zA-Z]+)})+");

  /** One of two properties that are read while a route runs: the limit of a call. */
  private static final Pattern LIMIT =
      Pattern.compile("\\$\\{properties:\\$\\{variable\\.account}\\.[a-z-]+:[1-9]\\d*}");

  /** The other one: which account a sync writes to. */
  private static final Pattern TARGET_ACCOUNT =
      Pattern.compile("\\$\\{properties:\\$\\{variable\\.sync}\\.target-account}");

  /** Where a route would compute; a bean does, and has a test. */
  private static final Set<String> EVALUATORS =
      Set.of(
          "groovy",
          "script",
          "csimple",
          "joor",
          "java",
          "js",
          "mvel",
          "ognl",
          "python",
          "spel",
          "wasm",
          "xpath",
          "xquery",
          "datasonnet",
          "jsonpath",
          "language");

  /** Canonical notation takes four lines a step: this is one screen and a half. */
  private static final int MOST_STEPS = 15;

  // A schema that has been used takes hundreds of megabytes: none outlives its test.
  @Test
  void every_file_is_valid_for_the_camel_that_runs() {
    assertValid(CanonicalSchema.ofTheCamelThatRuns());
  }

  @Test
  void every_file_is_valid_in_canonical_notation_as_a_later_camel_has_it() {
    assertValid(CanonicalSchema.canonical());
  }

  private static void assertValid(CanonicalSchema schema) {
    for (YamlFile file : RouteFiles.withInvented(".camel.yaml")) {
      assertThat(schema.problems(file.content())).as(file.name()).isEmpty();
    }
    for (YamlFile file : RouteFiles.withInvented(".kamelet.yaml")) {
      assertThat(schema.problemsOfTemplate(file.map("spec", "template", "from")))
          .as(file.name())
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- from: {uri: direct:a, steps: [{stop: {}}]}",
        "- route: {from: {uri: direct:a, steps: [{log: hello}]}}",
        "- route: {from: {uri: direct:a, steps: [{to: direct:b}]}}",
        "- route: {from: {uri: direct:a, steps: [{bean: call}]}}",
        "- route: {from: {uri: direct:a, steps: [{setBody: {constant: {expression: a}}}]}}",
        "- route: {from: {uri: direct:a, steps: [{setBody: {expression: {constant: a}}}]}}",
        "- route: {from: {uri: direct:a, steps: [{filter: {simple: '${body}', steps: []}}]}}",
        "- route: {from: {uri: direct:a, steps: [{removeHeaders: '*'}]}}",
      })
  void compact_notation_is_refused_although_the_camel_that_runs_allows_it(String compact) {
    Object routes = YamlFile.of(Path.of("compact"), compact).content();

    assertThat(CanonicalSchema.ofTheCamelThatRuns().problems(routes)).isEmpty();
    assertThat(CanonicalSchema.canonical().problems(routes)).isNotEmpty();
  }

  @Test
  void misspelt_members_are_refused() {
    String misspelt = "- route: {from: {uri: direct:a, steps: [{to: {url: direct:b}}]}}";

    assertThat(
            CanonicalSchema.canonical()
                .problems(YamlFile.of(Path.of("misspelt"), misspelt).content()))
        .isNotEmpty();
  }

  @Test
  void every_file_begins_with_a_comment() {
    assertThat(RouteFiles.flowFiles())
        .allSatisfy(file -> assertThat(file.text()).as(file.name()).startsWith("# "));
  }

  @Test
  void a_route_says_its_id_its_description_its_policy_and_its_from_in_that_order() {
    assertThat(RouteFiles.routes())
        .isNotEmpty()
        .allSatisfy(
            route -> {
              List<String> members = new ArrayList<>(route.definition().keySet());
              assertThat(members)
                  .as(route.id())
                  .isIn(
                      List.of("id", "description", "routeConfigurationId", "from"),
                      List.of("id", "description", "errorHandler", "from"));
              assertThat(String.valueOf(route.definition().get("description")))
                  .as(route.id())
                  .matches("[A-Z].*\\w\\.");
              if (members.contains("errorHandler")) {
                assertThat(route.definition().get("errorHandler"))
                    .as(route.id())
                    .isEqualTo(Map.of("noErrorHandler", Map.of()));
              }
            });
  }

  @Test
  void every_policy_that_a_route_names_exists_and_every_policy_is_named() {
    List<String> named = new ArrayList<>();
    RouteFiles.routes()
        .forEach(
            route -> named.addAll(RouteFiles.textsOf(route.definition(), "routeConfigurationId")));

    assertThat(RouteFiles.policies())
        .extracting(Flow::id)
        .containsExactlyInAnyOrderElementsOf(Set.copyOf(named));
    assertThat(RouteFiles.policies())
        .allSatisfy(
            policy -> {
              assertThat(policy.definition().keySet())
                  .containsExactly("id", "description", "onException");
              assertThat(policy.file().name()).isEqualTo(policy.id() + ".camel.yaml");
            });
  }

  @Test
  void the_id_of_a_route_is_the_name_of_its_endpoint() {
    assertThat(RouteFiles.routes())
        .allSatisfy(route -> assertThat(route.endpoint()).isEqualTo("direct:" + route.id()));
  }

  @Test
  void ids_are_kebab_case_and_unique_across_routes_and_steps() {
    List<String> ids = new ArrayList<>();
    RouteFiles.all().stream()
        .filter(file -> file.name().endsWith(".camel.yaml"))
        .forEach(file -> ids.addAll(RouteFiles.textsOf(file.content(), "id")));

    assertThat(ids).allMatch(KEBAB.asMatchPredicate()).doesNotHaveDuplicates();
  }

  @Test
  void a_step_that_calls_is_called_to_its_target() {
    List<String> wrong = new ArrayList<>();
    for (Flow route : RouteFiles.routes()) {
      for (Object to : RouteFiles.valuesOf(route.definition(), "to")) {
        String id = String.valueOf(map(to).get("id"));
        String uri = String.valueOf(map(to).get("uri"));
        String name = "to-" + target(route, uri);
        // In a template one id would stand in many routes.
        boolean without = !route.template().isEmpty() && !map(to).containsKey("id");
        if (!without && !id.equals(name) && !id.startsWith(name + "-for-")) {
          wrong.add(route.id() + ": " + id + " calls " + uri + " and should begin " + name);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** The one HTTP endpoint stands for the vendor whose file it is in. */
  private static String target(Flow route, String uri) {
    return uri.startsWith("http:")
        ? route.file().name().replace(".camel.yaml", "")
        : uri.replaceFirst("^direct:", "").replace(':', '-');
  }

  @Test
  void a_dynamic_call_stays_inside_and_is_made_of_our_own_variables() {
    for (YamlFile file : RouteFiles.all()) {
      assertThat(RouteFiles.valuesOf(file.content(), "toD"))
          .as(file.name())
          .allSatisfy(
              step ->
                  assertThat(String.valueOf(map(step).get("uri")))
                      .matches(
                          "direct:[a-z-]+\\$\\{variable\\.op}|\\$\\{variable\\.(confirm|resolve)}"
                              + "|direct:\\$\\{variable\\.target}-[a-z-]+"));
    }
  }

  @Test
  void nothing_is_computed_in_a_route() {
    List<String> wrong = new ArrayList<>();
    for (YamlFile file : RouteFiles.all()) {
      RouteFiles.walk(
          file.content(),
          (member, value) -> {
            if (EVALUATORS.contains(member)) {
              wrong.add(file.name() + ": " + member);
            }
            if (member.equals("simple")) {
              String expression = String.valueOf(map(value).get("expression"));
              if (!PLAIN_SIMPLE.matcher(expression).matches()
                  && !LIMIT.matcher(expression).matches()
                  && !TARGET_ACCOUNT.matcher(expression).matches()) {
                wrong.add(file.name() + ": " + expression + " decides; let a bean do that");
              }
            }
          });
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void no_choice_stands_inside_a_choice() {
    for (YamlFile file : RouteFiles.all()) {
      assertThat(RouteFiles.valuesOf(file.content(), "choice"))
          .as(file.name())
          .allSatisfy(choice -> assertThat(RouteFiles.valuesOf(choice, "choice")).isEmpty());
    }
  }

  @Test
  void parameters_are_members_not_a_query() {
    for (YamlFile file : RouteFiles.all()) {
      assertThat(RouteFiles.textsOf(file.content(), "uri"))
          .as(file.name())
          .noneMatch(uri -> uri.contains("?"));
    }
  }

  @Test
  void a_route_can_be_read_aloud() {
    assertThat(RouteFiles.routes())
        .allSatisfy(
            route ->
                assertThat(steps(map(route.definition().get("from")).get("steps")))
                    .as(route.id())
                    .isLessThanOrEqualTo(MOST_STEPS));
    assertThat(RouteFiles.kamelets())
        .allSatisfy(
            kamelet ->
                assertThat(steps(kamelet.map("spec", "template", "from").get("steps")))
                    .as(kamelet.name())
                    .isLessThanOrEqualTo(MOST_STEPS));
  }

  private static int steps(Object steps) {
    int[] count = {list(steps).size()};
    list(steps)
        .forEach(
            step ->
                RouteFiles.valuesOf(step, "steps")
                    .forEach(inner -> count[0] += list(inner).size()));
    return count[0];
  }

  @Test
  void a_vendor_is_called_by_two_templates_and_by_nothing_else() {
    assertThat(RouteFiles.routes())
        .filteredOn(route -> RouteFiles.textsOf(route.definition(), "uri").contains("http:vendor"))
        .isNotEmpty()
        .allSatisfy(route -> assertThat(route.template()).isIn("call", "token"));
    assertThat(RouteFiles.routes())
        .flatExtracting(route -> RouteFiles.valuesOf(route.definition(), "throttle"))
        .hasSize(
            (int) RouteFiles.routes().stream().filter(r -> r.template().equals("call")).count());
  }

  @Test
  void what_calls_a_vendor_clears_all_headers_before_and_after() {
    assertThat(RouteFiles.routes())
        .filteredOn(route -> route.template().equals("call"))
        .isNotEmpty()
        .allSatisfy(
            route -> {
              List<?> steps = list(map(route.definition().get("from")).get("steps"));
              Object clearing = Map.of("removeHeaders", Map.of("pattern", "*"));
              assertThat(steps.get(0)).isEqualTo(clearing);
              assertThat(steps.get(steps.size() - 1)).isEqualTo(clearing);
            });
  }

  @Test
  void http_answers_are_judged_by_a_bean_and_their_headers_are_not_copied() {
    for (Flow route : RouteFiles.routes()) {
      for (Object to : RouteFiles.valuesOf(route.definition(), "to")) {
        if (String.valueOf(map(to).get("uri")).startsWith("http")) {
          assertThat(map(to)).as(route.id()).containsEntry("uri", "http:vendor");
          assertThat(map(map(to).get("parameters")))
              .as(route.id())
              .containsEntry("throwExceptionOnFailure", false)
              .containsEntry("copyHeaders", false);
        }
      }
    }
  }

  @Test
  void loops_end_when_caravan_stops() {
    for (YamlFile file : RouteFiles.all()) {
      assertThat(RouteFiles.valuesOf(file.content(), "loop"))
          .as(file.name())
          .allSatisfy(
              loop ->
                  assertThat(map(loop))
                      .containsEntry("doWhile", true)
                      .containsEntry("breakOnShutdown", true));
    }
  }

  /** Such a loop ends in silence, and what it has not read would be taken for absent. */
  @Test
  void what_was_listed_is_proven_to_be_whole_right_after_its_loop() {
    Object proof = Map.of("bean", Map.of("ref", "pages", "method", "end"));
    List<String> unproven = new ArrayList<>();
    int[] listings = {0};
    for (YamlFile file : RouteFiles.all()) {
      for (Object steps : RouteFiles.valuesOf(file.content(), "steps")) {
        List<?> list = list(steps);
        for (int i = 0; i < list.size(); i++) {
          Object loop = map(list.get(i)).get("loop");
          if (RouteFiles.textsOf(loop, "ref").contains("pages")) {
            listings[0]++;
            if (i + 1 == list.size() || !list.get(i + 1).equals(proof)) {
              unproven.add(file.name() + ": " + map(loop).get("id"));
            }
          }
        }
      }
    }
    assertThat(unproven).isEmpty();
    assertThat(listings[0]).isPositive();
  }
}
