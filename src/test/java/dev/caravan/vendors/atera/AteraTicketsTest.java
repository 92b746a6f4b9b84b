package dev.caravan.vendors.atera;

import static dev.caravan.call.VendorServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.call.VendorFailure.Missing;
import dev.caravan.call.VendorRoutes;
import dev.caravan.call.VendorServer;
import dev.caravan.paging.Listing;
import dev.caravan.reconcile.search.FoundTarget;
import dev.caravan.target.CounterpartMissing;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How tickets are found and read at Atera. */
class AteraTicketsTest {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");
  private static final String A = "cv-aaaaaaaaaaaa";
  private static final String B = "cv-bbbbbbbbbbbb";

  private final VendorServer atera = new VendorServer();
  private VendorRoutes routes = VendorRoutes.against(NOWHERE, atera.url());

  @AfterEach
  void stop() {
    routes.close();
    atera.close();
  }

  @Test
  void finds_the_tickets_that_carry_a_marker() {
    atera.then(
        status(
            200,
            """
            {"items":[
              {"TicketID":1,"TicketTitle":"Disk [cv-aaaaaaaaaaaa]","TicketStatus":"Open",
               "TicketCreatedDate":"2026-11-20T09:12:44Z","FirstComment":"<p>[cv-aaaaaaaaaaaa]<br />Text</p>"},
              {"TicketID":2,"TicketTitle":"Printer","TicketStatus":"Closed","FirstComment":"[cv-bbbbbbbbbbbb]\\ntext"},
              {"TicketID":3,"TicketTitle":"cv-short","TicketStatus":"Open","FirstComment":null},
              {"TicketID":4,"TicketTitle":"cv-aaaaaaaaaaaax is longer"}],
             "page":1,"totalItemCount":6,"totalPages":2}\
            """),
        status(
            200,
            """
            {"items":[
              {"TicketID":1,"TicketTitle":"Disk","TicketStatus":"Resolved","FirstComment":"[cv-aaaaaaaaaaaa]"},
              {"TicketID":5,"TicketTitle":"Disk [cv-aaaaaaaaaaaa] ","TicketStatus":"Open","TicketSource":"API",
               "TicketCreatedDate":"2026-11-20T09:12:44.5"},
              {"TicketID":6,"TicketTitle":"Re: Disk [cv-aaaaaaaaaaaa]","FirstComment":"Please call me"}],
             "page":2,"totalItemCount":7,"totalPages":2}\
            """));

    Exchange found = find("2026-11-20T08:00:00.123Z");

    assertThat(found.getException()).isNull();
    assertThat(found.getMessage().getBody())
        .isEqualTo(
            List.of(
                new FoundTarget(A, "1", 1, true),
                new FoundTarget(B, "2", 2, true),
                new FoundTarget(
                    A, "5", 5, false, false, Instant.parse("2026-11-20T09:12:44.5Z"), false),
                new FoundTarget(A, "6", 6, false, true, null, true)));
    Listing listing = found.getVariable("listing", Listing.class);
    assertThat(listing.serverDate()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    assertThat(listing.totalAtStart()).isEqualTo(6);
    assertThat(listing.totalAtEnd()).isEqualTo(7);
    assertThat(found.getVariable("steady")).isEqualTo(false);
    assertThat(atera.requests().get(0).target())
        .isEqualTo(
            "/api/v3/tickets/lastmodified?date=2026-11-20T08%3A00%3A00Z"
                + "&includeComments=true&itemsInPage=50&page=1");
  }

  @Test
  void tickets_are_searched_where_the_operator_says_that_modified_ones_are_listed() {
    routes.close();
    routes =
        VendorRoutes.against(
            NOWHERE, atera.url(), setup -> setup.atera.put("modified-tickets-path", "/v9/changed"));
    atera.then(status(200, "{\"items\":[],\"page\":1,\"totalPages\":0}"));

    assertThat(find("2026-11-20T08:00:00Z").getException()).isNull();

    assertThat(atera.requests().get(0).target()).startsWith("/v9/changed?date=2026-11-20");
  }

  @Test
  void a_search_that_an_empty_page_ended_before_its_total_does_not_say_what_is_not_there() {
    String page = "{\"items\":[%s],\"page\":%d,\"totalItemCount\":120,\"totalPages\":3}";
    String fifty = String.join(",", Collections.nCopies(50, "{\"TicketID\":1}"));
    atera.then(status(200, page.formatted(fifty, 1)), status(200, page.formatted("", 2)));

    Exchange found = find("2026-11-20T08:00:00Z");

    assertThat(found.getException()).isNull();
    assertThat(found.getVariable("listing", Listing.class).missing()).isEqualTo(70);
    assertThat(found.getVariable("steady")).isEqualTo(false);
  }

  @Test
  void a_search_that_fails_midway_finds_nothing() {
    atera.then(
        status(200, "{\"items\":[{}],\"page\":1,\"totalPages\":2}"),
        status(404, "{\"title\":\"x\"}"));

    assertThat(find("2026-11-20T08:00:00Z").getException()).isInstanceOf(Missing.class);
  }

  @Test
  void reads_one_ticket_and_believes_that_it_is_gone_if_the_list_is_not() {
    atera.then(
        status(200, "{\"TicketID\":4711}"),
        status(404, "{\"title\":\"Not Found\",\"status\":404}"),
        status(200, "{\"items\":[],\"page\":1,\"totalPages\":0}"),
        status(404, ""),
        status(404, ""));

    assertThat(read("4711").getVariable("ticket", JsonNode.class).path("id").asText())
        .isEqualTo("4711");
    assertThat(read("4711").getException())
        .isInstanceOf(CounterpartMissing.class)
        .hasMessage("atera: GET /api/v3/tickets/4711 answered 404: Not Found");
    assertThat(read("4711").getException())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("look at atera.base-url and atera.tickets-path");
  }

  private Exchange find(String since) {
    return routes.send("atera-tickets-scan", Map.of("account", "atera", "since", since), null);
  }

  private Exchange read(String id) {
    return routes.send("atera-tickets-read", Map.of("account", "atera", "targetId", id), null);
  }
}
