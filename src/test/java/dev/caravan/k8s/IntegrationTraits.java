package dev.caravan.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** Whether what the traits of an Integration name is there, and whether its pods are fenced in. */
record IntegrationTraits(JsonNode integration, Set<String> there, List<String> problems) {
  private static final int LONGEST_STOP = 35;

  void read() {
    JsonNode traits = integration.at("/spec/traits");
    JsonNode pod = integration.at("/spec/template/spec");
    say(
        there.contains("ServiceAccount/" + integration.at("/spec/serviceAccountName").asText()),
        "has no such account");
    traits.at("/mount/configs").forEach(it -> reference(it.asText()));
    traits.at("/mount/resources").forEach(it -> reference(it.asText().replaceFirst("@.*", "")));
    traits
        .at("/mount/volumes")
        .forEach(it -> reference("persistentvolumeclaim:" + it.asText().replaceFirst(":.*", "")));
    int port = traits.at("/container/port").asInt();
    for (String probe : List.of("startup", "liveness", "readiness")) {
      JsonNode health = traits.path("health");
      say(
          health.path(probe + "ProbeEnabled").asBoolean() && health.path("enabled").asBoolean(),
          "has no probe " + probe);
      say(health.path(probe + "Port").asInt() == port, "probes another port: " + probe);
      say(
          health.path(probe + "Probe").asText().matches("/observe/health/(live|ready)"),
          "answers no probe " + probe);
    }
    say(traits.at("/container/runAsNonRoot").asBoolean(), "may run as root");
    say(!traits.at("/container/allowPrivilegeEscalation").asBoolean(true), "may gain privileges");
    say(
        pod.at("/containers/0/name").equals(traits.at("/container/name")),
        "fences in another container");
    say(
        pod.at("/containers/0/securityContext/readOnlyRootFilesystem").asBoolean(),
        "writes to its root");
    say(
        pod.path("terminationGracePeriodSeconds").asInt() > LONGEST_STOP,
        "is killed while it stops");
    say(!pod.path("automountServiceAccountToken").asBoolean(true), "holds a token");
  }

  private void reference(String text) {
    String[] parts = text.split(":", 2);
    say(
        there.stream().anyMatch(it -> it.equalsIgnoreCase(parts[0] + "/" + parts[1])),
        "names what is not there: " + text);
  }

  private void say(boolean fine, String problem) {
    if (!fine) {
      problems.add(Manifests.name(integration) + " " + problem);
    }
  }
}
