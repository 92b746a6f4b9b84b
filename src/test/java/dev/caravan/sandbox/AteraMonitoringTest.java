package dev.caravan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Agents, alerts and people of the simulated Atera, as a source reads them. */
class AteraMonitoringTest {
  private static final String ALERTS = "/api/v3/alerts";
  private Sandbox sandbox;
  private Client atera;
  private Client control;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(3, 30, 0));
    atera = Client.atera(sandbox);
    control = Client.control(sandbox);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private List<String> listed(String status) {
    return atera.get(ALERTS + "?alertStatus=" + status).texts("items", "AlertID");
  }

  @Test
  void an_alert_is_in_the_list_of_its_status() {
    String id = control.post("/atera/alerts", "{\"Title\":\"Disk\"}").json().path("id").asText();
    assertThat(listed("Open")).containsExactly(id);
    control.post("/atera/alerts/" + id, "{\"SnoozedEndDate\":\"2040-01-01T00:00:00Z\"}");
    assertThat(listed("Open")).isEmpty();
    assertThat(listed("Snoozed")).containsExactly(id);

    assertThat(atera.put(ALERTS + "/" + id, "").status()).isEqualTo(204);
    assertThat(listed("Snoozed")).isEmpty();
    assertThat(listed("Resolved")).containsExactly(id);
    assertThat(atera.get(ALERTS + "/" + id).json().path("Archived").asBoolean()).isTrue();
    assertThat(atera.get(ALERTS).texts("items", "AlertID")).containsExactly(id);
  }

  @Test
  void refuses_what_its_description_does_not_have() {
    assertThat(atera.get(ALERTS + "?alertStatus=Closed").status()).isEqualTo(400);
    assertThat(atera.put(ALERTS + "/1", "").status()).isEqualTo(400);
    assertThat(atera.delete(ALERTS + "/1").status()).isEqualTo(400);
    assertThat(atera.get(ALERTS + "/1").status()).isEqualTo(404);
    for (String list : List.of("customers", "contacts")) {
      String since = "/api/v3/" + list + "?FromLastModifiedDate=";
      assertThat(atera.get(since + "2025-01-01T08:00:00Z").status()).isEqualTo(400);
      assertThat(atera.get(since + "2025-01-01").json().path("items")).isNotEmpty();
      assertThat(atera.get(since + "2026-01-01T08:00:00").json().path("items")).isEmpty();
    }
  }

  @Test
  void an_agent_can_be_removed_by_the_api_and_by_people() {
    assertThat(atera.delete("/api/v3/agents/901").status()).isEqualTo(204);
    control.delete("/atera/agents/902");
    assertThat(atera.get("/api/v3/agents/902").status()).isEqualTo(404);
    control.post("/atera/agents", "{\"count\":3}");
    assertThat(sandbox.atera().agents()).hasSize(31);
    sandbox.atera().set(Map.of("missingAgent", "null"));
    assertThat(atera.get("/api/v3/agents/902").body()).isEqualTo("null");
  }
}
