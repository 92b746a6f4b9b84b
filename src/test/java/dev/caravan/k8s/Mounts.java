package dev.caravan.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a container of Caravan finds: variables, and folders by path. Of a Deployment or of an
 * Integration, which say the same in different words.
 *
 * @param variables by name
 * @param sources what is mounted, by path: {@code configmap:NAME}, {@code secret:NAME}, or another
 *     volume's name
 */
public record Mounts(Map<String, String> variables, Map<String, String> sources) {
  private static final List<String> LISTS = List.of("CARAVAN_CONFIG_DIR", "CARAVAN_ROUTES_DIRS");

  /** Of the overlay single, as its files say. */
  public static Mounts ofDeployment() {
    Mounts mounts = new Mounts(new LinkedHashMap<>(), new LinkedHashMap<>());
    mounts.add(Path.of("k8s/deployment/deployment.yaml"));
    mounts.add(Path.of("k8s/overlays/single/store.patch.yaml"));
    return mounts;
  }

  /** Of the overlay camel-k, where the operator decides the paths of what is no text of ours. */
  public static Mounts ofIntegration() {
    JsonNode traits =
        Manifests.read(Path.of("k8s/overlays/camel-k/integration.yaml")).get(0).at("/spec/traits");
    Mounts mounts = new Mounts(new LinkedHashMap<>(), new LinkedHashMap<>());
    for (JsonNode pair : traits.at("/environment/vars")) {
      String[] parts = pair.asText().split("=", 2);
      mounts.variables.put(parts[0], parts[1]);
    }
    for (JsonNode config : traits.at("/mount/configs")) {
      String[] parts = config.asText().split(":", 2);
      mounts.sources.put(
          "/etc/camel/conf.d/_%ss/%s".formatted(parts[0], parts[1]), config.asText());
    }
    for (JsonNode resource : traits.at("/mount/resources")) {
      String[] parts = resource.asText().split("@", 2);
      mounts.sources.put(parts[1], parts[0]);
    }
    for (String kind : List.of("volumes", "emptyDirs")) {
      for (JsonNode volume : traits.path("mount").path(kind)) {
        String[] parts = volume.asText().split(":");
        mounts.sources.put(parts[1], parts[0].replace("caravan-", ""));
      }
    }
    return mounts;
  }

  /** How long a pod may take to end before it is killed. */
  public static Duration graceOfDeployment() {
    return Duration.ofSeconds(
        Manifests.read(Path.of("k8s/deployment/deployment.yaml"))
            .get(0)
            .at("/spec/template/spec/terminationGracePeriodSeconds")
            .asLong());
  }

  private void add(Path file) {
    JsonNode pod = Manifests.read(file).get(0).at("/spec/template/spec");
    Map<String, String> volumes = new LinkedHashMap<>();
    for (JsonNode volume : pod.path("volumes")) {
      String config = volume.at("/configMap/name").asText();
      String secret = volume.at("/secret/secretName").asText();
      String name = volume.path("name").asText();
      volumes.put(
          name,
          config.isEmpty() ? secret.isEmpty() ? name : "secret:" + secret : "configmap:" + config);
    }
    JsonNode container = pod.at("/containers/0");
    container
        .path("env")
        .forEach(it -> variables.put(it.path("name").asText(), it.path("value").asText()));
    byPath(container).forEach((path, volume) -> sources.put(path, volumes.get(volume)));
  }

  /** The volumes of a container by their paths. */
  static Map<String, String> byPath(JsonNode container) {
    Map<String, String> mounts = new LinkedHashMap<>();
    container
        .path("volumeMounts")
        .forEach(it -> mounts.put(it.path("mountPath").asText(), it.path("name").asText()));
    return mounts;
  }

  /** The folders that a container's variables name. */
  static List<String> folders(JsonNode container) {
    List<String> folders = new ArrayList<>();
    for (JsonNode variable : container.path("env")) {
      if (LISTS.contains(variable.path("name").asText())) {
        folders.addAll(List.of(variable.path("value").asText().split(",")));
      }
    }
    return folders;
  }
}
