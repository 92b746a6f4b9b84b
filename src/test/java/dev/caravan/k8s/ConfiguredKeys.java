package dev.caravan.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.config.LoadRequest;
import dev.caravan.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What Caravan says of the keys in ConfigMaps, Secrets and variables of manifests. */
final class ConfiguredKeys {
  private ConfiguredKeys() {}

  /** Sentences about what it does not know or cannot use; empty when there are none. */
  static List<String> problems(List<JsonNode> manifests, Path temporary) throws IOException {
    List<String> folders = new ArrayList<>();
    for (JsonNode manifest : manifests) {
      boolean keys =
          manifest
              .at("/metadata/name")
              .asText()
              .matches("(demo-)?caravan-(config|secrets|store)\\b.*");
      if (keys && manifest.path("kind").asText().matches("ConfigMap|Secret")) {
        Path folder = Files.createTempDirectory(temporary, "mount");
        for (String part : List.of("data", "stringData")) {
          for (Map.Entry<String, JsonNode> file : manifest.path(part).properties()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue().asText());
          }
        }
        folders.add(folder.toString());
      }
    }
    Map<String, String> environment = Map.of("CARAVAN_CONFIG_DIR", String.join(",", folders));
    Settings settings =
        Settings.load(new LoadRequest(Path.of("").toAbsolutePath(), List.of(), environment));
    return Stream.concat(settings.problems().stream(), settings.warnings().stream())
        .map(Object::toString)
        .toList();
  }
}
