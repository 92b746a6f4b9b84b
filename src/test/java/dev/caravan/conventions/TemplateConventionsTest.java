package dev.caravan.conventions;

import static dev.caravan.conventions.RouteFiles.list;
import static dev.caravan.conventions.RouteFiles.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a template of a route and those that fill it in owe to each other; Camel checks less. */
class TemplateConventionsTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z-]+)}}");

  @Test
  void a_template_has_a_file_of_its_name_and_says_what_each_parameter_is() {
    assertThat(RouteFiles.templates())
        .isNotEmpty()
        .allSatisfy(
            (id, template) -> {
              assertThat(template.keySet()).containsExactly("id", "parameters", "route");
              assertThat(Files.exists(Path.of("routes/templates", id + ".camel.yaml"))).isTrue();
              assertThat(map(template.get("route")).keySet())
                  .as(id)
                  .isIn(
                      Set.of("description", "routeConfigurationId", "from"),
                      Set.of("description", "errorHandler", "from"));
              assertThat(list(template.get("parameters")))
                  .as(id)
                  .allSatisfy(
                      parameter ->
                          assertThat(String.valueOf(map(parameter).get("description")))
                              .matches("[A-Z].*\\w\\."));
            });
  }

  @Test
  void a_template_uses_what_it_declares_and_nothing_else() {
    RouteFiles.templates()
        .forEach(
            (id, template) -> {
              Set<String> used = new TreeSet<>();
              for (String text : RouteFiles.texts(template.get("route"))) {
                Matcher placeholder = PLACEHOLDER.matcher(text);
                while (placeholder.find()) {
                  used.add(placeholder.group(1));
                }
              }
              assertThat(used).as(id).isEqualTo(declared(template));
            });
  }

  @Test
  void who_fills_a_template_in_passes_declared_parameters_and_all_required_ones() {
    List<String> wrong = new ArrayList<>();
    Set<String> filled = new TreeSet<>();
    for (Map<String, Object> filling : RouteFiles.fillings()) {
      String ref = RouteFiles.templateOf(filling);
      filled.add(ref);
      Map<String, Object> template = RouteFiles.templates().get(ref);
      if (template == null) {
        wrong.add(filling.get("routeId") + " fills in " + ref + ", which is no template");
        continue;
      }
      Set<String> passed = RouteFiles.parametersOf(filling).keySet();
      passed.stream()
          .filter(name -> !declared(template).contains(name))
          .forEach(name -> wrong.add(filling.get("routeId") + " passes an unknown " + name));
      list(template.get("parameters")).stream()
          .filter(parameter -> !map(parameter).containsKey("defaultValue"))
          .map(parameter -> String.valueOf(map(parameter).get("name")))
          .filter(name -> !passed.contains(name))
          .forEach(name -> wrong.add(filling.get("routeId") + " does not pass " + name));
    }
    assertThat(wrong).isEmpty();
    assertThat(filled).isEqualTo(RouteFiles.templates().keySet());
  }

  private static Set<String> declared(Map<String, Object> template) {
    return list(template.get("parameters")).stream()
        .map(parameter -> String.valueOf(map(parameter).get("name")))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
