package dev.caravan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DattoSandboxTest {
  private static final String OPEN = "/api/v2/account/alerts/open";
  private Sandbox sandbox;
  private Client datto;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(3, 60, 45));
    datto = Client.datto(sandbox);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void gives_a_token_for_the_password_grant_alone() {
    Client bare = Client.of(sandbox, "/datto");
    Client.Answer token = bare.token("sandbox-key", "sandbox-secret");
    assertThat(token.status()).isEqualTo(200);
    assertThat(token.json().path("token_type").asText()).isEqualTo("bearer");
    assertThat(token.json().path("expires_in").asInt()).isEqualTo(360_000);
    Client basic = bare.with("Authorization", "Basic cHVibGljLWNsaWVudDpwdWJsaWM=");
    assertThat(basic.form("grant_type=client_credentials").status()).isEqualTo(400);
  }

  @Test
  void refuses_a_token_without_basic_or_with_a_wrong_secret() {
    Client bare = Client.of(sandbox, "/datto");
    String form = "grant_type=password&username=sandbox-key&password=sandbox-secret";
    assertThat(bare.form(form).status()).isEqualTo(401);
    assertThat(bare.token("sandbox-key", "wrong").status()).isEqualTo(401);
    assertThat(bare.token("sandbox-key", "sandbox-secret\n").status()).isEqualTo(401);
    sandbox.datto().set(Map.of("requireBasic", false));
    assertThat(bare.form(form).status()).isEqualTo(200);
  }

  @Test
  void serves_the_token_path_outside_of_api_only() {
    Client bare = Client.of(sandbox, "/datto");
    assertThat(
            bare.with("Content-Type", "application/x-www-form-urlencoded")
                .send("POST", "/api/auth/oauth/token", "grant_type=password")
                .status())
        .isEqualTo(401);
    assertThat(bare.get("/v2/api-docs").status()).isEqualTo(404);
  }

  @Test
  void answers_401_without_a_token_and_after_a_revocation() {
    assertThat(Client.of(sandbox, "/datto").get("/api/v2/account").status()).isEqualTo(401);
    assertThat(datto.get("/api/v2/account").status()).isEqualTo(200);
    sandbox.datto().revokeTokens();
    assertThat(datto.get("/api/v2/account").status()).isEqualTo(401);
  }

  @Test
  void lets_a_token_expire() {
    sandbox.datto().set(Map.of("tokenLifetimeSeconds", 0));
    assertThat(Client.datto(sandbox).get("/api/v2/account").status()).isEqualTo(401);
  }

  @Test
  void does_not_serve_the_paths_of_the_notes_unless_told_to() {
    assertThat(datto.get("/api/v2/devices").status()).isEqualTo(404);
    assertThat(datto.get("/api/v2/alerts/open").status()).isEqualTo(404);
    sandbox.datto().set(Map.of("notesDialect", true));
    JsonNode page = datto.get("/api/v2/alerts/open?max=20").json();
    String next = page.path("pageDetails").path("nextPageUrl").asText();
    assertThat(next).isEqualTo("/api/v2/alerts/open?max=20&page=cursor1");
    assertThat(walk("/api/v2/alerts/open?max=20", "alerts", "alertUid")).hasSize(45);
  }

  @Test
  void pages_begin_at_zero_and_link_absolutely_through_the_prefix() {
    Client.Answer first = datto.get("/api/v2/account/devices?max=25");
    JsonNode details = first.json().path("pageDetails");
    assertThat(details.path("count").asInt()).isEqualTo(25);
    assertThat(details.path("totalCount").asInt()).isEqualTo(60);
    assertThat(details.path("nextPageUrl").asText())
        .isEqualTo(sandbox.uri() + "/datto/api/v2/account/devices?max=25&page=1");
    assertThat(walk("/api/v2/account/devices?max=25", "devices", "uid")).hasSize(60);
    assertThat(datto.get("/api/v2/account/devices?max=25&page=3").texts("devices", "uid"))
        .isEmpty();
  }

  @Test
  void never_gives_more_than_250_rows_a_page() {
    sandbox.seed(1, 300, 0, 1);
    assertThat(datto.get("/api/v2/account/devices?max=1000").texts("devices", "uid")).hasSize(250);
    assertThat(datto.get("/api/v2/account/devices").texts("devices", "uid")).hasSize(250);
    assertThat(datto.get("/api/v2/system/pagination").json().path("max").asInt()).isEqualTo(250);
  }

  @Test
  void ends_a_list_with_null_or_an_empty_text_or_nothing() {
    assertThat(datto.get(OPEN).json().path("pageDetails").path("nextPageUrl").isNull()).isTrue();
    sandbox.datto().set(Map.of("endOfList", "empty"));
    assertThat(datto.get(OPEN).json().path("pageDetails").path("nextPageUrl").asText("x"))
        .isEmpty();
    sandbox.datto().set(Map.of("endOfList", "missing"));
    assertThat(datto.get(OPEN).json().path("pageDetails").has("nextPageUrl")).isFalse();
  }

  @Test
  void links_relatively_and_keeps_the_filters_when_told_to() {
    sandbox.datto().set(Map.of("nextLink", "relative", "dropFilters", false));
    assertThat(
            datto
                .get("/api/v2/account/devices?max=1&hostname=PC")
                .json()
                .path("pageDetails")
                .path("nextPageUrl")
                .asText())
        .isEqualTo("/api/v2/account/devices?max=1&page=1&hostname=PC");
  }

  @Test
  void tells_no_total_of_open_alerts() {
    Client.Answer open = datto.get(OPEN);
    assertThat(open.json().path("pageDetails").has("totalCount")).isFalse();
    assertThat(open.texts("alerts", "alertUid")).hasSize(45);
    Client.Answer resolved = datto.get("/api/v2/account/alerts/resolved");
    assertThat(resolved.json().path("pageDetails").path("totalCount").asInt(-1)).isZero();
  }

  @Test
  void alerts_are_of_mixed_classes_and_one_has_no_source() {
    List<String> classes = new ArrayList<>();
    List<Boolean> sources = new ArrayList<>();
    datto
        .get(OPEN)
        .json()
        .path("alerts")
        .forEach(
            alert -> {
              classes.add(alert.path("alertContext").path("@class").asText());
              sources.add(alert.path("alertSourceInfo").isNull());
            });
    assertThat(new HashSet<>(classes)).hasSizeGreaterThan(12).contains("perf_disk_usage_ctx");
    assertThat(sources).containsOnlyOnce(true);
  }

  @Test
  void the_same_seed_gives_the_same_records() {
    List<String> before = walk("/api/v2/account/devices", "devices", "uid");
    sandbox.seed(3, 60, 45, 1);
    assertThat(walk("/api/v2/account/devices", "devices", "uid")).isEqualTo(before);
    sandbox.seed(3, 60, 45, 2);
    assertThat(walk("/api/v2/account/devices", "devices", "uid")).isNotEqualTo(before);
  }

  @Test
  void a_resolved_alert_leaves_the_list_and_is_found_by_its_uid() {
    String uid = datto.get(OPEN).texts("alerts", "alertUid").get(0);
    Client.Answer resolve = datto.send("POST", "/api/v2/alert/" + uid + "/resolve", null);
    assertThat(resolve.status()).isEqualTo(200);
    assertThat(resolve.body()).isEmpty();
    assertThat(datto.get(OPEN).texts("alerts", "alertUid")).doesNotContain(uid);
    JsonNode alert = datto.get("/api/v2/alert/" + uid).json();
    assertThat(alert.path("resolved").asBoolean()).isTrue();
    assertThat(alert.path("resolvedOn").isNumber()).isTrue();
    assertThat(datto.get("/api/v2/account/alerts/resolved").texts("alerts", "alertUid"))
        .containsExactly(uid);
    assertThat(datto.send("POST", "/api/v2/alert/" + uid + "/resolve", null).status())
        .isEqualTo(200);
  }

  @Test
  void an_alert_whose_device_is_gone_or_hidden_is_404_or_403() {
    JsonNode alert = datto.get(OPEN).json().path("alerts").get(1);
    String uid = alert.path("alertUid").asText();
    String site = alert.path("alertSourceInfo").path("siteUid").asText();
    sandbox.datto().hideSite(site, true);
    assertThat(datto.get("/api/v2/alert/" + uid).status()).isEqualTo(403);
    assertThat(datto.get(OPEN).texts("alerts", "alertUid")).doesNotContain(uid);
    sandbox.datto().hideSite(site, false);
    sandbox.datto().deleteDevice(alert.path("alertSourceInfo").path("deviceUid").asText());
    assertThat(datto.get("/api/v2/alert/" + uid).status()).isEqualTo(404);
    assertThat(datto.get("/api/v2/alert/unheard-of").status()).isEqualTo(404);
  }

  @Test
  void opens_and_changes_an_alert_as_told() {
    String uid =
        sandbox.datto().openAlert(Json.object().put("alertUid", "a-1").put("priority", "Critical"));
    assertThat(uid).isEqualTo("a-1");
    assertThat(datto.get(OPEN).texts("alerts", "alertUid").get(0)).isEqualTo("a-1");
    sandbox.datto().changeAlert("a-1", Json.object().put("priority", "Low"));
    assertThat(datto.get("/api/v2/alert/a-1").json().path("priority").asText()).isEqualTo("Low");
  }

  @Test
  void lists_the_system_sites_too() {
    assertThat(walk("/api/v2/account/sites", "sites", "name"))
        .contains("Managed", "OnDemand", "Deleted Devices")
        .hasSize(6);
    assertThat(walk("/api/v2/account/sites", "sites", "uid")).contains("deleted-devices-site");
  }

  @Test
  void filters_by_a_part_of_a_name() {
    String name = sandbox.datto().sites().get(4).path("name").asText();
    assertThat(
            datto
                .get("/api/v2/account/sites?siteName=" + name.substring(0, 4))
                .texts("sites", "name"))
        .containsExactly(name);
    assertThat(datto.get("/api/v2/account/devices?hostname=SRV%25").texts("devices", "hostname"))
        .isNotEmpty()
        .allMatch(host -> host.startsWith("SRV"));
    assertThat(datto.get("/api/v2/account/devices?filterId=1").status()).isEqualTo(404);
  }

  @Test
  void lists_the_devices_and_alerts_of_one_site() {
    String site = sandbox.datto().sites().get(3).path("uid").asText();
    assertThat(datto.get("/api/v2/site/" + site + "/devices").texts("devices", "siteUid"))
        .isNotEmpty()
        .containsOnly(site);
    assertThat(datto.get("/api/v2/site/" + site + "/alerts/open").texts("alerts", "alertUid"))
        .isNotEmpty();
    assertThat(datto.get("/api/v2/site/none/devices").status()).isEqualTo(404);
  }

  @Test
  void devices_have_as_many_udf_keys_and_such_dates_as_told() {
    String uid = sandbox.datto().devices().get(0).path("uid").asText();
    JsonNode device = datto.get("/api/v2/device/" + uid).json();
    assertThat(device.path("udf").size()).isEqualTo(30);
    assertThat(device.path("lastSeen").isNumber()).isTrue();
    sandbox.datto().set(Map.of("udfKeys", 300, "deviceTimes", "iso"));
    device = datto.get("/api/v2/device/" + uid).json();
    assertThat(device.path("udf").size()).isEqualTo(300);
    assertThat(device.path("udf").path("udf300").isNull()).isTrue();
    assertThat(device.path("lastSeen").asText()).contains("T").endsWith("Z");
  }

  @Test
  void devices_are_as_large_as_real_ones_when_told() {
    sandbox.datto().set(Map.of("udfKeys", 300, "udfValues", 8, "alphabets", true));
    sandbox.datto().seed(2, 5, 0, 1);
    JsonNode listed = datto.get("/api/v2/account/devices").json().path("devices").get(0);
    assertThat(listed.path("hostname").asText()).endsWith("東京");
    assertThat(listed.path("siteName").asText()).endsWith("株式会社");
    assertThat(listed.path("lastLoggedInUser").asText()).endsWith("Ольга");
    assertThat(listed.path("udf").size()).isEqualTo(300);
    assertThat(listed.path("udf").path("udf8").asText()).contains("棚");
    assertThat(listed.path("udf").path("udf9").isNull()).isTrue();
  }

  @Test
  void a_network_device_is_full_of_nulls() {
    JsonNode device = datto.get("/api/v2/account/devices").json().path("devices").get(39);
    assertThat(device.path("deviceClass").asText()).isEqualTo("rmmnetworkdevice");
    assertThat(device.path("rebootRequired").isNull()).isTrue();
    assertThat(datto.get("/api/v2/audit/device/" + device.path("uid").asText()).status())
        .isEqualTo(400);
  }

  @Test
  void sets_and_clears_udf_values() {
    String path = "/api/v2/device/" + sandbox.datto().devices().get(0).path("uid").asText();
    assertThat(datto.post(path + "/udf", "{\"udf5\":\"v\"}").status()).isEqualTo(200);
    assertThat(datto.get(path).json().path("udf").path("udf5").asText()).isEqualTo("v");
    assertThat(datto.get(path).json().path("udf").size()).isEqualTo(30);
    assertThat(datto.post(path + "/udf", "{\"udf5\":\"\"}").status()).isEqualTo(200);
    assertThat(datto.get(path).json().path("udf").path("udf5").isNull()).isTrue();
    assertThat(datto.post(path + "/udf", "{\"udf301\":\"v\"}").status()).isEqualTo(400);
  }

  @Test
  void creates_sites_by_put_and_changes_them_by_post() {
    Client.Answer created = datto.put("/api/v2/site", "{\"name\":\"New Site\"}");
    String uid = created.json().path("uid").asText();
    assertThat(datto.post("/api/v2/site/" + uid, "{\"name\":\"Renamed\"}").status()).isEqualTo(200);
    assertThat(datto.get("/api/v2/site/" + uid).json().path("name").asText()).isEqualTo("Renamed");
    assertThat(datto.put("/api/v2/site", "{}").status()).isEqualTo(400);
    assertThat(datto.post("/api/v2/site", "{\"name\":\"x\"}").status()).isEqualTo(405);
  }

  private List<String> walk(String path, String array, String member) {
    List<String> all = new ArrayList<>();
    String next = path;
    while (next != null && !next.isEmpty()) {
      Client.Answer page = datto.get(next);
      all.addAll(page.texts(array, member));
      JsonNode link = page.json().path("pageDetails").path("nextPageUrl");
      next = link.isNull() ? null : link.asText();
    }
    return all;
  }

  @Test
  void shows_an_alert_that_comes_back_in_one_state_everywhere() {
    for (String end : List.of("deleted", "resolved")) {
      sandbox.datto().openAlert(Json.object().put("alertUid", end));
    }
    sandbox.datto().deleteAlert("deleted");
    sandbox.datto().resolveAlert("resolved");
    assertThat(datto.get("/api/v2/alert/deleted").status()).isEqualTo(404);
    for (String end : List.of("deleted", "resolved")) {
      sandbox.datto().openAlert(Json.object().put("alertUid", end));
      Client.Answer again = datto.get("/api/v2/alert/" + end);
      assertThat(again.status()).isEqualTo(200);
      assertThat(again.json().path("resolved").asBoolean()).isFalse();
    }
    assertThat(sandbox.datto().resolvedAlerts()).isEmpty();
    assertThat(sandbox.datto().openAlerts()).hasSize(47);
  }
}
