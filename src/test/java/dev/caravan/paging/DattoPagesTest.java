package dev.caravan.paging;

import static dev.caravan.call.VendorServer.html;
import static dev.caravan.call.VendorServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.call.VendorFailure.Forbidden;
import dev.caravan.call.VendorFailure.Unreadable;
import dev.caravan.call.VendorRoutes;
import dev.caravan.call.VendorServer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DattoPagesTest {
  private static final String OPEN = "/api/v2/account/alerts/open";

  private final VendorServer datto =
      new VendorServer().otherwise(status(200, "{\"access_token\":\"t0ken-of-datto\"}"));
  private VendorRoutes routes = VendorRoutes.against(datto.url(), URI.create("http://127.0.0.1:1"));

  @AfterEach
  void stop() {
    routes.close();
    datto.close();
  }

  @Test
  void hands_on_every_page_with_its_number_and_marks_the_last() {
    datto.then(
        page(link(OPEN + "?max=250&page=1"), "{\"alertUid\":\"a\"},{\"alertUid\":\"b\"}"),
        page(link(OPEN + "?max=250&page=2"), ""),
        page("null", "{\"alertUid\":\"c\"}"));

    Exchange listing = list(OPEN + "?max=250&page=0");

    assertThat(listing.getException()).isNull();
    assertThat(routes.pages).extracting(VendorRoutes.PageSeen::number).containsExactly(1, 2, 3);
    assertThat(routes.pages)
        .extracting(VendorRoutes.PageSeen::last)
        .containsExactly(false, false, true);
    assertThat(routes.pages).extracting(page -> page.rows().size()).containsExactly(2, 0, 1);
    assertThat(routes.pages.get(2).rows().get(0).path("alertUid").asText()).isEqualTo("c");
    assertThat(listing.getVariable("listing", Listing.class).rows()).isEqualTo(3);
  }

  @Test
  void an_empty_or_missing_link_is_the_end_too() {
    datto.then(page("\"\"", ""), status(200, "{\"alerts\":[]}"));

    assertThat(list(OPEN).getException()).isNull();
    assertThat(list(OPEN).getException()).isNull();
    assertThat(routes.pages).hasSize(2);
  }

  @Test
  void filters_that_the_link_drops_are_added_again_as_they_were() {
    datto.then(page(link(OPEN + "?max=250&page=1"), ""), page("null", ""));

    list(OPEN + "?siteName=a%2Bb%2Fc%20d&muted=false&max=250&page=0");

    assertThat(datto.calls().get(1).target())
        .isEqualTo(OPEN + "?max=250&page=1&siteName=a%2Bb%2Fc%20d&muted=false");
  }

  @Test
  void a_relative_link_is_resolved_against_the_base_url() {
    datto.then(
        page("\"" + OPEN + "?max=250&page=1\"", ""),
        page("\"?page=2&max=250\"", ""),
        page("null", ""));

    assertThat(list(OPEN + "?max=250&page=0").getException()).isNull();

    assertThat(datto.calls())
        .extracting(VendorServer.ReceivedRequest::target)
        .endsWith(OPEN + "?max=250&page=1", OPEN + "?page=2&max=250");
  }

  @Test
  void a_relative_link_keeps_a_prefix_of_the_base_url() {
    routes.close();
    routes =
        VendorRoutes.against(URI.create(datto.url() + "/datto"), URI.create("http://127.0.0.1:1"));
    datto.then(
        status(200, "{\"access_token\":\"t0ken-of-datto\"}"),
        page("\"" + OPEN + "?page=1\"", ""),
        page("\"/datto" + OPEN + "?page=2\"", ""),
        page("null", ""));

    Exchange listing =
        routes.send(
            "datto-rmm-pages",
            Map.of(
                "account", "datto", "url", datto.url() + "/datto" + OPEN, "collection", "alerts"),
            null);

    assertThat(listing.getException()).isNull();
    assertThat(datto.calls())
        .extracting(VendorServer.ReceivedRequest::target)
        .endsWith("/datto" + OPEN + "?page=1", "/datto" + OPEN + "?page=2");
  }

  @Test
  void what_is_no_page_is_not_handed_on() {
    for (String body :
        new String[] {
          "{\"pageDetails\":{}}", "{\"alerts\":null}", "[]", "", "{\"alerts\":[{\"alertUid\":"
        }) {
      datto.then(status(200, body));
      assertThat(list(OPEN).getException()).isInstanceOf(Unreadable.class);
    }
    assertThat(routes.pages).isEmpty();
  }

  @Test
  void steps_that_receive_a_page_may_change_the_variables_of_a_call() {
    routes.close();
    routes =
        VendorRoutes.against(
            datto.url(),
            URI.create("http://127.0.0.1:1"),
            setup ->
                setup.onPage =
                    page -> {
                      page.setVariable("account", "atera");
                      page.setVariable("url", "http://nowhere.invalid/");
                      page.setVariable("method", "POST");
                      page.setVariable("priority", "confirm");
                      page.getMessage().setHeader("X-API-KEY", "of-somebody-else");
                      page.getMessage().setBody("something else");
                    });
    datto.then(page(link(OPEN + "?page=1"), ""), page("null", ""));

    assertThat(list(OPEN + "?page=0").getException()).isNull();

    assertThat(datto.calls()).hasSize(2);
    assertThat(datto.calls().get(1).headers()).doesNotContainKey("x-api-key");
    assertThat(routes.acquired).containsOnly("datto/read/inventory");
  }

  @Test
  void a_stop_ends_a_listing_without_a_last_page_and_as_a_failure() {
    routes.close();
    AtomicInteger page = new AtomicInteger();
    AtomicReference<VendorRoutes> running = new AtomicReference<>();
    routes =
        VendorRoutes.against(
            datto.url(),
            URI.create("http://127.0.0.1:1"),
            setup ->
                setup.onPage =
                    seen -> {
                      if (page.get() == 3) {
                        CompletableFuture.runAsync(running.get().context::stop);
                        await()
                            .atMost(Duration.ofSeconds(5))
                            .until(() -> running.get().context.isStopping());
                      }
                    });
    running.set(routes);
    datto.otherwise(
        exchange ->
            (exchange.getRequestURI().getPath().startsWith("/auth")
                    ? status(200, "{\"access_token\":\"t0ken-of-datto\"}")
                    : page(link(OPEN + "?page=" + page.incrementAndGet()), ""))
                .to(exchange));

    Exchange listing = list(OPEN + "?page=0");

    assertThat(listing.getException()).isInstanceOf(CancellationException.class);
    assertThat(routes.pages).hasSize(3);
    assertThat(routes.pages).extracting(VendorRoutes.PageSeen::last).containsOnly(false);
  }

  @Test
  void names_the_account() {
    datto.then(status(200, "{\"id\":1,\"uid\":\"ab1c0002\"}"), status(200, "{\"id\":1}"));

    assertThat(
            routes
                .send("datto-rmm-identity", Map.of("account", "datto"), null)
                .getMessage()
                .getBody())
        .isEqualTo("ab1c0002");
    assertThat(routes.send("datto-rmm-identity", Map.of("account", "datto"), null).getException())
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("'uid'");
    assertThat(datto.calls().get(0).target()).isEqualTo("/api/v2/account");
  }

  @Test
  void tells_what_became_of_an_alert() {
    datto.then(
        status(200, "{\"resolved\":false}"),
        status(200, "{\"resolved\":true,\"resolvedOn\":1787643495000}"),
        status(404, ""),
        status(410, ""));

    assertThat(state("a/b c").getMessage().getBody()).isEqualTo("open");
    Exchange resolved = state("x");
    assertThat(resolved.getMessage().getBody()).isEqualTo("resolved");
    assertThat(resolved.getVariable("resolvedAt")).isEqualTo("2026-08-25T07:38:15Z");
    assertThat(state("x").getMessage().getBody()).isEqualTo("gone");
    assertThat(state("x").getException()).isNull();
    assertThat(datto.calls().get(0).target()).isEqualTo("/api/v2/alert/a%2Fb%20c");
    assertThat(routes.acquired).containsOnly("datto/read/confirm");
  }

  @Test
  void an_alert_that_does_not_say_whether_it_is_resolved_is_if_it_says_when() {
    datto.then(
        status(200, "{\"alertUid\":\"x\",\"resolved\":null,\"resolvedOn\":null}"),
        status(200, "{\"alertUid\":\"x\",\"resolved\":null,\"resolvedOn\":1787643495000}"),
        status(200, "{\"alertUid\":\"x\"}"));

    assertThat(state("x").getMessage().getBody()).isEqualTo("open");
    Exchange resolved = state("x");
    assertThat(resolved.getMessage().getBody()).isEqualTo("resolved");
    assertThat(resolved.getVariable("resolvedAt")).isEqualTo("2026-08-25T07:38:15Z");
    assertThat(state("x").getMessage().getBody()).isEqualTo("open");
  }

  @Test
  void an_alert_may_say_so_in_words_or_figures() {
    datto.then(
        status(200, "{\"resolved\":\"true\"}"),
        status(200, "{\"resolved\":\" FALSE \",\"resolvedOn\":1787643495000}"),
        status(200, "{\"resolved\":1}"),
        status(200, "{\"alertUid\":\"x\",\"resolved\":\"perhaps\"}"));

    assertThat(state("x").getMessage().getBody()).isEqualTo("resolved");
    assertThat(state("x").getMessage().getBody()).isEqualTo("open");
    assertThat(state("x").getMessage().getBody()).isEqualTo("resolved");
    assertThat(state("x").getException()).isInstanceOf(Unreadable.class);
  }

  @Test
  void a_device_that_does_not_say_whether_it_is_deleted_is_there() {
    routes.close();
    routes =
        VendorRoutes.against(
            datto.url(),
            URI.create("http://127.0.0.1:1"),
            setup -> setup.datto.put("device-path", "/api/v2/device"));
    datto.then(
        status(200, "{\"uid\":\"x\",\"deleted\":null}"),
        status(200, "{\"uid\":\"x\",\"deleted\":true}"),
        status(200, "{\"uid\":null,\"deleted\":null}"),
        status(200, "{\"uid\":\"x\",\"deleted\":\"no\"}"));

    assertThat(device("x").getMessage().getBody()).isEqualTo("open");
    assertThat(device("x").getMessage().getBody()).isEqualTo("resolved");
    assertThat(device("x").getException()).isInstanceOf(Unreadable.class);
    assertThat(device("x").getException()).isInstanceOf(Unreadable.class);
  }

  @Test
  void a_forbidden_or_unreadable_alert_is_no_answer() {
    datto.then(
        status(403, ""),
        status(200, "{}"),
        status(200, "{\"alertUid\":\"x\",\"resolved\":\"no\"}"),
        status(405, ""));

    assertThat(state("x").getException()).isInstanceOf(Forbidden.class);
    assertThat(state("x").getException()).isInstanceOf(Unreadable.class);
    assertThat(state("x").getException()).isInstanceOf(Unreadable.class);
    assertThat(state("x").getException()).isNotNull();
  }

  @Test
  void a_gateways_page_does_not_say_that_an_alert_or_a_device_is_gone() {
    routes.close();
    routes =
        VendorRoutes.against(
            datto.url(),
            URI.create("http://127.0.0.1:1"),
            setup -> setup.datto.put("device-path", "/api/v2/device"));
    String page = "<html><title>Not Found</title></html>";
    datto.then(html(404, page), html(410, page), html(404, page));

    assertThat(state("x").getException()).isInstanceOf(Unreadable.class);
    assertThat(state("x").getException()).isInstanceOf(Unreadable.class);
    assertThat(device("x").getException())
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("'Not Found', not the API's error");
  }

  private Exchange device(String key) {
    return routes.send("datto-rmm-device-state", Map.of("account", "datto", "key", key), null);
  }

  private Exchange state(String key) {
    return routes.send("datto-rmm-alert-state", Map.of("account", "datto", "key", key), null);
  }

  private Exchange list(String target) {
    return routes.send(
        "datto-rmm-pages",
        Map.of(
            "account", "datto",
            "url", datto.url() + target,
            "collection", "alerts",
            "priority", "inventory"),
        null);
  }

  private String link(String target) {
    return "\"" + datto.url() + target + "\"";
  }

  private static VendorServer.ScriptedAnswer page(String next, String rows) {
    return status(
        200,
        "{\"pageDetails\":{\"count\":1,\"nextPageUrl\":%s},\"alerts\":[%s]}".formatted(next, rows));
  }
}
