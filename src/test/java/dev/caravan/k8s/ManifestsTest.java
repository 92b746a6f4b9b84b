package dev.caravan.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.config.LoadRequest;
import dev.caravan.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every manifest and every overlay, without a cluster. */
class ManifestsTest {
  /** Of the Secret's template, what is no text of any kind. */
  private static final Map<String, String> FILLED_IN =
      Map.of(
          "datto.platform", "merlot", "caravan.notify.webhook.url", "https://hooks.example.com/a");

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
  void the_page_shows_what_is_applied() throws IOException {
    Map<String, Long> kinds =
        rendered("single").stream()
            .collect(
                Collectors.groupingBy(
                    it -> it.path("kind").asText(), TreeMap::new, Collectors.counting()));
    String shown =
        kinds.entrySet().stream()
            .map(it -> "%7d kind: %s%n".formatted(it.getValue(), it.getKey()))
            .collect(Collectors.joining());
    assertThat(Path.of("docs/kubernetes.md"))
        .content()
        .contains("kubectl kustomize k8s/overlays/single | grep ^kind: | sort | uniq -c\n" + shown);
  }

  @Test
  void the_configuration_and_the_filled_in_secrets_are_all_that_run_needs() throws IOException {
    Path config = Files.createDirectory(folder.resolve("config"));
    Files.copy(Path.of("k8s/base/caravan.properties"), config.resolve("caravan.properties"));
    Path secrets = Files.createDirectory(folder.resolve("secrets"));
    Manifests.read(Path.of("k8s/secrets.template.yaml"))
        .get(0)
        .path("stringData")
        .fieldNames()
        .forEachRemaining(key -> write(secrets.resolve(key), FILLED_IN.getOrDefault(key, "128")));
    Settings settings =
        Settings.load(
            new LoadRequest(
                Path.of("").toAbsolutePath(),
                List.of(),
                Map.of("CARAVAN_CONFIG_DIR", config + "," + secrets)));
    assertThatCode(() -> settings.requireFor(List.of(), settings.enabledSyncs()))
        .doesNotThrowAnyException();
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
