package dev.caravan.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Whether what selects pods selects some of its overlay, and by ports that these have. */
final class Selections {
  private static final Pattern PLAIN = Pattern.compile("(?m)=http://([\\w.-]+):(\\d+)");
  private static final String OPERATORS_LABEL = "camel.apache.org/integration";

  private final List<JsonNode> manifests;
  private final List<JsonNode> pods = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private Selections(List<JsonNode> manifests) {
    this.manifests = manifests;
    Manifests.ofKind(manifests, "Deployment").forEach(it -> pods.add(it.at("/spec/template")));
    Manifests.ofKind(manifests, "CronJob")
        .forEach(it -> pods.add(it.at("/spec/jobTemplate/spec/template")));
  }

  /** What is wrong with them; empty when nothing is. */
  static List<String> problems(List<JsonNode> manifests) {
    Selections selections = new Selections(manifests);
    manifests.forEach(selections::read);
    return selections.problems;
  }

  private void read(JsonNode manifest) {
    JsonNode spec = manifest.path("spec");
    switch (manifest.path("kind").asText()) {
      case "NetworkPolicy" -> {
        ports(manifest, spec.at("/podSelector/matchLabels"), spec.path("ingress"), "port");
        for (JsonNode peer : spec.findValues("podSelector")) {
          selected(manifest, peer.path("matchLabels"));
        }
      }
      case "PodDisruptionBudget" -> selected(manifest, spec.at("/selector/matchLabels"));
      case "Service" -> ports(manifest, spec.path("selector"), spec.path("ports"), "targetPort");
      case "ConfigMap" -> manifest.path("data").forEach(file -> services(manifest, file.asText()));
      default -> {
        // It selects nothing.
      }
    }
  }

  /** The pods that have these labels. */
  private List<JsonNode> selected(JsonNode by, JsonNode labels) {
    List<JsonNode> found =
        pods.stream().filter(pod -> has(pod.at("/metadata/labels"), labels)).toList();
    boolean integration =
        Manifests.ofKind(manifests, "Integration").stream()
            .anyMatch(it -> it.at("/metadata/name").equals(labels.path(OPERATORS_LABEL)));
    if (labels.isEmpty() || (found.isEmpty() && !integration)) {
      problems.add("%s selects no pod by %s".formatted(Manifests.name(by), labels));
    }
    return found;
  }

  private static boolean has(JsonNode all, JsonNode wanted) {
    return wanted.properties().stream()
        .allMatch(label -> label.getValue().equals(all.path(label.getKey())));
  }

  /** Named ports are those of the pods that are selected. */
  private void ports(JsonNode by, JsonNode labels, JsonNode in, String member) {
    List<JsonNode> selected = selected(by, labels);
    Set<String> names = new TreeSet<>();
    selected.forEach(pod -> pod.findValues("ports").forEach(it -> names(it, names)));
    in.findValues(member).stream()
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .filter(port -> !selected.isEmpty() && !names.contains(port))
        .forEach(port -> problems.add("%s names no port: %s".formatted(Manifests.name(by), port)));
  }

  private static void names(JsonNode ports, Set<String> names) {
    ports.forEach(port -> names.add(port.path("name").asText()));
  }

  /** Addresses without TLS are those of Services. */
  private void services(JsonNode by, String text) {
    for (MatchResult address : PLAIN.matcher(text).results().toList()) {
      boolean there =
          Manifests.ofKind(manifests, "Service").stream()
              .filter(it -> it.at("/metadata/name").asText().equals(address.group(1)))
              .anyMatch(it -> it.at("/spec/ports/0/port").asText().equals(address.group(2)));
      if (!there) {
        problems.add("%s names no Service: %s".formatted(Manifests.name(by), address.group()));
      }
    }
  }
}
