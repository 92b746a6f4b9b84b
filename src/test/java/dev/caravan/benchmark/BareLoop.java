package dev.caravan.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;

/**
 * The yardstick: reads every device and writes it as a row, with the JDK's client and Jackson and
 * nothing in between. No limits, no retries, no memory: a second run would double every row.
 */
final class BareLoop {
  /** In place of a table. */
  static final String NONE = "-";

  private static final int BATCH = 100;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client = HttpClient.newHttpClient();
  private final String datto;
  private final String tables;

  private BareLoop(String sandbox) {
    this.datto = sandbox + "/datto";
    this.tables = sandbox + "/ninox/v1/teams/u14mwnoutm14yrcnf/databases/pnum1qq8tpao/tables/";
  }

  /**
   * Arguments: the sandbox's address, then for each pass the id of the table that it writes, or
   * {@value #NONE} where it only reads. Prints what {@link Measured} reads, a line a pass.
   */
  public static void main(String[] args) throws Exception {
    BareLoop loop = new BareLoop(args[0]);
    for (String table : List.of(args).subList(1, args.length)) {
      long began = System.nanoTime();
      int rows = loop.pass(table);
      System.out.println(Measured.line(rows, System.nanoTime() - began, 0));
    }
  }

  private int pass(String table) throws IOException, InterruptedException {
    String records = tables + table + "/records";
    boolean writes = !table.equals(NONE);
    String token = token();
    String next = datto + "/api/v2/account/devices?page=0&max=250";
    int rows = 0;
    while (next != null) {
      JsonNode page = json.readTree(get(next, token));
      ArrayNode batch = json.createArrayNode();
      for (JsonNode device : page.path("devices")) {
        if (writes) {
          batch.addObject().set("fields", row(device));
        } else {
          rows++;
        }
        if (batch.size() == BATCH) {
          rows += post(records, batch);
          batch.removeAll();
        }
      }
      rows += batch.isEmpty() ? 0 : post(records, batch);
      next = page.path("pageDetails").path("nextPageUrl").asText(null);
    }
    return rows;
  }

  private ObjectNode row(JsonNode device) {
    ObjectNode row = json.createObjectNode();
    put(row, "ExternalRef", device.path("uid"));
    put(row, "Name", device.path("hostname"));
    put(row, "Site", device.path("siteName"));
    row.put("Source", "datto-rmm");
    put(row, "Kind", device.path("deviceType").path("category"));
    put(row, "OS", device.path("operatingSystem"));
    row.put("Online", device.path("online").asBoolean());
    row.put(
        "LastSeen",
        Instant.ofEpochMilli(device.path("lastSeen").asLong())
            .truncatedTo(ChronoUnit.HOURS)
            .toString()
            .replace("Z", ""));
    put(row, "IP", device.path("intIpAddress"));
    put(row, "User", device.path("lastLoggedInUser"));
    put(row, "PatchStatus", device.path("patchManagement").path("patchStatus"));
    put(row, "Antivirus", device.path("antivirus").path("antivirusProduct"));
    return row;
  }

  private static void put(ObjectNode row, String column, JsonNode value) {
    if (value.isTextual()) {
      row.set(column, value);
    }
  }

  private String token() throws IOException, InterruptedException {
    String basic = Base64.getEncoder().encodeToString("public-client:public".getBytes());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(datto + "/auth/oauth/token"))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "grant_type=password&username=sandbox-key&password=sandbox-secret"))
            .build();
    return json.readTree(send(request)).path("access_token").asText();
  }

  private String get(String url, String token) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token).build());
  }

  private int post(String records, ArrayNode batch) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(records))
            .header("Authorization", "Bearer sandbox-token")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(batch.toString()))
            .build();
    return json.readTree(send(request)).size();
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    var response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(request.uri() + " answered " + response.statusCode());
    }
    return response.body();
  }
}
