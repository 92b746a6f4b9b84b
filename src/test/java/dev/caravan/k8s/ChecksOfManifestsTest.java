package dev.caravan.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That the checks find what they are for. */
class ChecksOfManifestsTest {
  private static final Path INTEGRATION = Path.of("k8s/overlays/camel-k/integration.yaml");
  private static final Path DEPLOYMENT = Path.of("k8s/deployment/deployment.yaml");

  private static final String CONFIG_MAPS =
      """
      {kind: ConfigMap, metadata: {name: caravan-config}}
      ---
      {kind: ConfigMap, metadata: {name: caravan-syncs}}
      ---
      {kind: ConfigMap, metadata: {name: caravan-mappings}}
      """;

  @TempDir Path folder;

  private static List<JsonNode> changed(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    return Manifests.parse(text.replace(from, to));
  }

  @ParameterizedTest
  @CsvSource({
    "livenessProbe:, livenesProbe:",
    "hotReload:, hotReloads:",
    "limitMemory:, memoryLimit:",
    "port: 9876, port: management",
    "serviceAccountName:, serviceAccount:",
    "fsGroup:, fsgroup:",
  })
  void a_misspelt_trait(String from, String to) throws IOException {
    assertThat(ManifestsTest.typed(changed(INTEGRATION, from, to))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "readinessProbe:, readynessProbe:",
    "readOnlyRootFilesystem:, readonlyRootFilesystem:",
    "mountPath: /tmp, path: /tmp",
    "kind: Deployment, kind: Deploiment",
  })
  void a_misspelt_field(String from, String to) throws IOException {
    assertThat(ManifestsTest.typed(changed(DEPLOYMENT, from, to))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "port: management, port: managment",
    "containerPort: 9876, containerPort: 9786",
    "path: /observe/health/ready, path: /observe/health/readiness",
    "name: caravan-config, name: caravan-conf",
    "secretName: caravan-secrets, secretName: caravan-secret",
    "mountPath: /etc/camel/conf.d/_secrets/caravan-secrets, mountPath:"
        + " /etc/camel/conf.d/_secrets/secrets",
    "serviceAccountName: caravan, serviceAccountName: default",
    "terminationGracePeriodSeconds: 60, terminationGracePeriodSeconds: 30",
    "readOnlyRootFilesystem: true, readOnlyRootFilesystem: false",
    "enableServiceLinks: false, enableServiceLinks: true",
  })
  void a_name_of_what_is_not_there_or_a_hole_in_the_fence(String from, String to)
      throws IOException {
    List<JsonNode> manifests = new ArrayList<>(changed(DEPLOYMENT, from, to));
    manifests.addAll(Manifests.read(Path.of("k8s/base/service-account.yaml")));
    manifests.addAll(Manifests.parse(CONFIG_MAPS));
    assertThat(References.problems(manifests)).isNotEmpty();
    manifests.set(0, Manifests.read(DEPLOYMENT).get(0));
    assertThat(References.problems(manifests)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "livenessPort: 9876, livenessPort: 9786",
    "readinessProbe: /observe/health/ready, readinessProbe: /observe/ready",
    "serviceAccountName: caravan, serviceAccountName: default",
    "configmap:caravan-config, configmap:caravan-conf",
    "secret:caravan-secrets, secret:caravan-secret",
    "configmap:caravan-syncs@, configmap:caravan-sync@",
    "caravan-data:/data, data:/data",
    "runAsNonRoot: true, runAsNonRoot: false",
    "readOnlyRootFilesystem: true, readOnlyRootFilesystem: false",
    "name: integration, name: integraton",
    "terminationGracePeriodSeconds: 60, terminationGracePeriodSeconds: 30",
  })
  void the_same_of_an_integration(String from, String to) throws IOException {
    List<JsonNode> others = new ArrayList<>(Manifests.parse(CONFIG_MAPS));
    others.addAll(Manifests.read(Path.of("k8s/base/service-account.yaml")));
    others.addAll(Manifests.read(Path.of("k8s/overlays/camel-k/volume-claim.yaml")));
    List<JsonNode> right = new ArrayList<>(others);
    right.addAll(Manifests.read(INTEGRATION));
    assertThat(References.problems(right)).isEmpty();
    others.addAll(Manifests.parse(Files.readString(INTEGRATION).replaceFirst(from, to)));
    assertThat(References.problems(others)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "k8s/overlays/demo/sandbox.yaml, targetPort: sandbox, targetPort: sandbx",
    "k8s/overlays/demo/sandbox.yaml, containerPort: 9700, containerPort: 9876",
    "k8s/overlays/demo/sandbox.yaml, path: /, path: /observe/health/live",
    "k8s/overlays/demo/sandbox.yaml, '  selector:\\n    app', '  selector:\\n    apps'",
    "k8s/base/network-policy.yaml, port: management, port: 'sandbox'",
    "k8s/overlays/replicas/disruption-budget.yaml, name: caravan, name: carvan",
    "k8s/overlays/demo/network-policy.yaml, component: sandbox, component: vendors",
  })
  void a_selection_of_no_pod_and_a_port_of_none(Path file, String from, String to)
      throws IOException {
    List<JsonNode> manifests = demo();
    List<JsonNode> changed = changed(file, unescaped(from), unescaped(to));
    assertThat(References.problems(manifests)).isEmpty();
    manifests.removeIf(
        it -> changed.stream().map(Manifests::name).anyMatch(Manifests.name(it)::equals));
    manifests.addAll(changed);
    assertThat(References.problems(manifests)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://sandbx:9700/datto", "http://sandbox:9701/datto"})
  void an_address_of_no_service(String url) throws IOException {
    List<JsonNode> manifests = demo();
    String config = "{kind: ConfigMap, metadata: {name: a}, data: {a.properties: 'b=%s'}}";
    manifests.addAll(Manifests.parse(config.formatted("http://sandbox:9700/datto")));
    assertThat(References.problems(manifests)).isEmpty();
    manifests.addAll(Manifests.parse(config.formatted(url)));
    assertThat(References.problems(manifests)).isNotEmpty();
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n");
  }

  /** Of the demo what needs no kustomize, and a Deployment of the syncs. */
  private static List<JsonNode> demo() throws IOException {
    List<JsonNode> manifests = new ArrayList<>();
    for (String file :
        List.of(
            "base/service-account",
            "base/network-policy",
            "deployment/deployment",
            "overlays/demo/sandbox",
            "overlays/demo/network-policy",
            "overlays/replicas/disruption-budget")) {
      manifests.addAll(Manifests.read(Path.of("k8s", file + ".yaml")));
    }
    manifests.addAll(Manifests.parse(CONFIG_MAPS));
    return manifests;
  }

  @Test
  void a_misspelt_secret_or_property() throws IOException {
    Path secrets = Path.of("k8s/secrets.template.yaml");
    assertThat(ConfiguredKeys.problems(Manifests.read(secrets), folder)).isEmpty();
    assertThat(ConfiguredKeys.problems(changed(secrets, "datto.secret:", "datto.secrte:"), folder))
        .anyMatch(it -> it.contains("datto.secret"));
    assertThat(
            ConfiguredKeys.problems(
                Manifests.parse(
                    "{kind: ConfigMap, metadata: {name: caravan-config}, data: {a.properties:"
                        + " 'caravan.sync=x'}}"),
                folder))
        .isNotEmpty();
  }
}
