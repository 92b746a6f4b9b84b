package dev.caravan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.opsramp.IncidentAction;
import dev.caravan.sandbox.opsramp.OpsRampVendor;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.time.HandClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpsRampSandboxTest {
  private static final String TENANT = "/api/v2/tenants/client_7";
  private static final String INCIDENTS = TENANT + "/incidents";

  private final HandClock clock = new HandClock();
  private Sandbox sandbox;
  private OpsRampVendor opsramp;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock).withRecords(2, 8, 3));
    opsramp = sandbox.account(OpsRampVendor.class);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Client.Answer token(String path, String secret) {
    return Client.of(sandbox, "/opsramp")
        .with("Content-Type", "application/x-www-form-urlencoded")
        .send(
            "POST",
            path,
            "grant_type=client_credentials&client_id=sandbox-client&client_secret=" + secret);
  }

  private Client client() {
    String token =
        token("/tenancy/auth/oauth/token", "sandbox-secret").json().path("access_token").asText();
    return Client.of(sandbox, "/opsramp").with("Authorization", "Bearer " + token);
  }

  @Test
  void a_token_comes_from_one_of_two_paths_and_tells_its_lifetime_in_three_ways() {
    assertThat(token("/auth/oauth/token", "sandbox-secret").status()).isEqualTo(404);
    assertThat(token("/tenancy/auth/oauth/token", "wrong").status()).isEqualTo(401);
    opsramp.set(Map.of("tokenPath", "plain", "expiresIn", "text"));
    assertThat(token("/tenancy/auth/oauth/token", "sandbox-secret").status()).isEqualTo(404);
    JsonNode answer = token("/auth/oauth/token", "sandbox-secret").json();
    assertThat(answer.path("expires_in").textValue()).isEqualTo("7199");
    opsramp.set(Map.of("expiresIn", "dashed"));
    answer = token("/auth/oauth/token", "sandbox-secret").json();
    assertThat(answer.path("expires-in").asInt()).isEqualTo(7199);
    assertThat(answer.has("expires_in")).isFalse();
  }

  @Test
  void a_token_that_is_no_longer_good_is_refused_with_407_and_no_proxys_header() {
    Client client = client();
    opsramp.revokeTokens();
    Client.Answer refused = client.get(TENANT + "/alerts/search");
    assertThat(refused.status()).isEqualTo(407);
    assertThat(refused.header("Proxy-Authenticate")).isNull();
    assertThat(refused.json().path("error").asText()).isEqualTo("InvalidTokenException");
    opsramp.set(Map.of("rejectedStatus", 401));
    assertThat(client.get(TENANT + "/alerts/search").status()).isEqualTo(401);
    opsramp.set(Map.of("deactivated", true));
    assertThat(client().get(TENANT + "/alerts/search").status()).isEqualTo(410);
  }

  @Test
  void categories_and_verbs_have_limits_of_their_own_with_headers_in_quotes() {
    Client client = client();
    IntStream.range(0, 50)
        .forEach(n -> assertThat(client.get(INCIDENTS + "/search").status()).isEqualTo(200));
    Client.Answer refused = client.get(INCIDENTS + "/search");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.json().path("error").asText()).isEqualTo("throttled");
    assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("\"0\"");
    assertThat(refused.header("X-RateLimit-Bucket")).isEqualTo("ticket-page");
    long reset = Long.parseLong(refused.header("X-RateLimit-Reset").replace("\"", ""));
    assertThat(reset - clock.instant().getEpochSecond()).isBetween(59L, 61L);

    assertThat(client.get(INCIDENTS + "/INC1").status()).isEqualTo(404);
    assertThat(client.get(TENANT + "/alerts/search").status()).isEqualTo(200);
    clock.move(Duration.ofSeconds(61));
    assertThat(client.get(INCIDENTS + "/search").status()).isEqualTo(200);
  }

  @Test
  void pages_count_from_one_and_a_large_one_is_refused() {
    opsramp.openAlerts(2);
    JsonNode page = client().get(search("/alerts", "pageNo=2&pageSize=2", "")).json();
    assertThat(page.path("results")).hasSize(2);
    assertThat(page.path("nextPage").isBoolean()).isTrue();
    assertThat(page.path("totalPages").asInt()).isEqualTo(3);
    assertThat(page.path("results").path(0).path("uniqueId").isTextual()).isTrue();
    assertThat(client().get(search("/alerts", "pageSize=101", "")).status()).isEqualTo(400);
  }

  private static String search(String collection, String paging, String queryString) {
    return TENANT
        + collection
        + "/search?isDescendingOrder=false&"
        + paging
        + (queryString.isEmpty() ? "" : "&queryString=" + queryString);
  }

  @Test
  void pairs_of_a_query_are_joined_by_an_encoded_plus_and_dates_have_one_too() {
    opsramp.openAlert(Json.object().put("currentState", "Ok"));
    String open = "actions:OPEN,TICKETED%2Bstates:Critical,Warning,Info%2BstartDate:";
    assertThat(results(search("/alerts", "", open + "2000-01-01T00:00:00%2B0000"))).hasSize(3);
    // Not encoded, it is a blank.
    for (String wrong : List.of("2000-01-01T00:00:00+0000", "2000-01-01T00:00:00Z")) {
      assertThat(client().get(search("/alerts", "", open + wrong)).status()).isEqualTo(400);
    }
    assertThat(client().get(search("/alerts", "", "extAlertId:1")).status()).isEqualTo(400);
  }

  private JsonNode results(String url) {
    return client().get(url).json().path("results");
  }

  @Test
  void incidents_are_created_and_changed_by_posts_and_a_status_needs_a_reason() {
    Client client = client();
    assertThat(client.put(INCIDENTS, "{}").status()).isEqualTo(405);
    assertThat(client.post(INCIDENTS, "{\"subject\":\"a\"}").status()).isEqualTo(400);
    JsonNode made =
        client
            .post(
                INCIDENTS,
                "{\"subject\":\"a\",\"description\":\"b\",\"priority\":\"High\","
                    + "\"extTicketId\":\"cv-1\"}")
            .json();
    String id = made.path("id").asText();
    assertThat(made.path("extTicketId").asText()).isEqualTo("cv-1");
    assertThat(made.path("status").asText()).isEqualTo("New");

    String url = INCIDENTS + "/" + id;
    assertThat(client.post(url, "{\"urgency\":{\"id\":\"25\"}}").status()).isEqualTo(400);
    assertThat(client.post(url, "{\"urgency\":{\"id\":\"2\"}}").status()).isEqualTo(200);
    assertThat(client.post(url, "{\"status\":\"Resolved\"}").status()).isEqualTo(400);
    assertThat(client.post(url, "{\"status\":\"Done\",\"reason\":\"Solved\"}").status())
        .isEqualTo(400);
    JsonNode resolved =
        client.post(url, "{\"status\":\"Resolved\",\"reason\":\"Alert resolved\"}").json();
    assertThat(resolved.path("status").asText()).isEqualTo("Resolved");
    client.post(url + "/responses", "{\"description\":\"x\",\"extTicketResponseId\":\"1\"}");
    assertThat(results(url + "/responses/search")).hasSize(1);
    assertThat(client.get(INCIDENTS + "/INC9").status()).isEqualTo(404);
  }

  @Test
  void a_search_without_dates_forgets_old_incidents_and_may_match_a_part_of_a_reference() {
    Client client = client();
    client.post(INCIDENTS, "{\"subject\":\"a\",\"description\":\"b\",\"extTicketId\":\"cv-12\"}");
    assertThat(results(search("/incidents", "", "extTicketId:cv-12"))).hasSize(1);
    assertThat(results(search("/incidents", "", "extTicketId:cv-1"))).isEmpty();
    opsramp.set(Map.of("extTicketMatch", "substring"));
    assertThat(results(search("/incidents", "", "extTicketId:cv-1"))).hasSize(1);
    clock.move(Duration.ofDays(31));
    assertThat(results(search("/incidents", "", ""))).isEmpty();
    assertThat(results(search("/incidents", "", "startCreationDate:2000-01-01T00:00:00%2B0000")))
        .hasSize(1);
  }

  @Test
  void a_search_lags_behind_what_one_incident_says() {
    opsramp.set(Map.of("searchLagMs", 5000));
    String id = opsramp.createIncident();
    assertThat(results(search("/incidents", "", ""))).isEmpty();
    clock.move(Duration.ofSeconds(6));
    assertThat(results(search("/incidents", "", ""))).hasSize(1);
    opsramp.person(id, new IncidentAction.Remove());
    assertThat(client().get(INCIDENTS + "/" + id).status()).isEqualTo(404);
  }

  @Test
  void actions_on_alerts_answer_nothing() {
    String id = opsramp.alerts().get(0).path("uniqueId").asText();
    String url = TENANT + "/alerts/" + id;
    Client.Answer done = client().post(url + "/actions/acknowledge", "{\"description\":\"x\"}");
    assertThat(done.status()).isEqualTo(200);
    assertThat(done.body()).isEmpty();
    client().post(url + "/actions/heal", "{\"description\":\"x\"}");
    JsonNode alert = client().get(url).json();
    assertThat(alert.path("acknowledged").asBoolean()).isTrue();
    assertThat(alert.path("currentState").asText()).isEqualTo("Ok");
    assertThat(client().post(url + "/actions/resolve", "{}").status()).isEqualTo(400);
  }

  @Test
  void a_search_of_resources_that_finds_none_may_answer_a_bare_list_or_nothing() {
    List<ObjectNode> all = opsramp.resources();
    assertThat(results(search("/resources", "", ""))).hasSize(all.size());
    all.forEach(one -> opsramp.deleteResource(one.path("id").asText()));
    opsramp.set(Map.of("noResources", "list"));
    assertThat(client().get(search("/resources", "", "")).json().isArray()).isTrue();
    opsramp.set(Map.of("noResources", "empty"));
    assertThat(client().get(search("/resources", "", "")).body()).isEmpty();
  }

  @Test
  void rows_move_between_pages() {
    sandbox.faults().add(Fault.of(Fault.Kind.ROWS_MOVE).on("opsramp", "GET", "/alerts/search"));
    assertThat(results(search("/alerts", "", ""))).hasSize(3);
    assertThat(results(search("/alerts", "", ""))).hasSize(2);
  }
}
