package dev.caravan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.time.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.utils.DateUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AteraSandboxTest {
  private static final String TICKETS = "/api/v3/tickets";
  private static final String LAST_MODIFIED = TICKETS + "/lastmodified";
  private final HandClock clock = new HandClock(Instant.parse("2026-03-04T10:00:00Z"));
  private Sandbox sandbox;
  private Client atera;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock).withRecords(3, 30, 0));
    atera = Client.atera(sandbox);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void says_what_its_own_clock_shows() {
    for (Duration later : List.of(Duration.ZERO, Duration.ofHours(3), Duration.ofDays(-2))) {
      clock.move(later);
      for (String path : List.of("/api/v3/account", "/api/v3/none", "/api/v3/tickets")) {
        assertThat(DateUtils.parseStandardDate(atera.get(path).header("Date")))
            .isEqualTo(clock.instant());
      }
    }
  }

  @Test
  void takes_the_key_in_its_header_or_as_a_bearer_and_answers_401_with_an_empty_body() {
    Client bare = Client.of(sandbox, "/atera");
    assertThat(bare.get("/api/v3/account").status()).isEqualTo(401);
    assertThat(bare.get("/api/v3/account").body()).isEmpty();
    assertThat(bare.with("X-API-KEY", "wrong").get("/api/v3/account").status()).isEqualTo(401);
    Client bearer = bare.with("Authorization", "Bearer sandbox.bearer.token");
    assertThat(bearer.get("/api/v3/account").status()).isEqualTo(200);
    assertThat(atera.get("/api/v3/account").json().path("AccountID").asText())
        .isEqualTo("sandbox-atera-account");
    sandbox.atera().set(Map.of("bearer", false));
    assertThat(bearer.get("/api/v3/account").status()).isEqualTo(401);
    sandbox.atera().set(Map.of("bearer", true, "apiKeyHeader", false));
    assertThat(atera.get("/api/v3/account").status()).isEqualTo(401);
  }

  @Test
  void a_new_ticket_is_answered_with_201_and_the_action_id_as_text_alone() {
    Client.Answer created = create("Disk full [cv-abc234]", 128);
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.json().path("ActionID").isTextual()).isTrue();
    assertThat(created.json().has("TicketID")).isFalse();
    JsonNode ticket = atera.get(TICKETS + "/" + created.json().path("ActionID").asText()).json();
    assertThat(ticket.path("TicketTitle").asText()).isEqualTo("Disk full [cv-abc234]");
    assertThat(ticket.path("FirstComment").asText()).isEqualTo("<p>cv-abc234<br />a <b> & c</p>");
    assertThat(ticket.path("CustomerName").asText()).isEqualTo("Acme");
    assertThat(ticket.has("Description")).isFalse();
    assertThat(ticket.fieldNames())
        .toIterable()
        .noneMatch(name -> name.toLowerCase().contains("modified"));
  }

  @Test
  void speaks_the_dialect_of_the_notes_when_told_to() {
    sandbox.atera().set(Map.of("notesDialect", true));
    JsonNode created = create("t", 128).json();
    assertThat(created.path("ActionID").isNumber()).isTrue();
    assertThat(created.path("TicketID").asLong()).isEqualTo(created.path("ActionID").asLong());
    assertThat(atera.get(TICKETS).json().path("totalItems").asInt()).isEqualTo(1);
    assertThat(atera.get(TICKETS).json().has("totalItemCount")).isFalse();
  }

  @Test
  void the_action_id_can_differ_from_the_ticket_id() {
    sandbox.atera().set(Map.of("actionIdOffset", 1_000_000));
    long action = create("t", 128).json().path("ActionID").asLong();
    assertThat(atera.get(TICKETS + "/" + action).status()).isEqualTo(404);
    assertThat(atera.get(TICKETS + "/" + (action - 1_000_000)).status()).isEqualTo(200);
  }

  @Test
  void refuses_a_ticket_without_title_description_or_a_contact_that_exists() {
    assertThat(post("{\"Description\":\"d\",\"EndUserID\":128}").status()).isEqualTo(400);
    assertThat(post("{\"TicketTitle\":\"t\",\"EndUserID\":128}").status()).isEqualTo(400);
    assertThat(post("{\"TicketTitle\":\"t\",\"Description\":\"d\"}").status()).isEqualTo(400);
    assertThat(create("t", 999_999).status()).isEqualTo(400);
    assertThat(create("t", 999_999).body()).isEmpty();
    sandbox.atera().set(Map.of("problemOn400", true));
    assertThat(create("t", 999_999).json().path("detail").asText()).contains("999999");
    assertThat(sandbox.atera().tickets()).isEmpty();
  }

  @Test
  void refuses_unknown_members_and_values() {
    String body = "{\"TicketTitle\":\"t\",\"Description\":\"d\",\"EndUserID\":128,%s}";
    assertThat(post(body.formatted("\"CustomerID\":17")).status()).isEqualTo(400);
    assertThat(post(body.formatted("\"TicketPriority\":\"Urgent\"")).status()).isEqualTo(400);
    assertThat(post("not json").status()).isEqualTo(400);
    assertThat(atera.send("POST", TICKETS, body.formatted("\"TicketType\":\"Incident\"")).status())
        .isEqualTo(415);
  }

  @Test
  void finds_or_makes_a_contact_by_its_address() {
    String body =
        "{\"TicketTitle\":\"t\",\"Description\":\"d\",\"EndUserFirstName\":\"A\","
            + "\"EndUserLastName\":\"B\",\"EndUserEmail\":\"%s\"}";
    post(body.formatted("ANN@acme.test"));
    post(body.formatted("new@acme.test"));
    assertThat(sandbox.atera().tickets()).extracting(TicketSnapshot::endUserId).contains(128L);
    assertThat(atera.get("/api/v3/contacts?Email=acme").texts("items", "Email"))
        .containsExactly("new@acme.test", "ann@acme.test");
  }

  @Test
  void updates_by_put_and_by_post_and_only_what_may_be_changed() {
    String path = TICKETS + "/" + create("t", 128).json().path("ActionID").asText();
    assertThat(atera.put(path, "{\"TicketStatus\":\"Resolved\"}").json().path("ActionID").asText())
        .isEqualTo(path.substring(TICKETS.length() + 1));
    assertThat(atera.get(path).json().path("TicketResolvedDate").isNull()).isFalse();
    assertThat(atera.post(path, "{\"TicketStatus\":\"Waiting customer\"}").status()).isEqualTo(200);
    assertThat(atera.get(path).json().path("TicketResolvedDate").isNull()).isTrue();
    assertThat(atera.put(path, "{\"Description\":\"x\"}").status()).isEqualTo(400);
    assertThat(atera.put(path, "{\"EndUserID\":128}").status()).isEqualTo(400);
    assertThat(atera.put(path, "{\"TicketTitle\":\"\"}").status()).isEqualTo(400);
    assertThat(atera.put(TICKETS + "/1", "{\"TicketTitle\":\"t\"}").status()).isEqualTo(404);
    sandbox.atera().set(Map.of("update", "post"));
    assertThat(atera.put(path, "{\"TicketTitle\":\"t\"}").status()).isEqualTo(405);
    assertThat(atera.post(path, "{\"TicketTitle\":\"t\"}").status()).isEqualTo(200);
  }

  @Test
  void an_unknown_ticket_is_404_with_problem_details() {
    Client.Answer missing = atera.get(TICKETS + "/1");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.header("content-type")).startsWith("application/problem+json");
    assertThat(missing.json().path("status").asInt()).isEqualTo(404);
    assertThat(atera.get("/api/v3/tickets/statuses").status()).isEqualTo(400);
    assertThat(atera.get("/api/v3/nothing").status()).isEqualTo(404);
  }

  @Test
  void comments_have_no_id_and_need_an_author_that_exists() {
    String path = TICKETS + "/" + create("t", 128).json().path("ActionID").asText() + "/comments";
    String comment =
        "{\"CommentText\":\"gone\",\"TechnicianCommentDetails\":"
            + "{\"TechnicianId\":%d,\"IsInternal\":true}}";
    assertThat(atera.post(path, comment.formatted(9)).status()).isEqualTo(201);
    assertThat(atera.post(path, comment.formatted(99)).status()).isEqualTo(400);
    assertThat(atera.post(path, comment.replace("%d", "\"9\"")).status()).isEqualTo(400);
    assertThat(atera.post(path, "{\"CommentText\":\"x\"}").status()).isEqualTo(400);
    assertThat(atera.post(path, "{\"Comment\":\"x\"}").status()).isEqualTo(400);
    JsonNode items = atera.get(path).json().path("items");
    assertThat(items).hasSize(1);
    assertThat(items.get(0).path("Comment").asText()).isEqualTo("gone");
    assertThat(items.get(0).path("IsInternal").asBoolean()).isTrue();
    assertThat(items.get(0).fieldNames())
        .toIterable()
        .doesNotContain("CommentID", "Id", "ID", "CommentId");
    assertThat(atera.post(TICKETS + "/1/comments", comment.formatted(9)).status()).isEqualTo(404);
  }

  @Test
  void pages_begin_at_one_and_hold_fifty_at_most() {
    for (int i = 0; i < 60; i++) {
      sandbox.atera().createTicket("t" + i, "d");
    }
    assertThat(atera.get(TICKETS).texts("items", "TicketID")).hasSize(20);
    Client.Answer first = atera.get(TICKETS + "?itemsInPage=500&ticketStatus=Open");
    assertThat(first.texts("items", "TicketTitle")).hasSize(50).startsWith("t59");
    assertThat(first.json().path("itemsInPage").asInt()).isEqualTo(50);
    assertThat(first.json().path("totalItemCount").asInt()).isEqualTo(60);
    assertThat(first.json().path("totalPages").asInt()).isEqualTo(2);
    assertThat(first.json().path("prevLink").asText("x")).isEmpty();
    Client.Answer second = atera.get(first.json().path("nextLink").asText());
    assertThat(second.texts("items", "TicketTitle")).hasSize(10).endsWith("t0");
    assertThat(second.json().path("nextLink").asText("x")).isEmpty();
    assertThat(atera.get(TICKETS + "?page=9").texts("items", "TicketID")).isEmpty();
    sandbox.atera().set(Map.of("lastLink", "null"));
    assertThat(atera.get(TICKETS + "?page=9").json().path("nextLink").isNull()).isTrue();
  }

  @Test
  void last_modified_shows_since_today_by_default_and_no_comments() {
    create("old", 128);
    clock.move(Duration.ofDays(1));
    create("new", 128);
    assertThat(atera.get(LAST_MODIFIED).texts("items", "TicketTitle")).containsExactly("new");
    assertThat(atera.get(LAST_MODIFIED).json().path("items").get(0).path("FirstComment").isNull())
        .isTrue();
    Client.Answer all =
        atera.get(LAST_MODIFIED + "?date=2026-03-04T09:59:00Z&includeComments=true");
    assertThat(all.texts("items", "TicketTitle")).containsExactly("new", "old");
    assertThat(all.texts("items", "FirstComment")).allMatch(text -> text.startsWith("<p>"));
    assertThat(atera.get(LAST_MODIFIED + "?date=nonsense").status()).isEqualTo(400);
  }

  @Test
  void lists_are_late_by_the_search_lag_but_one_ticket_is_not() {
    sandbox.atera().set(Map.of("searchLagMs", 10_000));
    String id = create("late", 128).json().path("ActionID").asText();
    assertThat(atera.get(LAST_MODIFIED).texts("items", "TicketTitle")).isEmpty();
    assertThat(atera.get(TICKETS).texts("items", "TicketTitle")).isEmpty();
    assertThat(atera.get(TICKETS + "/" + id).status()).isEqualTo(200);
    clock.move(Duration.ofSeconds(10));
    assertThat(atera.get(LAST_MODIFIED).texts("items", "TicketTitle")).containsExactly("late");
    clock.move(Duration.ofHours(1));
    atera.put(TICKETS + "/" + id, "{\"TicketTitle\":\"later\"}");
    String since = LAST_MODIFIED + "?date=2026-03-04T10:30:00Z";
    assertThat(atera.get(since).texts("items", "TicketTitle")).isEmpty();
    clock.move(Duration.ofSeconds(10));
    assertThat(atera.get(since).texts("items", "TicketTitle")).containsExactly("later");
  }

  @Test
  void a_person_edits_comments_closes_reopens_merges_and_deletes() {
    long id = create("t", 128).json().path("ActionID").asLong();
    long other = sandbox.atera().createTicket("other", "d");
    sandbox.atera().person(id, new PersonAction.Edit("by hand"));
    sandbox.atera().person(id, new PersonAction.Comment("looked at it", false, false));
    sandbox.atera().person(id, new PersonAction.Close());
    JsonNode ticket = atera.get(TICKETS + "/" + id).json();
    assertThat(ticket.path("TicketTitle").asText()).isEqualTo("by hand");
    assertThat(ticket.path("TicketStatus").asText()).isEqualTo("Closed");
    assertThat(ticket.path("LastTechnicianComment").asText()).isEqualTo("looked at it");
    assertThat(ticket.path("TechnicianFirstCommentDate").isNull()).isFalse();
    sandbox.atera().person(id, new PersonAction.Reopen());
    assertThat(atera.get(TICKETS + "/" + id).json().path("TicketStatus").asText())
        .isEqualTo("Open");
    sandbox.atera().person(id, new PersonAction.Merge(other));
    assertThat(atera.get(TICKETS + "/" + id).status()).isEqualTo(404);
    assertThat(atera.get(TICKETS + "/" + other + "/comments").texts("items", "Comment"))
        .containsExactly("looked at it");
    sandbox.atera().person(other, new PersonAction.Delete());
    assertThat(atera.get(TICKETS + "/" + other).status()).isEqualTo(404);
    assertThat(sandbox.atera().person(other, new PersonAction.Close())).isFalse();
  }

  @Test
  void knows_the_tickets_of_a_marker() {
    create("one [cv-abc234]", 128);
    create("two [cv-abc234]", 128);
    create("no marker", 128);
    assertThat(sandbox.atera().ticketsWithMarker("cv-abc234")).hasSize(3);
    assertThat(sandbox.atera().tickets().get(0).description()).startsWith("cv-abc234");
  }

  @Test
  void dates_come_in_three_forms() {
    String path = TICKETS + "/" + create("t", 128).json().path("ActionID").asText();
    assertThat(atera.get(path).json().path("TicketCreatedDate").asText())
        .isEqualTo("2026-03-04T10:00:00Z");
    sandbox.atera().set(Map.of("dates", "fraction"));
    assertThat(atera.get(path).json().path("TicketCreatedDate").asText())
        .isEqualTo("2026-03-04T10:00:00.000Z");
    sandbox.atera().set(Map.of("dates", "bare"));
    assertThat(atera.get(path).json().path("TicketCreatedDate").asText())
        .isEqualTo("2026-03-04T10:00:00");
  }

  @Test
  void customers_are_named_as_the_sites_are_and_have_a_contact_each() {
    String site = sandbox.datto().sites().get(3).path("name").asText();
    JsonNode customers = atera.get("/api/v3/customers").json();
    assertThat(atera.get("/api/v3/customers").texts("items", "CustomerName"))
        .contains(site, "Acme")
        .hasSize(4);
    assertThat(customers.path("totalPages").asInt()).isEqualTo(1);
    assertThat(atera.get("/api/v3/contacts").texts("items", "CustomerName")).contains(site);
  }

  @Test
  void serves_agents_and_its_own_alerts() {
    assertThat(atera.get("/api/v3/agents?itemsInPage=50").texts("items", "AgentID")).hasSize(30);
    JsonNode agent = atera.get("/api/v3/agents/901").json();
    String alert =
        "{\"DeviceGuid\":\"%s\",\"Title\":\"CPU\",\"Severity\":\"Critical\"}"
            .formatted(agent.path("DeviceGuid").asText());
    Client.Answer created = atera.post("/api/v3/alerts", alert);
    assertThat(created.status()).isEqualTo(201);
    assertThat(atera.post("/api/v3/alerts", alert).status()).isEqualTo(409);
    String path = "/api/v3/alerts/" + created.json().path("ActionID").asText();
    assertThat(atera.put(path, "").status()).isEqualTo(204);
    assertThat(atera.get("/api/v3/alerts?alertStatus=Open").texts("items", "AlertID")).isEmpty();
    assertThat(atera.get(path).json().path("Archived").asBoolean()).isTrue();
  }

  @Test
  void keeps_custom_values_of_tickets() {
    String id = create("t", 128).json().path("ActionID").asText();
    String path = "/api/v3/customvalues/ticketfield/" + id + "/External%20Ref";
    assertThat(atera.put(path, "{\"Value\":\"a-1\"}").status()).isEqualTo(200);
    JsonNode value = atera.get(path).json().get(0);
    assertThat(value.path("FieldName").asText()).isEqualTo("External Ref");
    assertThat(value.path("ValueAsString").asText()).isEqualTo("a-1");
  }

  private Client.Answer create(String title, long contact) {
    return post(
        """
        {"TicketTitle":"%s","Description":"cv-abc234\\na <b> & c","EndUserID":%d}\
        """
            .formatted(title, contact));
  }

  private Client.Answer post(String body) {
    return atera.post(TICKETS, body);
  }
}
