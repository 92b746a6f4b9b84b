package dev.caravan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SandboxControlTest {
  private static final String OPEN = "/api/v2/account/alerts/open";
  private Sandbox sandbox;
  private Client control;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(SandboxOptions.defaults());
    control = Client.control(sandbox);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void seeds_and_resets() {
    JsonNode state =
        control.post("/seed", "{\"sites\":2,\"devices\":10,\"alerts\":5,\"seed\":7}").json();
    assertThat(state.path("vendors").path("datto").path("openAlerts").asInt()).isEqualTo(5);
    assertThat(state.path("vendors").path("atera").path("customers").asInt()).isEqualTo(3);
    assertThat(control.post("/seed", "{\"site\":2}").status()).isEqualTo(400);
    state = control.post("/reset", "{}").json();
    assertThat(state.path("vendors").path("datto").path("openAlerts").asInt()).isZero();
  }

  @Test
  void opens_changes_resolves_and_deletes_alerts() {
    control.post("/seed", "{\"sites\":1,\"devices\":2,\"alerts\":3}");
    assertThat(control.post("/datto/alerts", "{\"alertUid\":\"a\"}").json().toString())
        .isEqualTo("{\"opened\":[\"a\"]}");
    assertThat(control.post("/datto/alerts", "{\"count\":2}").json().path("opened")).hasSize(2);
    assertThat(control.post("/datto/alerts/a", "{\"priority\":\"Low\"}").status()).isEqualTo(200);
    assertThat(Client.datto(sandbox).get("/api/v2/alert/a").json().path("priority").asText())
        .isEqualTo("Low");
    assertThat(control.post("/datto/alerts/a/resolve", "").status()).isEqualTo(200);
    assertThat(control.post("/datto/alerts/a/resolve", "").status()).isEqualTo(404);
    assertThat(control.get("/datto/alerts?state=resolved").json()).hasSize(1);
    assertThat(control.post("/datto/alerts/resolve", "{\"count\":2}").json().path("resolved"))
        .hasSize(2);
    assertThat(control.delete("/datto/alerts/a").status()).isEqualTo(200);
    control.post("/datto/alerts/resolve", "{\"all\":true}");
    assertThat(control.get("/datto/alerts").json()).isEmpty();
  }

  @Test
  void tells_the_truth_about_tickets_and_lets_people_work() {
    long id = sandbox.atera().createTicket("t [cv-abc234]", "the description");
    JsonNode ticket = control.get("/atera/tickets?marker=cv-abc234").json().get(0);
    assertThat(ticket.path("description").asText()).isEqualTo("the description");
    assertThat(ticket.path("marker").asText()).isEqualTo("cv-abc234");
    String person = "/atera/tickets/" + id + "/person";
    assertThat(control.post(person, "{\"action\":\"close\"}").status()).isEqualTo(200);
    assertThat(control.post(person, "{\"action\":\"comment\",\"text\":\"hi\"}").status())
        .isEqualTo(200);
    assertThat(control.post(person, "{\"action\":\"dance\"}").status()).isEqualTo(400);
    ticket = control.get("/atera/tickets/" + id).json();
    assertThat(ticket.path("status").asText()).isEqualTo("Closed");
    assertThat(ticket.path("comments").get(0).path("Comment").asText()).isEqualTo("hi");
  }

  @Test
  void adds_lists_and_clears_faults() {
    String fault =
        "{\"kind\":\"status\",\"vendor\":\"datto\",\"pathPattern\":\"alerts/open\",\"status\":503}";
    assertThat(control.post("/faults", fault).json()).hasSize(1);
    Client datto = Client.datto(sandbox);
    assertThat(datto.get(OPEN).status()).isEqualTo(503);
    assertThat(datto.get(OPEN).status()).isEqualTo(200);
    assertThat(control.post("/faults", "[" + fault + "," + fault + "]").json()).hasSize(2);
    control.delete("/faults");
    assertThat(datto.get(OPEN).status()).isEqualTo(200);
    assertThat(control.post("/faults", "{\"kind\":\"explode\"}").status()).isEqualTo(400);
    assertThat(control.post("/faults", "{\"kind\":\"status\",\"path\":\"x\"}").status())
        .isEqualTo(400);
    assertThat(control.post("/faults", "{}").status()).isEqualTo(400);
  }

  @Test
  void shows_requests_with_their_headers_and_without_credentials() {
    Client.datto(sandbox).with("X-Odd", "1").get(OPEN + "?max=7");
    JsonNode entry = control.get("/requests?vendor=datto&method=GET").json().get(0);
    assertThat(entry.path("path").asText()).isEqualTo(OPEN);
    assertThat(entry.path("query").asText()).isEqualTo("max=7");
    assertThat(entry.path("status").asInt()).isEqualTo(200);
    assertThat(entry.path("headers").path("x-odd").get(0).asText()).isEqualTo("1");
    assertThat(control.get("/requests").body()).doesNotContain("sandbox-secret", "Bearer sandbox");
    assertThat(control.get("/headers").json().path("datto").toString())
        .contains("\"x-odd\"", "\"authorization\"");
    assertThat(sandbox.log().statuses().get("datto")).containsEntry("200", 2L);
  }

  @Test
  void shows_and_spends_limits() {
    Client.datto(sandbox).get(OPEN);
    control.post("/limits/spend", "{\"vendor\":\"datto\",\"bucket\":\"read\",\"count\":9}");
    JsonNode read = control.get("/limits").json().path("datto").path("read");
    assertThat(read.path("used").asInt()).isEqualTo(10);
    assertThat(read.path("peak").asInt()).isEqualTo(10);
    assertThat(read.path("limit").asInt()).isEqualTo(600);
    assertThat(
            control
                .post("/limits/spend", "{\"vendor\":\"datto\",\"bucket\":\"x\",\"count\":1}")
                .status())
        .isEqualTo(400);
    assertThat(control.post("/limits/reset", "").json().path("datto").path("read").path("peak"))
        .isEqualTo(control.get("/limits").json().path("datto").path("read").path("used"));
  }

  @Test
  void changes_switches_and_names_an_unknown_one() {
    JsonNode settings =
        control
            .post("/settings", "{\"datto\":{\"readLimit\":20},\"atera\":{\"dates\":\"bare\"}}")
            .json();
    assertThat(settings.path("datto").path("readLimit").asInt()).isEqualTo(20);
    assertThat(sandbox.atera().settings().dates().name()).isEqualTo("BARE");
    Client.Answer refused = control.post("/settings", "{\"datto\":{\"readLimits\":20}}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("readLimits");
  }

  @Test
  void revokes_tokens_and_hides_sites() {
    sandbox.seed(1, 2, 2, 1);
    Client datto = Client.datto(sandbox);
    String site = sandbox.datto().sites().get(3).path("uid").asText();
    assertThat(control.post("/datto/sites/" + site + "/hide", "").status()).isEqualTo(200);
    assertThat(datto.get(OPEN).texts("alerts", "alertUid")).isEmpty();
    control.post("/datto/tokens/revoke", "");
    assertThat(datto.get(OPEN).status()).isEqualTo(401);
    assertThat(control.get("/nothing").status()).isEqualTo(404);
  }
}
