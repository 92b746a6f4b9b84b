package dev.caravan.runtime;

import dev.caravan.pipe.Kamelets;
import dev.caravan.pipe.Pipe;
import dev.caravan.runtime.RuntimeSpec.Purpose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private final Pipe pipe;
  private final String sync;
  private final Kamelets kamelets;

  PipeFile(Pipe pipe, String sync, Kamelets kamelets) {
    this.pipe = pipe;
    this.sync = sync;
    this.kamelets = kamelets;
  }

  /** The Pipe for Camel's loader. */
  Resource resource(Purpose purpose) {
    return ResourceHelper.fromString(
        sync + ".pipe.yaml", purpose == Purpose.SURVEY ? adapted() : text());
  }

  private String text() {
    return pipe.forSync(sync, kamelets);
  }

  private Map<String, Object> parsed() {
    return map(new Load(LoadSettings.builder().build()).loadFromString(text()));
  }

  /** Without the comparison, and with a sink that keeps what it gets. */
  private String adapted() {
    Map<String, Object> pipe = parsed();
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
