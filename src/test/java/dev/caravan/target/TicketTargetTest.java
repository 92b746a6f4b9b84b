package dev.caravan.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** The decisions about a ticket, whatever vendor it is of. */
class TicketTargetTest {
  private static final String MARKER = "cv-aaaaaaaaaaaa";

  private final TicketTarget target = new TicketTarget();
  private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

  @Test
  void a_write_is_needed_where_a_step_left_fields() {
    assertThat(target.isNeeded(json().put("state", "done"))).isTrue();
    assertThat(target.isNeeded(null)).isFalse();
  }

  @Test
  void comments_need_an_author_where_the_vendor_wants_one() {
    assertThat(target.canComment(exchange, "")).isTrue();
    assertThat(target.canComment(exchange, "technicianId")).isFalse();
    exchange.setVariable("technicianId", " ");
    assertThat(target.canComment(exchange, "technicianId")).isFalse();
    exchange.setVariable("technicianId", "7");
    assertThat(target.canComment(exchange, "technicianId")).isTrue();
  }

  @Test
  void an_answer_that_shows_the_marker_proves_its_number_and_one_proof_is_enough() {
    exchange.setVariable("account", "desk");
    exchange.setVariable("change", json().put("marker", MARKER));
    exchange.setVariable("ticket", json().put("id", "T-1").put("marker", MARKER));
    assertThat(target.isUnproven(exchange)).isFalse();

    exchange.setVariable("ticket", json().put("id", "T-1"));
    assertThat(target.isUnproven(exchange)).isTrue();
    exchange.setVariable("ticket", json().put("id", "T-1").put("marker", MARKER));
    target.prove(exchange);
    exchange.setVariable("ticket", json().put("id", "T-2"));
    assertThat(target.isUnproven(exchange)).isFalse();
  }

  @Test
  void only_what_differs_is_written_and_a_title_only_if_it_is_ours() {
    ObjectNode change = json().put("marker", MARKER);
    change.putObject("payload").put("subject", "new").put("urgency", 1).put("kind", "alert");
    change.putObject("written").put("subject", "old");
    exchange.setVariable("change", change);

    ObjectNode ticket = json().put("marker", MARKER);
    ticket.putObject("fields").put("subject", "old").put("urgency", 2).put("kind", "alert");
    exchange.setVariable("ticket", ticket);
    target.update(exchange, "subject");
    assertThat(exchange.getMessage().getBody())
        .isEqualTo(json().put("subject", "new").put("urgency", 1));

    ((ObjectNode) ticket.path("fields")).put("subject", "Ann's");
    target.update(exchange, "subject");
    assertThat(exchange.getMessage().getBody()).isEqualTo(json().put("urgency", 1));
  }

  @Test
  void a_comment_is_there_only_where_it_begins_with_its_word() {
    ObjectNode change = json().put("marker", MARKER);
    change.putObject("payload").put("id", "closed");
    exchange.setVariable("change", change);
    ObjectNode comments = json();
    exchange.setVariable(
        "comments",
        comments.arrayNode().add("Ann wrote: [" + MARKER + "/closed] The alert is over."));
    assertThat(target.commentMissing(exchange)).as("a quote is not ours").isTrue();
    exchange.setVariable(
        "comments", comments.arrayNode().add("<p>[" + MARKER + "/closed] The alert is over.</p>"));
    assertThat(target.commentMissing(exchange)).isFalse();
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }
}
