package dev.caravan.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.call.VendorFailure.Forbidden;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.wire.Fault;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DattoActionsTest {
  @TempDir Path folder;
  private TicketScenario here;
  private CaravanRuntime caravan;

  @BeforeEach
  void start() {
    here = new TicketScenario(folder, SandboxOptions.defaults().withRecords(3, 30, 5));
    caravan = here.start();
  }

  @AfterEach
  void stop() {
    caravan.close();
    here.close();
  }

  @Test
  void a_device_is_found_by_its_uid() {
    JsonNode device = here.sandbox.datto().devices().get(3);

    JsonNode found = find(Map.of("uid", device.path("uid").asText()));

    assertThat(found).hasSize(1);
    assertThat(found.get(0).path("name").asText()).isEqualTo(device.path("hostname").asText());
  }

  @Test
  void a_device_is_found_by_its_exact_name_whatever_the_case() {
    String name = here.sandbox.datto().devices().get(3).path("hostname").asText();

    assertThat(find(Map.of("hostname", name.toLowerCase(java.util.Locale.ROOT)))).hasSize(1);
    assertThat(find(Map.of("hostname", name.substring(0, name.length() - 1)))).isEmpty();
  }

  @Test
  void an_unknown_device_is_an_empty_answer() {
    assertThat(find(Map.of("uid", "00000000-0000-0000-0000-00000000dead"))).isEmpty();
  }

  @Test
  void an_alert_is_resolved_and_may_be_so_again() {
    String uid = here.sandbox.datto().openAlerts().get(0).path("alertUid").asText();

    assertThat(send("datto-rmm-resolve-alert-action", Map.of("key", uid)).getException()).isNull();
    assertThat(send("datto-rmm-resolve-alert-action", Map.of("key", uid)).getException()).isNull();

    assertThat(here.sandbox.datto().resolvedAlerts())
        .anyMatch(alert -> alert.path("alertUid").asText().equals(uid));
  }

  @Test
  void a_missing_right_is_said() {
    here.sandbox.faults().add(Fault.status(403).on("datto", "POST", ".*resolve"));
    String uid = here.sandbox.datto().openAlerts().get(0).path("alertUid").asText();

    assertThat(send("datto-rmm-resolve-alert-action", Map.of("key", uid)).getException())
        .isInstanceOf(Forbidden.class);
  }

  private JsonNode find(Map<String, String> variables) {
    Exchange answer = send("datto-rmm-find-device-action", variables);
    assertThat(answer.getException()).isNull();
    return answer.getMessage().getBody(JsonNode.class);
  }

  private Exchange send(String kamelet, Map<String, String> variables) {
    return caravan
        .camel()
        .createProducerTemplate()
        .send("kamelet:" + kamelet, exchange -> variables.forEach(exchange::setVariable));
  }
}
