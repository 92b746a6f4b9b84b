package dev.caravan.conventions;

import static dev.caravan.conventions.RouteFiles.list;
import static dev.caravan.conventions.RouteFiles.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.Catalog;
import dev.caravan.config.SyncEnds;
import dev.caravan.conventions.RouteFiles.YamlFile;
import dev.caravan.vendor.RouteFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PipeConventionsTest {
  /** A new sync is a short file. */
  private static final int MOST_LINES = 30;

  static Stream<YamlFile> pipes() {
    return RouteFiles.pipes().stream();
  }

  @Test
  void what_tells_operators_is_a_short_pipe_of_its_own_kind_and_no_sync() {
    assertThat(RouteFiles.notifyPipes())
        .isNotEmpty()
        .allSatisfy(
            pipe -> {
              begins_with_a_sentence_and_is_short(pipe);
              assertThat(pipe.name()).isEqualTo(pipe.map("metadata").get("name") + ".pipe.yaml");
              assertThat(pipe.map("spec").keySet()).containsExactly("source", "sink");
              assertThat(pipe.map("spec", "source", "ref"))
                  .containsEntry("name", "caravan-events-source");
              assertThat(typeOf(pipe.map("spec", "sink"))).isEqualTo("sink");
              assertThat(RouteFiles.valuesOf(pipe.content(), "notify")).isEmpty();
              assertThat(RouteFiles.pipes()).extracting(YamlFile::name).doesNotContain(pipe.name());
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pipes")
  void begins_with_a_sentence_and_is_short(YamlFile pipe) {
    List<String> lines = pipe.text().lines().toList();

    assertThat(lines).hasSizeLessThan(MOST_LINES);
    assertThat(lines.get(0)).startsWith("# ");
    assertThat(String.join(" ", lines.stream().takeWhile(line -> line.startsWith("#")).toList()))
        .endsWith(".");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pipes")
  void is_named_like_its_file_and_holds_source_steps_and_sink_in_that_order(YamlFile pipe) {
    assertThat(pipe.map().keySet()).containsExactly("apiVersion", "kind", "metadata", "spec");
    assertThat(pipe.map())
        .containsEntry("apiVersion", "camel.apache.org/v1")
        .containsEntry("kind", "Pipe");
    assertThat(pipe.name()).isEqualTo(pipe.map("metadata").get("name") + ".pipe.yaml");
    assertThat(pipe.map("spec").keySet()).containsExactly("source", "steps", "sink");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pipes")
  void its_ends_and_steps_are_kamelets_of_the_right_type(YamlFile pipe) {
    assertThat(typeOf(pipe.map("spec", "source"))).isEqualTo("source");
    assertThat(typeOf(pipe.map("spec", "sink"))).isEqualTo("sink");
    assertThat(list(pipe.map("spec").get("steps")))
        .isNotEmpty()
        .allSatisfy(step -> assertThat(typeOf(step)).isEqualTo("action"));
  }

  private static String typeOf(Object part) {
    Object name = map(map(part).get("ref")).get("name");
    return RouteFiles.kamelets().stream()
        .filter(kamelet -> kamelet.name().equals(name + ".kamelet.yaml"))
        .map(kamelet -> kamelet.map("metadata", "labels").get("camel.apache.org/kamelet.type"))
        .map(String::valueOf)
        .findFirst()
        .orElse("no Kamelet is called " + name);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pipes")
  void names_no_sync(YamlFile pipe) {
    assertThat(RouteFiles.valuesOf(pipe.content(), "sync")).isEmpty();
  }

  @Test
  void the_catalog_of_the_configuration_says_the_same_of_the_ends() {
    Map<String, SyncEnds> catalog =
        Catalog.of(RouteFolders.of(Path.of("routes"))).syncs().stream()
            .collect(Collectors.toMap(SyncEnds::name, ends -> ends));
    assertThat(RouteFiles.pipes())
        .isNotEmpty()
        .allSatisfy(
            pipe -> {
              SyncEnds ends = catalog.get(pipe.map("metadata").get("name"));
              assertThat(ends).as(pipe + " is in keys.yaml").isNotNull();
              assertThat(pipe.map("spec", "source", "ref").get("name"))
                  .asString()
                  .startsWith(ends.sourceVendor().orElseThrow() + "-");
              assertThat(pipe.map("spec", "sink", "ref").get("name"))
                  .asString()
                  .startsWith(ends.targetVendor().orElseThrow() + "-");
            });
  }
}
