package dev.caravan.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alerts and dashboard: of figures that there are, and each alert with a page for who is woken. */
class MonitoringTest {
  private static final Path FOLDER = Path.of("k8s/monitoring");
  private static final JsonNode RULES = Manifests.read(FOLDER.resolve("rules.yaml")).get(0);

  @TempDir Path folder;

  private static List<JsonNode> alerts() {
    return RULES.findParents("alert");
  }

  private static JsonNode dashboard() throws IOException {
    return new ObjectMapper().readTree(FOLDER.resolve("caravan.dashboard.json").toFile());
  }

  @Test
  void every_figure_and_label_of_an_alert_is_shown() {
    assertThat(alerts()).hasSizeGreaterThan(7);
    assertThat(alerts())
        .allSatisfy(
            it -> assertThat(DocumentedFigures.unknownIn(it.path("expr").asText())).isEmpty());
  }

  @Test
  void every_figure_and_label_of_the_dashboard_is_shown() throws IOException {
    List<String> queries = dashboard().findValuesAsText("expr");
    assertThat(queries).hasSizeGreaterThan(10);
    assertThat(queries).allSatisfy(it -> assertThat(DocumentedFigures.unknownIn(it)).isEmpty());
    assertThat(dashboard().at("/templating/list"))
        .filteredOn(it -> it.path("type").asText().equals("query"))
        .allSatisfy(
            it ->
                assertThat(DocumentedFigures.unknownIn(it.at("/query/query").asText())).isEmpty());
    assertThat(dashboard().findValues("id")).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "caravan_guarded | caravan_garded",
        "caravan_guarded | caravan_guarded_total",
        "by (sync) | by (synch)",
      })
  void a_misspelt_figure_is_found(String from, String to) {
    String query = "max by (sync) (caravan_guarded{sync=\"a\"}) == 1";
    assertThat(DocumentedFigures.unknownIn(query)).isEmpty();
    assertThat(DocumentedFigures.unknownIn(query.replace(from, to))).isNotEmpty();
  }

  @Test
  void every_alert_has_a_paragraph_in_the_runbook_and_every_paragraph_an_alert()
      throws IOException {
    List<String> named = alerts().stream().map(it -> it.path("alert").asText()).toList();
    assertThat(Files.readAllLines(Path.of("docs/runbook.md")))
        .filteredOn(line -> line.startsWith("## Caravan"))
        .containsExactlyInAnyOrderElementsOf(named.stream().map(name -> "## " + name).toList());
    assertThat(alerts())
        .allSatisfy(
            it ->
                assertThat(it.at("/annotations/runbook").asText())
                    .isEqualTo(
                        "docs/runbook.md#" + it.path("alert").asText().toLowerCase(Locale.ROOT)));
  }

  @Test
  void the_monitor_asks_the_port_and_path_that_pods_have() {
    JsonNode monitor = Manifests.read(FOLDER.resolve("pod-monitor.yaml")).get(0);
    JsonNode pod =
        Manifests.read(Path.of("k8s/deployment/deployment.yaml")).get(0).at("/spec/template");
    assertThat(monitor.at("/spec/podMetricsEndpoints/0/port"))
        .isEqualTo(pod.at("/spec/containers/0/ports/0/name"));
    assertThat(monitor.at("/spec/podMetricsEndpoints/0/path").asText())
        .isEqualTo("/observe/metrics");
    monitor
        .at("/spec/selector/matchLabels")
        .properties()
        .forEach(
            label ->
                assertThat(pod.at("/metadata/labels").path(label.getKey()))
                    .isEqualTo(label.getValue()));
  }

  /** The rules as promtool reads them: what is in the custom resource. */
  @Test
  void the_alerts_fire_when_they_should_and_only_then() throws IOException {
    boolean there = Manifests.run("promtool", "--version").isPresent();
    assumeTrue(
        there || System.getenv().containsKey("CI"),
        "there is no promtool on the PATH to try the alerts with");
    Files.writeString(folder.resolve("rules.yml"), RULES.path("spec").toString());
    Path test = Files.copy(FOLDER.resolve("rules.test.yaml"), folder.resolve("rules.test.yaml"));
    assertThat(Manifests.run("promtool", "check", "rules", folder + "/rules.yml")).isPresent();
    assertThat(Manifests.run("promtool", "test", "rules", test.toString())).isPresent();
    String tests = Files.readString(test);
    assertThat(alerts())
        .allSatisfy(it -> assertThat(tests).contains("alertname: " + it.path("alert").asText()));
  }
}
