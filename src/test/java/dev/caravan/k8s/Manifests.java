package dev.caravan.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The manifests of k8s/, as they are written and as kustomize makes them. */
public final class Manifests {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The first with the kustomize that these folders need. */
  private static final int OLDEST_KUBECTL = 27;

  static final Path FOLDER = Path.of("k8s");
  static final List<String> OVERLAYS = List.of("single", "replicas", "camel-k", "demo", "cronjob");

  private Manifests() {}

  /** The documents of a text in YAML. */
  static List<JsonNode> parse(String yaml) {
    List<JsonNode> documents = new ArrayList<>();
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
    new Load(settings)
        .loadAllFromString(yaml)
        .forEach(document -> documents.add(JSON.valueToTree(document)));
    return documents;
  }

  /** The documents of a file. */
  public static List<JsonNode> read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file of manifests and of patches, without what is kustomize's alone. */
  static List<Path> sources() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.endsWith("kustomization.yaml"))
          .filter(file -> !file.endsWith("rules.test.yaml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there is a kubectl that can render them. */
  static boolean canBeRendered() {
    return run("kubectl", "version", "--client", "-o", "json")
        .map(Manifests::parse)
        .map(version -> version.get(0).at("/clientVersion/minor").asText("0"))
        .map(minor -> Integer.parseInt(minor.replaceAll("\\D", "")) >= OLDEST_KUBECTL)
        .orElse(false);
  }

  /** What `kubectl apply -k` would send. */
  static List<JsonNode> rendered(String folder) {
    return parse(
        run("kubectl", "kustomize", FOLDER.resolve(folder).toString())
            .orElseThrow(() -> new IllegalStateException(folder + " cannot be rendered")));
  }

  /** Standard output; empty where there is no such command or it fails. */
  static Optional<String> run(String... command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(out) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** What it is and how it is called, for sentences. */
  static String name(JsonNode manifest) {
    return "%s %s"
        .formatted(manifest.path("kind").asText(), manifest.at("/metadata/name").asText());
  }

  static boolean isCamels(JsonNode manifest) {
    return manifest.path("apiVersion").asText().startsWith("camel.apache.org/");
  }

  /** Those of one kind. */
  static List<JsonNode> ofKind(List<JsonNode> manifests, String kind) {
    return manifests.stream().filter(it -> it.path("kind").asText().equals(kind)).toList();
  }
}
