package dev.caravan.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every manifest and every overlay, without a cluster. */
class ManifestsTest {
  private static final List<String> OVERLAYS = Manifests.OVERLAYS;
  private static final CamelSchemas CAMEL = new CamelSchemas();

  @TempDir Path folder;

  static List<String> typed(List<JsonNode> manifests) {
    return manifests.stream()
        .flatMap(
            it -> (Manifests.isCamels(it) ? CAMEL.problems(it) : TypedModels.problems(it)).stream())
        .toList();
  }

  static List<JsonNode> rendered(String overlay) {
    assumeTrue(
        Manifests.canBeRendered(),
        "there is no kubectl 1.27 or newer on the PATH to render the overlays with");
    return Manifests.rendered("overlays/" + overlay);
  }

  @Test
  void every_source_fits_its_kind() {
    List<JsonNode> all =
        Manifests.sources().stream().flatMap(file -> Manifests.read(file).stream()).toList();
    assertThat(all).hasSizeGreaterThan(10);
    assertThat(typed(all)).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void every_overlay_fits_its_kinds_and_names_what_is_there(String overlay) throws IOException {
    List<JsonNode> manifests = rendered(overlay);
    assertThat(typed(manifests)).isEmpty();
    assertThat(References.problems(manifests)).isEmpty();
    assertThat(ConfiguredKeys.problems(manifests, folder)).isEmpty();
  }

  @Test
  void the_overlays_are_those_that_are_checked() throws IOException {
    try (Stream<Path> overlays = Files.list(Path.of("k8s/overlays"))) {
      assertThat(overlays.map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(OVERLAYS);
    }
  }

  @Test
  void both_flavours_mount_the_same_at_the_same_paths() {
    assertThat(Mounts.ofIntegration()).isEqualTo(Mounts.ofDeployment());
  }

  @Test
  void every_kamelet_is_a_custom_resource_and_the_file_itself() throws IOException {
    List<String> listed = new ArrayList<>();
    Manifests.read(Path.of("routes/kustomization.yaml"))
        .get(0)
        .path("resources")
        .forEach(it -> listed.add(it.asText()));
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      assertThat(listed)
          .containsExactlyInAnyOrderElementsOf(
              files
                  .filter(file -> file.toString().endsWith(".kamelet.yaml"))
                  .map(file -> Path.of("routes").relativize(file).toString())
                  .toList());
    }
    assertThat(
            typed(
                listed.stream()
                    .flatMap(it -> Manifests.read(Path.of("routes", it)).stream())
                    .toList()))
        .isEmpty();
  }

  @Test
  void a_change_of_the_configuration_rolls_the_pods() {
    for (String overlay : List.of("single", "replicas", "cronjob")) {
      assertThat(Manifests.ofKind(rendered(overlay), "ConfigMap"))
          .extracting(it -> it.at("/metadata/name").asText())
          .allMatch(name -> name.matches("caravan-(config|syncs|mappings)-[a-z0-9]{10}"));
    }
    assertThat(Manifests.ofKind(rendered("camel-k"), "ConfigMap"))
        .hasSize(3)
        .allMatch(
            it ->
                it.at("/metadata/labels")
                    .path("camel.apache.org/integration")
                    .asText()
                    .equals("caravan"));
  }
}
