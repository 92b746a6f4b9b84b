package dev.caravan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NinoxSandboxTest {
  private static final String TABLES = "/v1/teams/u14mwnoutm14yrcnf/databases/pnum1qq8tpao/tables";
  private static final String RECORDS = TABLES + "/A/records";

  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private Sandbox sandbox;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(SandboxOptions.defaults());
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void finds_team_database_and_table_by_id_and_name() throws Exception {
    assertThat(get("/v1/teams").path(0).path("name").asText()).isEqualTo("Acme");
    assertThat(get(TABLES).findValuesAsText("name")).contains("Devices", "Tickets");
    assertThat(get(TABLES + "/Devices").path("id").asText()).isEqualTo("A");
    assertThat(get(TABLES + "/A").path("fields").findValuesAsText("type")).contains("fn", "rev");
  }

  @Test
  void refuses_a_wrong_token() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri("/v1/teams")).build();
    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
  }

  @Test
  void pages_count_from_zero_and_empty_fields_are_left_out() throws Exception {
    for (int i = 0; i < 5; i++) {
      sandbox.ninox().addRow("Devices", Map.of("Name", "row " + i, "OS", ""));
    }
    assertThat(get(RECORDS + "?perPage=2&page=0")).hasSize(2);
    assertThat(get(RECORDS + "?perPage=2&page=2")).hasSize(1);
    assertThat(get(RECORDS + "?perPage=2&page=3")).isEmpty();
    JsonNode row = get(RECORDS + "/1");
    assertThat(row.path("fields").toString()).isEqualTo("{\"Name\":\"row 0\"}");
    assertThat(row.path("createdAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
    sandbox.ninox().set(Map.of("repeatLastPage", true));
    assertThat(get(RECORDS + "?perPage=2&page=7").path(0).path("fields").path("Name").asText())
        .isEqualTo("row 4");
  }

  @Test
  void an_object_gives_an_object_and_an_array_an_array_and_nothing_is_unique() throws Exception {
    String row = "{\"fields\":{\"ExternalRef\":\"r\"}}";
    assertThat(body(post(RECORDS, row)).path("id").asInt()).isEqualTo(1);
    assertThat(body(post(RECORDS, "[" + row + "]")).path(0).path("id").asInt()).isEqualTo(2);
    String filter =
        URLEncoder.encode("{\"fields\":{\"ExternalRef\":\"r\"}}", StandardCharsets.UTF_8);
    assertThat(get(RECORDS + "?filters=" + filter)).hasSize(2);
  }

  @Test
  void updates_by_id_are_partial_and_upserts_make_a_row() throws Exception {
    post(RECORDS, "{\"fields\":{\"Name\":\"a\",\"OS\":\"b\"}}");
    post(RECORDS, "[{\"id\":1,\"fields\":{\"OS\":null}},{\"id\":9,\"_upsert\":true}]");
    assertThat(get(RECORDS + "/1").path("fields").toString()).isEqualTo("{\"Name\":\"a\"}");
    assertThat(get(RECORDS + "/9").path("id").asInt()).isEqualTo(9);
    assertThat(post(RECORDS, "[{\"id\":17,\"fields\":{}}]").statusCode()).isEqualTo(404);
  }

  @Test
  void changes_since_a_sequence_come_the_latest_first() throws Exception {
    for (int i = 0; i < 3; i++) {
      sandbox.ninox().addRow("Devices", Map.of("Name", "row " + i));
    }
    long sequence = get(RECORDS + "/3").path("sequence").asLong();
    sandbox.ninox().editRow("Devices", 2, Map.of("OS", "x"));
    sandbox.ninox().editRow("Devices", 1, Map.of("OS", "x"));
    assertThat(get(RECORDS + "?updated=true&sinceSq=" + sequence).findValuesAsText("id"))
        .containsExactly("1", "2");
    assertThat(get(RECORDS + "?sinceId=1").findValuesAsText("id")).containsExactly("2", "3");
  }

  @Test
  void choices_are_shown_by_caption_or_id() throws Exception {
    sandbox.ninox().addRow("Devices", Map.of("Kind", "laptop"));
    assertThat(get(RECORDS).path(0).path("fields").path("Kind").asText()).isEqualTo("laptop");
    assertThat(get(RECORDS + "?choiceStyle=ids").path(0).path("fields").path("Kind").asText())
        .isEqualTo("2");
    assertThat(get(RECORDS + "?ids=true").path(0).path("fields").has("E")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"Unknown\":\"x\"}",
        "{\"Label\":\"x\"}",
        "{\"Tickets\":\"x\"}",
        "{\"Online\":\"yes\"}",
        "{\"LastSeen\":\"2026-11-20T09:10:00Z\"}",
        "{\"Removed\":\"tomorrow\"}",
        "{\"Kind\":\"toaster\"}"
      })
  void refuses_a_batch_with_a_bad_row_as_a_whole(String fields) throws Exception {
    var answer = post(RECORDS, "[{\"fields\":{\"Name\":\"good\"}},{\"fields\":" + fields + "}]");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(body(answer).path("message").asText()).startsWith("Field ");
    assertThat(sandbox.ninox().rows("Devices")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ignore", "refuse"})
  void ignores_unknown_fields_where_it_is_told_to(String switched) throws Exception {
    sandbox.ninox().set(Map.of("unknownField", switched));
    int status = post(RECORDS, "{\"fields\":{\"Unknown\":\"x\"}}").statusCode();
    assertThat(status).isEqualTo(switched.equals("ignore") ? 200 : 400);
  }

  @Test
  void the_page_shows_rows_as_text() throws Exception {
    sandbox.ninox().addRow("Devices", Map.of("Name", "<script>alert(1)</script>"));
    HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.uri() + "/tables")).build();
    assertThat(client.send(request, BodyHandlers.ofString()).body())
        .contains("&lt;script&gt;")
        .doesNotContain("<script>");
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer sandbox-token").build();
    return body(client.send(request, BodyHandlers.ofString()));
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer sandbox-token")
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private JsonNode body(HttpResponse<String> answer) throws IOException {
    return json.readTree(answer.body());
  }

  private URI uri(String path) {
    return URI.create(sandbox.uri() + "/ninox" + path);
  }
}
