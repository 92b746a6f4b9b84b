package dev.caravan.paging;

import static dev.caravan.call.VendorServer.status;
import static dev.caravan.call.VendorServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.call.Response;
import dev.caravan.call.VendorFailure.Unauthorized;
import dev.caravan.call.VendorFailure.Unreadable;
import dev.caravan.call.VendorRoutes;
import dev.caravan.call.VendorServer;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  void a_refused_key_is_not_tried_again() {
    atera.then(status(401, ""));

    assertThat(
            routes
                .call("atera-write", "atera", "POST", atera.url() + "/api/v3/tickets", "{}")
                .getException())
        .isInstanceOf(Unauthorized.class);

    assertThat(atera.requests()).hasSize(1);
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

    assertThat(created.getMessage().getBody()).isEqualTo("{\"ActionID\":\"4711\"}");
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
  void a_server_that_answers_another_page_than_asked_is_refused() {
    atera.then(
        status(200, "{\"items\":[{}],\"page\":1,\"totalPages\":3}"),
        status(200, "{\"items\":[{}],\"page\":1,\"totalPages\":3}"));

    assertThat(list("/api/v3/agents?page=1").getException())
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("page 2 was asked");
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

  @Test
  void each_vendor_receives_its_own_headers_and_no_others() {
    VendorServer datto =
        new VendorServer()
            .otherwise(
                with(
                    "Set-Cookie",
                    "JSESSIONID=1",
                    with(
                        "X-Extra",
                        "1",
                        status(200, "{\"access_token\":\"t0ken\",\"uid\":\"u\"}"))));
    atera.otherwise(
        with(
            "Set-Cookie",
            "ARRAffinity=1",
            with("X-Powered-By", "x", status(200, "{\"AccountID\":1}"))));
    routes.close();
    routes = VendorRoutes.against(datto.url(), atera.url());
    try (datto) {
      Exchange exchange = routes.send("datto-rmm-identity", Map.of("account", "datto"), null);
      for (String route : List.of("datto-rmm-identity", "atera-tickets-identity", "atera-write")) {
        boolean isAtera = route.startsWith("atera");
        exchange.setVariable("account", isAtera ? "atera" : "datto");
        if (route.endsWith("write")) {
          exchange.setVariable("method", "POST");
          exchange.getMessage().setBody("{}");
        }
        exchange = routes.context.createProducerTemplate().send("direct:" + route, exchange);
        assertThat(exchange.getException()).isNull();
      }

      Set<String> plain = Set.of("accept", "accept-encoding", "connection", "host", "user-agent");
      assertThat(datto.calls())
          .allSatisfy(
              call ->
                  assertThat(call.headers().keySet()).isSubsetOf(union(plain, "authorization")));
      assertThat(datto.tokenRequests())
          .allSatisfy(
              call ->
                  assertThat(call.headers().keySet())
                      .isSubsetOf(union(plain, "authorization", "content-type", "content-length")));
      assertThat(atera.requests())
          .hasSize(2)
          .allSatisfy(
              call ->
                  assertThat(call.headers().keySet())
                      .isSubsetOf(union(plain, "x-api-key", "content-type", "content-length")));
    }
  }

  private static Set<String> union(Set<String> some, String... more) {
    Set<String> all = new HashSet<>(some);
    all.addAll(List.of(more));
    return all;
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
