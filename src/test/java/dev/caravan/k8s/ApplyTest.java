package dev.caravan.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every overlay against an API server that keeps what it is given. */
class ApplyTest {
  private static final List<String> OVERLAYS = Manifests.OVERLAYS;
  private static final String NAMESPACE = "caravan";

  private final KubernetesMockServer server =
      new KubernetesMockServer(
          new Context(),
          new MockWebServer(),
          new HashMap<>(),
          new KubernetesCrudDispatcher(List.of(kind("Integration"), kind("Kamelet"))),
          false);
  private KubernetesClient client;

  private static CustomResourceDefinitionContext kind(String kind) {
    return new CustomResourceDefinitionContext.Builder()
        .withGroup("camel.apache.org")
        .withVersion("v1")
        .withKind(kind)
        .withPlural(kind.toLowerCase(Locale.ROOT) + "s")
        .withScope("Namespaced")
        .build();
  }

  @BeforeEach
  void start() {
    server.init();
    client = server.createClient();
  }

  @AfterEach
  void stop() {
    client.close();
    server.destroy();
  }

  private HasMetadata create(JsonNode manifest) {
    HasMetadata read = new KubernetesSerialization().unmarshal(manifest.toString());
    return read instanceof GenericKubernetesResource camels
        ? client
            .genericKubernetesResources(kind(camels.getKind()))
            .inNamespace(NAMESPACE)
            .resource(camels)
            .create()
        : client.resource(read).inNamespace(NAMESPACE).create();
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void everything_of_an_overlay_is_taken_and_no_two_of_one_name(String overlay) {
    assertThat(ManifestsTest.rendered(overlay))
        .allSatisfy(
            manifest ->
                assertThat(create(manifest).getMetadata().getUid())
                    .as(Manifests.name(manifest))
                    .isNotBlank());
  }
}
