package dev.caravan.runtime;

import dev.caravan.runtime.RuntimeSpec.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The Pipe of a sync, as it stands in its file or with other steps. */
final class PipeFile {
  private static final String RECONCILE = "reconcile-action";
  private static final String MAP = "map-action";

  private final String sync;
  private final Path file;

  PipeFile(Path routes, String sync) {
    this.sync = sync;
    this.file = routes.resolve("syncs").resolve(sync + ".pipe.yaml");
  }

  /**
   * The Pipe for Camel's loader.
   *
   * @throws IllegalArgumentException when there is no such Pipe
   */
  Resource resource(Purpose purpose) {
    return ResourceHelper.fromString(
        file.getFileName().toString(), purpose == Purpose.SURVEY ? adapted() : text());
  }

  /** The kind of target that the Pipe reconciles with, such as {@code atera-tickets}. */
  Optional<String> target() {
    return steps(map(pipe().get("spec"))).stream()
        .filter(PipeFile::reconciles)
        .map(step -> map(step.get("properties")).get("target"))
        .map(String::valueOf)
        .findFirst();
  }

  /** The mappings that its steps name, first to last. */
  List<String> mappings() {
    return steps(map(pipe().get("spec"))).stream()
        .filter(step -> MAP.equals(map(step.get("ref")).get("name")))
        .map(step -> map(step.get("properties")).get("mapping"))
        .map(String::valueOf)
        .toList();
  }

  private String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "There is no sync '%s': its Pipe %s cannot be read".formatted(sync, file), e);
    }
  }

  private Map<String, Object> pipe() {
    return map(new Load(LoadSettings.builder().build()).loadFromString(text()));
  }

  /** Without the comparison, and with a sink that keeps what it gets. */
  private String adapted() {
    Map<String, Object> pipe = pipe();
    Map<String, Object> spec = map(pipe.get("spec"));
    List<Map<String, Object>> steps = new ArrayList<>(steps(spec));
    steps.removeIf(PipeFile::reconciles);
    spec.put("steps", steps);
    spec.put("sink", Map.of("ref", kamelet("plan-sink")));
    pipe.put("spec", spec);
    return new Dump(DumpSettings.builder().build()).dumpToString(pipe);
  }

  private static Map<String, Object> kamelet(String name) {
    return Map.of("apiVersion", "camel.apache.org/v1", "kind", "Kamelet", "name", name);
  }

  private static boolean reconciles(Map<String, Object> step) {
    return RECONCILE.equals(map(step.get("ref")).get("name"));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> steps(Map<String, Object> spec) {
    return (List<Map<String, Object>>) spec.getOrDefault("steps", List.of());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object node) {
    return node == null ? new LinkedHashMap<>() : new LinkedHashMap<>((Map<String, Object>) node);
  }
}
