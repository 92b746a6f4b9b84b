package dev.caravan.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.reconcile.search.FoundTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * A ticket as a vendor's jq view tells of it, so that the routes need to know no vendor's fields.
 *
 * <p>Members: {@code id}; {@code marker}, the one in the place that decides whose ticket it is;
 * {@code createdAt}, where that place decides only for a ticket created after our attempt, or not
 * at all; {@code openedAt}, when it was opened, or null; {@code changedAt}, when it was changed
 * last, where a listing is in that order; {@code candidates}, all markers that stand elsewhere,
 * where it has none that decides; {@code over}, whether nobody works on it any more; {@code
 * putAway}, whether it is over without having been resolved or closed: deleted, merged, archived or
 * taken for spam; {@code status}, the vendor's word; {@code signs}, what a person at work sets and
 * a tenant's own rules may set as well, each {@code {field, value, set, says}}, {@code set} where
 * it is not as we opened the ticket; {@code touched}, what only a person does, or null; {@code
 * lastCommentOurs}; {@code order}, which grows from ticket to ticket; {@code fields}, what a change
 * may write, as the mapping would say it.
 *
 * @param json the view
 */
record TicketView(JsonNode json) {
  /** The variable in which a route leaves the view of the ticket in hand. */
  static final String VARIABLE = "ticket";

  static TicketView of(Exchange exchange) {
    JsonNode view = exchange.getVariable(VARIABLE, JsonNode.class);
    return new TicketView(view == null ? MissingNode.getInstance() : view);
  }

  Optional<String> id() {
    return text("id");
  }

  boolean carries(String marker) {
    return marker.equals(text("marker").orElse(null));
  }

  boolean isOver() {
    return json.path("over").asBoolean();
  }

  boolean isPutAway() {
    return json.path("putAway").asBoolean();
  }

  /** When it was opened, by the target's clock; empty where the target does not say. */
  Optional<Instant> openedAt() {
    return text("openedAt").map(Instant::parse);
  }

  /** When it was changed last, by the target's clock; empty where the target does not say. */
  Optional<Instant> changedAt() {
    return text("changedAt").map(Instant::parse);
  }

  String status() {
    return text("status").orElse("");
  }

  /**
   * What shows that a person works on it; empty when nothing does.
   *
   * @param baseline the signs as the tenant's own rules left them, missing where nobody looked:
   *     then all that is not as we opened it is a person's
   */
  Optional<String> touched(JsonNode baseline) {
    for (JsonNode sign : json.path("signs")) {
      JsonNode left = baseline.path(sign.path("field").asText());
      boolean asLeft =
          left.isMissingNode()
              ? !sign.path("set").asBoolean()
              : left.asText().equals(sign.path("value").asText());
      if (!asLeft) {
        return Optional.of(sign.path("says").asText());
      }
    }
    return text("touched");
  }

  /** The signs of a person at work as they are now, by field. */
  ObjectNode signs() {
    ObjectNode signs = JsonNodeFactory.instance.objectNode();
    json.path("signs").forEach(sign -> signs.set(sign.path("field").asText(), sign.path("value")));
    return signs;
  }

  /** Those signs that are not as we opened the ticket, in words. */
  List<String> set() {
    List<String> set = new ArrayList<>();
    for (JsonNode sign : json.path("signs")) {
      if (sign.path("set").asBoolean()) {
        set.add(sign.path("says").asText());
      }
    }
    return set;
  }

  /** Whether we commented last, which says nothing of who commented before. */
  boolean lastCommentIsOurs() {
    return json.path("lastCommentOurs").asBoolean();
  }

  JsonNode field(String name) {
    return json.path("fields").path(name);
  }

  /** As reconciliation knows counterparts, once for each marker; empty where it carries none. */
  List<FoundTarget> found() {
    List<String> candidates = new ArrayList<>();
    json.path("candidates").forEach(word -> candidates.add(word.asText()));
    return text("marker")
        .map(marker -> List.of(found(marker, false)))
        .orElseGet(() -> candidates.stream().map(marker -> found(marker, true)).toList());
  }

  private FoundTarget found(String marker, boolean candidate) {
    return new FoundTarget(
        marker,
        id().orElse(""),
        json.path("order").asLong(),
        isOver(),
        candidate,
        text("createdAt").map(Instant::parse).orElse(null),
        !isOver() && touched(MissingNode.getInstance()).isPresent());
  }

  private Optional<String> text(String member) {
    return Optional.ofNullable(json.path(member).asText(null));
  }
}
