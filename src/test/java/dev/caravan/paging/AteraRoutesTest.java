package dev.caravan.paging;

import static dev.caravan.call.VendorServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.call.Response;
import dev.caravan.call.VendorRoutes;
import dev.caravan.call.VendorServer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AteraRoutesTest {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");
  private static final String JWT = "eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl";

  private final VendorServer atera = new VendorServer();
  private VendorRoutes routes = VendorRoutes.against(NOWHERE, atera.url());

  @AfterEach
  void stop() {
    routes.close();
    atera.close();
  }

  @Test
  void a_legacy_key_goes_into_its_own_header() {
    routes.call("atera-read", "atera", "GET", atera.url() + "/api/v3/account", null);

    assertThat(atera.requests().get(0).headers())
        .containsEntry("x-api-key", VendorRoutes.ATERA_KEY)
        .doesNotContainKey("authorization");
    assertThat(routes.acquired).containsExactly("atera/requests/alerts");
  }

  @Test
  void a_token_of_three_parts_or_of_over_100_characters_is_a_bearer() {
    for (String token : List.of(JWT, "x".repeat(101))) {
      assertThat(headers("auto", token)).containsEntry("authorization", "Bearer " + token);
    }
  }

  @Test
  void the_operator_may_say_which_header() {
    assertThat(headers("bearer", "short-key")).containsEntry("authorization", "Bearer short-key");
    assertThat(headers("api-key", JWT)).containsEntry("x-api-key", JWT);
  }

  @Test
  void creates_a_ticket() {
    atera.then(status(201, "{\"ActionID\":\"4711\"}"));

    Exchange created =
        routes.call(
            "atera-write",
            "atera",
            "POST",
            atera.url() + "/api/v3/tickets",
            "{\"TicketTitle\":\"Plattenplatz unter 10 % auf Büro-PC\"}");

    assertThat(created.getMessage().getBody()).hasToString("{\"ActionID\":\"4711\"}");
    assertThat(created.getVariable("response", Response.class).status()).isEqualTo(201);
    assertThat(atera.requests().get(0).body()).contains("Büro-PC");
  }

  @Test
  void reads_pages_by_number_up_to_total_pages_whatever_the_next_link_says() {
    atera.then(
        status(
            200,
            "{\"items\":[{}],\"page\":1,\"totalPages\":2,\"nextLink\":\"http://evil.invalid/\"}"),
        status(
            200,
            "{\"items\":[{}],\"page\":2,\"totalPages\":2,\"nextLink\":\"http://evil.invalid/\"}"));

    assertThat(list("/api/v3/agents?itemsInPage=50&page=1").getException()).isNull();

    assertThat(atera.requests())
        .extracting(VendorServer.ReceivedRequest::target)
        .containsExactly(
            "/api/v3/agents?itemsInPage=50&page=1", "/api/v3/agents?itemsInPage=50&page=2");
  }

  @Test
  void without_total_pages_the_next_link_tells_the_end() {
    atera.then(
        status(200, "{\"items\":[{}],\"nextLink\":\"x\"}"),
        status(200, "{\"items\":[{}],\"nextLink\":\"\"}"),
        status(200, "{\"items\":[{}],\"nextLink\":\"x\"}"),
        status(200, "{\"items\":[],\"nextLink\":\"x\"}"),
        status(200, "{\"items\":[{}]}"));

    list("/api/v3/agents?itemsInPage=50");
    assertThat(atera.requests()).hasSize(2);
    list("/api/v3/agents?itemsInPage=50");
    assertThat(atera.requests()).hasSize(4);
    list("/api/v3/agents?itemsInPage=50");
    assertThat(atera.requests()).hasSize(5);
  }

  @Test
  void names_the_account() {
    atera.then(status(200, "{\"AccountID\":\"acc-1\"}"));

    assertThat(
            routes
                .send("atera-tickets-identity", Map.of("account", "atera"), null)
                .getMessage()
                .getBody())
        .isEqualTo("acc-1");
  }

  private Map<String, String> headers(String auth, String key) {
    routes.close();
    routes =
        VendorRoutes.against(
            NOWHERE,
            atera.url(),
            setup -> {
              setup.atera.put("auth", auth);
              setup.atera.put("api-key", key);
            });
    routes.call("atera-read", "atera", "GET", atera.url() + "/api/v3/account", null);
    return atera.requests().get(atera.requests().size() - 1).headers();
  }

  private Exchange list(String target) {
    return routes.send(
        "atera-pages",
        Map.of("account", "atera", "url", atera.url() + target, "collection", "items"),
        null);
  }
}
