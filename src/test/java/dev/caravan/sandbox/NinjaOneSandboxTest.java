package dev.caravan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.sandbox.ninjaone.NinjaOneVendor;
import dev.caravan.sandbox.ninjaone.TechnicianAction;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.text.UrlText;
import dev.caravan.time.HandClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NinjaOneSandboxTest {
  private static final String TICKETS = "/v2/ticketing/ticket";
  private static final String BOARD = "/v2/ticketing/trigger/board/2/run";

  private final HandClock clock = new HandClock();
  private Sandbox sandbox;
  private NinjaOneVendor ninjaone;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock).withRecords(2, 8, 3));
    ninjaone = sandbox.account(NinjaOneVendor.class);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Client.Answer token(String path, String form) {
    return Client.of(sandbox, "/ninjaone")
        .with("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", path, "grant_type=client_credentials&" + form);
  }

  private Client client() {
    String form = "client_id=sandbox-client&client_secret=sandbox-secret";
    String token = token("/ws/oauth/token", form).json().path("access_token").asText();
    return Client.of(sandbox, "/ninjaone").with("Authorization", "Bearer " + token);
  }

  @Test
  void a_token_is_at_one_of_two_paths_and_its_refusals_have_shapes_of_their_own() {
    String right = "client_id=sandbox-client&client_secret=sandbox-secret";
    assertThat(token("/oauth/token", right).status()).isEqualTo(404);
    assertThat(token("/oauth/token", right).body()).startsWith("<html>");
    Client.Answer unknown = token("/ws/oauth/token", "client_id=other&client_secret=x");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.json().path("resultCode").asText()).isEqualTo("Client app not exist");
    Client.Answer scope = token("/ws/oauth/token", right + "&scope=monitoring%20control");
    assertThat(scope.status()).isEqualTo(400);
    assertThat(scope.json().path("error").asText()).isEqualTo("invalid_scope");
    assertThat(Client.of(sandbox, "/ninjaone").get("/ws/oauth/token").status()).isEqualTo(405);
    ninjaone.set(Map.of("tokenPath", "plain"));
    assertThat(token("/oauth/token", right).json().path("expires_in").asInt()).isEqualTo(3600);
  }

  @Test
  void a_call_without_a_header_is_bad_and_one_without_the_scope_is_refused_for_good() {
    Client.Answer none = Client.of(sandbox, "/ninjaone").get("/v2/alerts");
    assertThat(none.status()).isEqualTo(400);
    assertThat(none.json().path("error").asText()).isEqualTo("missing_header");
    Client.Answer basic =
        Client.of(sandbox, "/ninjaone").with("Authorization", "Basic eA==").get("/v2/alerts");
    assertThat(basic.json().path("error").asText()).isEqualTo("invalid_header");
    Client client = client();
    ninjaone.revokeTokens();
    assertThat(client.get("/v2/alerts").json().path("error").asText())
        .isEqualTo("not_authenticated");
    ninjaone.set(Map.of("grantedScopes", List.of("monitoring")));
    Client reader = client();
    assertThat(reader.get("/v2/alerts").status()).isEqualTo(200);
    Client.Answer write = reader.send("DELETE", "/v2/alert/x", "");
    assertThat(write.status()).isEqualTo(401);
    assertThat(write.json().path("error").asText()).isEqualTo("insufficient_privileges");
  }

  @Test
  void lists_are_bare_and_go_on_behind_the_last_id_or_have_an_envelope() {
    JsonNode first = client().get("/v2/devices-detailed?pageSize=5").json();
    assertThat(first.isArray()).isTrue();
    int last = first.path(4).path("id").asInt();
    assertThat(client().get("/api/v2/devices-detailed?pageSize=5&after=" + last).json()).hasSize(3);
    assertThat(client().get("/v2/devices?after=8").json()).isEmpty();
    assertThat(client().get("/v2/devices").json().path(0).has("system")).isFalse();
    ninjaone.set(Map.of("envelope", true));
    JsonNode page = client().get("/v2/organizations?pageSize=1").json();
    assertThat(page.at("/pageInfo/hasNextPage").asBoolean()).isTrue();
    assertThat(page.path("results")).hasSize(1);
    String next = page.at("/pageInfo/endCursor").asText();
    assertThat(next).isNotEqualTo(page.at("/results/0/id").asText());
    String after = "/v2/organizations?pageSize=1&after=" + UrlText.encoded(next);
    assertThat(client().get(after).json().at("/results/0/id").asInt())
        .isGreaterThan(page.at("/results/0/id").asInt());
  }

  @Test
  void moments_are_seconds_with_nine_digits() {
    assertThat(client().get("/v2/alerts").body())
        .containsPattern("\"createTime\":\\d{10}\\.\\d{9}[,}]");
  }

  @Test
  void a_report_keeps_the_name_of_its_cursor_and_the_last_page_has_none() {
    JsonNode first = client().get("/v2/queries/antivirus-status?pageSize=3").json();
    String name = first.at("/cursor/name").asText();
    assertThat(first.at("/cursor/count").isTextual()).isTrue();
    String next = "/v2/queries/antivirus-status?pageSize=3&cursor=" + name;
    JsonNode second = client().get(next).json();
    assertThat(second.at("/cursor/name").asText()).isEqualTo(name);
    assertThat(second.at("/cursor/offset").asInt()).isEqualTo(6);
    JsonNode third = client().get(next).json();
    assertThat(third.path("results")).hasSize(2);
    assertThat(third.has("cursor")).isFalse();
  }

  @Test
  void an_alert_that_is_reset_is_told_of_by_an_activity_only() {
    String uid = ninjaone.alerts().get(0).path("uid").asText();
    assertThat(client().post("/v2/alert/" + uid + "/reset", "{}").status()).isEqualTo(204);
    assertThat(client().post("/v2/alert/" + uid + "/reset", "{}").status()).isEqualTo(404);
    assertThat(client().get("/v2/alerts").json()).hasSize(2);
    JsonNode told = client().get("/v2/activities?seriesUid=" + uid).json();
    assertThat(told.path("activities").findValuesAsText("statusCode"))
        .containsExactly("RESET", "TRIGGERED");
    long newest = told.path("activities").path(0).path("id").asLong();
    assertThat(client().get("/v2/activities?olderThan=" + newest).json().path("activities"))
        .hasSize(3);
    assertThat(client().get("/v2/activities?newerThan=1742412252").json().path("activities"))
        .isEmpty();
    assertThat(client().get("/v2/activities?pageSize=5").status()).isEqualTo(400);
  }

  @Test
  void a_throttle_shows_as_a_page_with_any_status() {
    Client client = client();
    ninjaone.set(Map.of("requestLimit", 0));
    Client.Answer page = client.get("/v2/alerts");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("too many requests");
    ninjaone.set(Map.of("throttle", "json-429"));
    assertThat(client.get("/v2/alerts").json().path("retry_after").asInt()).isPositive();
  }

  private static String ticket(String more) {
    return """
    {"clientId":2,"ticketFormId":1,"subject":"Disk full [cv-a]","status":"1000","tags":["cv-a"]%s}\
    """
        .formatted(more);
  }

  @Test
  void a_ticket_is_changed_with_its_present_version_only_and_keeps_what_is_sent() {
    Client client = client();
    String public_ = ",\"description\":{\"public\":false,\"body\":\"x\"}";
    assertThat(client.post(TICKETS, ticket(",\"description\":{\"body\":\"x\"}")).status())
        .isEqualTo(400);
    assertThat(client.post(TICKETS, ticket(",\"colour\":1")).status()).isEqualTo(400);
    JsonNode made = client.post(TICKETS, ticket(public_)).json();
    assertThat(made.at("/status/statusId").asInt()).isEqualTo(1000);
    String url = TICKETS + "/" + made.path("id").asText();
    assertThat(client.put(url, ticket(",\"version\":1")).status()).as("nobody asks").isEqualTo(400);
    String whole =
        ",\"requesterUid\":\"%s\",\"version\":".formatted(made.path("requesterUid").asText());
    assertThat(client.put(url, ticket(whole + "\"1\"")).status()).as("a text").isEqualTo(400);
    assertThat(client.put(url, ticket(whole + "1")).status()).isEqualTo(204);
    assertThat(client.put(url, ticket(whole + "1")).status()).isEqualTo(409);
    assertThat(client.get(url).json().path("version").asInt()).isEqualTo(2);
    ninjaone.set(Map.of("userContextRequired", true));
    Client.Answer refused = client.post(TICKETS, ticket(public_));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("error").asText()).isEqualTo("user_context_required");
  }

  @Test
  void a_comment_comes_in_parts_and_is_in_the_log() {
    Client client = client();
    String url = TICKETS + "/" + client.post(TICKETS, ticket("")).json().path("id").asText();
    assertThat(client.post(url + "/comment", "{\"public\":false,\"body\":\"x\"}").status())
        .isEqualTo(415);
    String part =
        "--b\r\nContent-Disposition: form-data; name=\"comment\"\r\nContent-Type: application/json"
            + "\r\n\r\n{\"public\":false,\"body\":\"é\"}\r\n--b--\r\n";
    Client.Answer done =
        client
            .with("Content-Type", "multipart/form-data; boundary=b")
            .send("POST", url + "/comment", part);
    assertThat(done.status()).isEqualTo(204);
    JsonNode log = client.get(url + "/log-entry?type=COMMENT").json();
    assertThat(log.path(0).path("body").asText()).isEqualTo("é");
    assertThat(client.get(url + "/log-entry").json()).hasSize(2);
  }

  @Test
  void a_board_shows_tickets_late_and_searches_subjects() {
    Client client = client();
    String id = client.post(TICKETS, ticket("")).json().path("id").asText();
    client.post(TICKETS, ticket(""));
    assertThat(rows("{\"searchCriteria\":\"CV-A\"}")).hasSize(2);
    assertThat(rows("{\"searchCriteria\":\"cv-b\"}")).isEmpty();
    assertThat(rows("{\"pageSize\":1,\"lastCursorId\":1002}").path(0).path("id").asText())
        .isEqualTo(id);
    ninjaone.set(Map.of("searchLagMs", 5000));
    assertThat(rows("{}")).isEmpty();
    clock.move(Duration.ofSeconds(6));
    ninjaone.person(id, new TechnicianAction.MarkDeleted());
    assertThat(rows("{}")).hasSize(1);
    assertThat(client.get(TICKETS + "/" + id).json().path("deleted").asBoolean()).isTrue();
    ninjaone.person(id, new TechnicianAction.Purge());
    assertThat(client.get(TICKETS + "/" + id).status()).isEqualTo(404);
  }

  private JsonNode rows(String body) {
    return client().post(BOARD, body).json().path("data");
  }

  @Test
  void a_device_waits_for_approval_behind_a_filter() {
    ninjaone.changeDevice(1, Json.object().put("approvalStatus", "PENDING"));
    assertThat(client().get("/v2/devices").json()).hasSize(7);
    assertThat(client().get("/v2/devices?df=status=PENDING").json()).hasSize(1);
    assertThat(client().get("/v2/devices?df=org=2").json()).hasSize(3);
    ninjaone.set(Map.of("filterIgnored", true));
    assertThat(client().get("/v2/devices?df=org=2").json()).hasSize(7);
  }
}
