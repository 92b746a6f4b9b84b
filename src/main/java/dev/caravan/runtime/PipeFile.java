package dev.caravan.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The Pipe of a sync, as it stands in its file or with another sink. */
final class PipeFile {
  private final String sync;
  private final Path file;

  PipeFile(Path routes, String sync) {
    this.sync = sync;
    this.file = routes.resolve("syncs").resolve(sync + ".pipe.yaml");
  }

  /**
   * The Pipe for Camel's loader.
   *
   * @param planning with the sink that writes nothing
   * @throws IllegalArgumentException when there is no such Pipe
   */
  Resource resource(boolean planning) {
    try {
      String text = Files.readString(file);
      return ResourceHelper.fromString(
          file.getFileName().toString(), planning ? planned(text) : text);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "There is no sync '%s': its Pipe %s cannot be read".formatted(sync, file), e);
    }
  }

  private static String planned(String text) {
    Map<String, Object> pipe = map(new Load(LoadSettings.builder().build()).loadFromString(text));
    Map<String, Object> spec = map(pipe.get("spec"));
    spec.put(
        "sink",
        Map.of(
            "ref",
            Map.of("apiVersion", "camel.apache.org/v1", "kind", "Kamelet", "name", "plan-sink")));
    pipe.put("spec", spec);
    return new Dump(DumpSettings.builder().build()).dumpToString(pipe);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object node) {
    return new LinkedHashMap<>((Map<String, Object>) Objects.requireNonNull(node));
  }
}
