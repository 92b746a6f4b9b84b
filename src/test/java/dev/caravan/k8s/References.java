package dev.caravan.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether what the manifests of one overlay name is there, and whether their pods are fenced in.
 */
final class References {
  private static final Set<String> PROBES = Set.of("/observe/health/live", "/observe/health/ready");
  private static final int MANAGEMENT_PORT = 9876;

  /** What Camel takes to shut down, and Caravan to let go of what it holds (seconds). */
  private static final int LONGEST_STOP = 35;

  /** Filled in by the operator, from the templates. */
  private static final Set<String> OPERATORS =
      Set.of("Secret/caravan-secrets", "Secret/caravan-store");

  private final List<JsonNode> manifests;
  private final Set<String> there = new HashSet<>(OPERATORS);
  private final List<String> problems = new ArrayList<>();

  private References(List<JsonNode> manifests) {
    this.manifests = manifests;
    manifests.forEach(
        it -> there.add(it.path("kind").asText() + "/" + it.at("/metadata/name").asText()));
  }

  /** What is wrong with them; empty when nothing is. */
  static List<String> problems(List<JsonNode> manifests) {
    References references = new References(manifests);
    references.read();
    references.problems.addAll(Selections.problems(manifests));
    return references.problems;
  }

  private void read() {
    for (JsonNode manifest : manifests) {
      switch (manifest.path("kind").asText()) {
        case "Deployment" -> {
          JsonNode template = manifest.at("/spec/template");
          matches(
              manifest.at("/spec/selector/matchLabels"), template.at("/metadata/labels"), manifest);
          pod(template.path("spec"));
        }
        case "CronJob" -> pod(manifest.at("/spec/jobTemplate/spec/template/spec"));
        case "Integration" -> new IntegrationTraits(manifest, there, problems).read();
        default -> {
          // Nothing of it names anything else.
        }
      }
    }
  }

  private void matches(JsonNode wanted, JsonNode labels, JsonNode of) {
    say(!wanted.isEmpty(), of, "selects everything");
    wanted
        .properties()
        .forEach(
            label ->
                say(
                    label.getValue().equals(labels.path(label.getKey())),
                    of,
                    "selects no pod by " + label));
  }

  private void pod(JsonNode pod) {
    say(
        there.contains("ServiceAccount/" + pod.path("serviceAccountName").asText()),
        pod,
        "has no such account");
    Set<String> volumes = new TreeSet<>();
    for (JsonNode volume : pod.path("volumes")) {
      volumes.add(volume.path("name").asText());
      reference("ConfigMap", volume.at("/configMap/name"));
      reference("Secret", volume.at("/secret/secretName"));
      reference("PersistentVolumeClaim", volume.at("/persistentVolumeClaim/claimName"));
    }
    Set<String> mounted = new TreeSet<>();
    pod.path("initContainers").forEach(container -> mounted.addAll(container(container)));
    pod.path("containers").forEach(container -> mounted.addAll(container(container)));
    say(
        volumes.equals(mounted),
        pod,
        "has the volumes %s and mounts %s".formatted(volumes, mounted));
    fenced(pod);
  }

  private void fenced(JsonNode pod) {
    say(
        pod.path("terminationGracePeriodSeconds").asInt() > LONGEST_STOP,
        pod,
        "is killed while it stops");
    say(pod.at("/securityContext/runAsNonRoot").asBoolean(), pod, "may run as root");
    say(
        pod.at("/securityContext/seccompProfile/type").asText().equals("RuntimeDefault"),
        pod,
        "has no seccomp profile");
    say(!pod.path("automountServiceAccountToken").asBoolean(true), pod, "holds a token");
    say(!pod.path("enableServiceLinks").asBoolean(true), pod, "gets variables of Services");
  }

  private Set<String> container(JsonNode container) {
    Map<String, String> mounts = Mounts.byPath(container);
    Mounts.folders(container)
        .forEach(
            folder ->
                say(
                    mounts.keySet().stream()
                        .anyMatch(path -> path.equals(folder) || path.startsWith(folder + "/")),
                    container,
                    "mounts nothing at " + folder));
    List<String> words = new ArrayList<>();
    container.path("args").forEach(word -> words.add(word.asText()));
    boolean sandbox = words.contains("sandbox");
    int listens = sandbox ? Integer.parseInt(words.get(words.size() - 1)) : MANAGEMENT_PORT;
    Set<String> answers = sandbox ? Set.of("/") : PROBES;
    Set<String> ports = new TreeSet<>();
    container
        .path("ports")
        .forEach(
            port -> {
              ports.add(port.path("name").asText());
              say(
                  port.path("containerPort").asInt() == listens,
                  container,
                  "listens on no port " + port);
            });
    container
        .findValues("httpGet")
        .forEach(
            probe -> {
              say(
                  answers.contains(probe.path("path").asText()),
                  container,
                  "answers no probe " + probe);
              say(
                  ports.contains(probe.path("port").asText()),
                  container,
                  "has no port for " + probe);
            });
    JsonNode security = container.path("securityContext");
    say(
        security.path("readOnlyRootFilesystem").asBoolean() && mounts.containsKey("/tmp"),
        container,
        "writes to its root, or has no /tmp");
    say(
        !security.path("allowPrivilegeEscalation").asBoolean(true),
        container,
        "may gain privileges");
    say(security.at("/capabilities/drop/0").asText().equals("ALL"), container, "has capabilities");
    say(
        !container.at("/resources/limits/memory").isMissingNode(),
        container,
        "has no limit of memory");
    return new TreeSet<>(mounts.values());
  }

  private void reference(String kind, JsonNode name) {
    if (!name.isMissingNode() && !there.contains(kind + "/" + name.asText())) {
      problems.add("there is no %s %s".formatted(kind, name.asText()));
    }
  }

  private void say(boolean fine, JsonNode of, String problem) {
    if (!fine) {
      problems.add("%s %s".formatted(of.path("kind").asText() + of.path("name").asText(), problem));
    }
  }
}
