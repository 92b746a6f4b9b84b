package dev.caravan.vendors.atera;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.mapping.Mappings;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose a ticket is, and who works on it, as the view of Atera's tickets tells it. */
class AteraTicketViewTest {
  private static final String OURS = "cv-aaaaaaaaaaaa";
  private static final String TITLE = "WEB01: Disk C: low on space (Acme) [cv-aaaaaaaaaaaa]";

  private static Mappings mappings;

  @BeforeAll
  static void open() {
    mappings = new Mappings();
  }

  @AfterAll
  static void close() {
    mappings.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[cv-aaaaaaaaaaaa]",
        "[cv-aaaaaaaaaaaa]\nDisk",
        "<p>[cv-aaaaaaaaaaaa]<br />Disk</p>",
        "<div>[cv-aaaaaaaaaaaa]</div><div>Disk</div>",
        "\r\n <p> </p><p>[cv-aaaaaaaaaaaa]&nbsp;</p>Disk"
      })
  void the_first_line_of_the_description_decides_whatever_the_title_says(String description) {
    for (String title : new String[] {TITLE, "Ann: waiting for a disk", "[cv-bbbbbbbbbbbb]"}) {
      JsonNode view = view(ticket(title).put("FirstComment", description));
      assertThat(view.path("marker").asText()).isEqualTo(OURS);
      assertThat(view.path("candidates")).isEmpty();
      assertThat(view.path("createdAt").isNull()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Please call me",
        "See [cv-aaaaaaaaaaaa]",
        "[cv-aaaaaaaaaaaa] is what I mean",
        "<p>Hello,<br />[cv-aaaaaaaaaaaa]<br />is back</p>"
      })
  void a_description_that_quotes_a_marker_makes_a_candidate(String description) {
    JsonNode view = view(ticket(TITLE).put("FirstComment", description));
    assertThat(view.path("marker").isNull()).isTrue();
    assertThat(view.path("candidates")).singleElement().matches(it -> it.asText().equals(OURS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\" \"", "\"<p></p>\""})
  void without_a_description_the_end_of_the_title_decides(String description) throws Exception {
    ObjectNode ticket = ticket(TITLE);
    ticket.set("FirstComment", new ObjectMapper().readTree(description));
    JsonNode view = view(ticket);
    assertThat(view.path("marker").asText()).isEqualTo(OURS);
    assertThat(view.path("createdAt").asText()).isEqualTo("2026-11-20T09:12:44Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RE: Disk [cv-aaaaaaaaaaaa]",
        "re:Disk [cv-aaaaaaaaaaaa]",
        "Fwd: Disk [cv-aaaaaaaaaaaa]",
        "FW: Disk [cv-aaaaaaaaaaaa]",
        "AW: AW: Disk [cv-aaaaaaaaaaaa]",
        " WG: Disk [cv-aaaaaaaaaaaa]",
        "SV [2]: Disk [cv-aaaaaaaaaaaa]",
        "[cv-aaaaaaaaaaaa] Disk",
        "Disk [cv-aaaaaaaaaaaa] again",
        "Disk cv-aaaaaaaaaaaa"
      })
  void a_title_that_may_have_been_copied_makes_a_candidate(String title) {
    JsonNode view = view(ticket(title));
    assertThat(view.path("marker").isNull()).isTrue();
    assertThat(view.path("candidates")).singleElement().matches(it -> it.asText().equals(OURS));
  }

  @Test
  void so_does_the_title_of_a_ticket_that_came_by_mail_or_portal_or_at_a_time_unknown() {
    for (String source : new String[] {"Email", "EMail", "Customer Portal"}) {
      assertThat(view(ticket(TITLE).put("TicketSource", source)).path("marker").isNull()).isTrue();
    }
    JsonNode view = view(ticket(TITLE).put("TicketCreatedDate", "yesterday"));
    assertThat(view.path("candidates")).singleElement().matches(it -> it.asText().equals(OURS));
  }

  @Test
  void a_ticket_of_somebody_else_has_neither() {
    for (String title : new String[] {"Printer", "cv-short", "[cv-aaaaaaaaaaaax]", ""}) {
      JsonNode view = view(ticket(title));
      assertThat(view.path("marker").isNull()).isTrue();
      assertThat(view.path("candidates")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OnSiteDurationSeconds, 60, time was entered for it",
    "LastEndUserComment, Please hurry, its end user has commented",
    "LastTechnicianComment, I am on it, a technician has commented"
  })
  void what_people_do_shows(String member, String value, String touched) {
    assertThat(view(ticket(TITLE)).path("touched").isNull()).isTrue();
    ObjectNode ticket = ticket(TITLE);
    if (value.matches("\\d+")) {
      ticket.put(member, Integer.parseInt(value));
    } else {
      ticket.put(member, value);
    }
    assertThat(view(ticket).path("touched").asText()).isEqualTo(touched);
  }

  @Test
  void what_a_tenants_rules_may_set_as_well_is_told_apart() {
    JsonNode fresh = view(ticket(TITLE)).path("signs");
    assertThat(fresh.findValuesAsText("field"))
        .containsExactly("TicketStatus", "TechnicianContactID");
    assertThat(fresh.findValuesAsText("set")).containsOnly("false");

    JsonNode taken =
        view(ticket(TITLE).put("TicketStatus", "Pending").put("TechnicianContactID", 7));
    assertThat(taken.path("signs").findValuesAsText("says"))
        .containsExactly("its status is Pending", "a technician has taken it");
    assertThat(taken.path("signs").findValuesAsText("set")).containsOnly("true");
    assertThat(taken.path("touched").isNull()).isTrue();
  }

  @Test
  void what_we_comment_is_not_people() {
    JsonNode view =
        view(ticket(TITLE).put("LastTechnicianComment", "[cv-aaaaaaaaaaaa/0f3c] changed"));
    assertThat(view.path("touched").isNull()).isTrue();
    assertThat(view.path("lastCommentOurs").asBoolean()).isTrue();
  }

  @Test
  void a_comment_that_was_copied_from_another_ticket_is_peoples() {
    JsonNode view =
        view(ticket(TITLE).put("LastTechnicianComment", "[cv-bbbbbbbbbbbb/0f3c] changed"));
    assertThat(view.path("touched").asText()).isEqualTo("a technician has commented");
    assertThat(view.path("lastCommentOurs").asBoolean()).isFalse();
  }

  @Test
  void every_marker_that_is_quoted_makes_a_candidate() {
    JsonNode view = view(ticket("RE: [cv-bbbbbbbbbbbb] and [cv-aaaaaaaaaaaa]"));
    assertThat(view.path("candidates"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder(OURS, "cv-bbbbbbbbbbbb");
  }

  @Test
  void a_title_is_compared_without_its_marker() {
    assertThat(view(ticket(TITLE)).at("/fields/TicketTitle").asText())
        .isEqualTo("WEB01: Disk C: low on space (Acme)");
    assertThat(view(ticket("Ann: " + TITLE + " wait")).at("/fields/TicketTitle").asText())
        .isEqualTo("Ann: " + TITLE + " wait");
  }

  @ParameterizedTest
  @CsvSource({
    "Open, false, false",
    "Pending, false, false",
    "Unresolved, false, false",
    "Deleted on request?, true, true",
    "Resolved, true, false",
    " closed , true, false",
    "Deleted, true, true",
    "MERGED, true, true",
    "Merged into #12, true, true",
    "Spam, true, true",
    "archived, true, true",
    "Mergedale office, false, false",
    "'', false, false"
  })
  void a_ticket_is_over_by_its_status(String status, boolean over, boolean discarded) {
    JsonNode view = view(ticket(TITLE).put("TicketStatus", status));
    assertThat(view.path("over").asBoolean()).isEqualTo(over);
    assertThat(view.path("putAway").asBoolean()).isEqualTo(discarded);
  }

  private static ObjectNode ticket(String title) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("TicketID", 4711)
        .put("TicketTitle", title)
        .put("TicketStatus", "Open")
        .put("TicketSource", "API")
        .put("TicketCreatedDate", "2026-11-20T09:12:44Z")
        .putNull("FirstComment");
  }

  private static JsonNode view(ObjectNode ticket) {
    return mappings.map("atera-ticket-view", ticket, Map.of("account", "atera"));
  }
}
