package dev.caravan.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.call.CallVariables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The decisions in the routes of a ticket target: may this be written, has a person touched it, is
 * it over, was that comment made already. It reads the variables {@code change} and {@code ticket},
 * a {@link TicketView}, and leaves in the body what is to be written, null for nothing.
 * Thread-safe.
 */
public final class TicketTarget {
  private static final String COMMENTED = "a person has commented";

  /** What may stand before the first word of a comment. */
  private static final String TAGS = "\\s*(?:<[^>]*>\\s*)*";

  private final Set<String> proven = ConcurrentHashMap.newKeySet();

  /** Keeps the id of the ticket that a create answered. */
  public void created(Exchange exchange) {
    String id =
        TicketView.of(exchange)
            .id()
            .orElseThrow(
                () -> new Unproven("The target accepted the ticket but did not say its number"));
    exchange.setVariable(TargetVariables.TARGET_ID, id);
    exchange.getMessage().setBody(null);
  }

  /**
   * Whether it is still to be seen that what a create answers is the id of its ticket. An answer
   * that shows the marker proves itself, and one proof is enough for an account and a process:
   * every later write reads the ticket and looks for the marker.
   */
  public boolean isUnproven(Exchange exchange) {
    return !TicketView.of(exchange).carries(marker(exchange))
        && !proven.contains(account(exchange));
  }

  /** Looks for the marker in the ticket that the answer named. */
  public void prove(Exchange exchange) {
    if (!TicketView.of(exchange).carries(marker(exchange))) {
      throw new Unproven(
          "The number %s that was answered is another ticket's; ours is looked for by its marker"
              .formatted(exchange.getVariable(TargetVariables.TARGET_ID)));
    }
    proven.add(account(exchange));
  }

  /**
   * Leaves the fields that are to be updated: those that differ and that people left alone.
   *
   * @param title the field with the title, which people edit
   */
  public void update(Exchange exchange, String title) {
    JsonNode change = change(exchange);
    TicketView ticket = ours(exchange);
    if (ticket.isOver()) {
      ended(exchange, ticket);
      return;
    }
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : change.path("payload").properties()) {
      String name = field.getKey();
      JsonNode now = ticket.field(name);
      if (!now.equals(field.getValue()) && isOurs(name, now, change, name.equals(title))) {
        fields.set(name, field.getValue());
      }
    }
    leave(exchange, fields);
  }

  /** Whether a ticket that is over may have been closed by us, which the ledger does not know. */
  public boolean mayBeClosedByUs(Exchange exchange) {
    return exchange.getVariable(TargetVariables.ENDED, false, Boolean.class)
        && change(exchange).path("retry").asBoolean()
        && !TicketView.of(exchange).isPutAway();
  }

  /** It was where it bears its last word; all its comments have been read. */
  public void closedByUs(Exchange exchange) {
    exchange.getMessage().setBody(null);
    String lastWord = "[%s/closed]".formatted(marker(exchange));
    if (comments(exchange).stream().anyMatch(comment -> beginsWith(comment, lastWord))) {
      exchange.setVariable(TargetVariables.OURS, true);
      exchange.setVariable(TargetVariables.REASON, "it bears its last word: it was closed before");
    }
  }

  /**
   * A field is ours while it is what we wrote last, or what a rule of the tenant's made of that.
   * Where neither is known, a title that differs may be a person's.
   */
  private static boolean isOurs(String name, JsonNode now, JsonNode change, boolean isTitle) {
    if (now.isMissingNode()) {
      return true;
    }
    List<JsonNode> ours = new ArrayList<>();
    ours.add(change.path("written").path(name));
    ours.add(change.path("overruled").path(name));
    change.path("maybeWritten").forEach(payload -> ours.add(payload.path(name)));
    ours.removeIf(JsonNode::isMissingNode);
    return ours.isEmpty()
        ? !isTitle
        : ours.stream().anyMatch(value -> value.asText().equals(now.asText()));
  }

  /**
   * Leaves what closes the ticket: nothing where it is over already, or where a person works on it
   * and the operator does not want such tickets closed.
   */
  public void close(Exchange exchange) {
    TicketView ticket = ours(exchange);
    boolean whoeverWorksOnIt =
        "close".equals(exchange.getVariable(TargetVariables.CLOSE_TOUCHED, String.class));
    Optional<String> touched =
        whoeverWorksOnIt ? Optional.empty() : ticket.touched(baseline(exchange));
    exchange.setVariable(TargetVariables.COVERED, false);
    if (ticket.isPutAway()) {
      ended(exchange, ticket);
    } else if (ticket.isOver()) {
      exchange.setVariable(TargetVariables.REASON, "it was %s already".formatted(ticket.status()));
      exchange.getMessage().setBody(null);
    } else if (touched.isPresent()) {
      leaveOpen(exchange, touched.get());
    } else {
      exchange.setVariable(
          TargetVariables.COVERED, !whoeverWorksOnIt && ticket.lastCommentIsOurs());
      leave(exchange, change(exchange).path("payload"));
    }
  }

  /** Whether a comment of ours may hide, in the ticket, that a person commented before. */
  public boolean commentsCovered(Exchange exchange) {
    return exchange.getVariable(TargetVariables.COVERED, false, Boolean.class);
  }

  /** As {@link #close}, when all comments of the ticket have been read. */
  public void closeUnlessCommented(Exchange exchange) {
    if (isCommentedByOthers(exchange)) {
      leaveOpen(exchange, COMMENTED);
    } else {
      leave(exchange, change(exchange).path("payload"));
    }
  }

  private static boolean isCommentedByOthers(Exchange exchange) {
    String ours = "[" + marker(exchange) + "/";
    return !comments(exchange).stream().allMatch(text -> beginsWith(text, ours));
  }

  /** Whether the ticket in hand is closed, whatever a list said; one that was put away is not. */
  public boolean isClosed(Exchange exchange) {
    TicketView ticket = TicketView.of(exchange);
    return ticket.isOver() && !ticket.isPutAway();
  }

  /** Whether a step left something to be written. */
  public boolean isNeeded(@Nullable Object fields) {
    return fields != null;
  }

  /**
   * Looks at the ticket that is to be commented. The last word on one that is closed, or that an
   * earlier cycle left open, comes late and says what keeps it open now; one that was put away gets
   * none.
   */
  public void commentable(Exchange exchange) {
    TicketView ticket = ours(exchange);
    if (change(exchange).path("payload") instanceof ObjectNode payload
        && !payload.has("text")
        && !ticket.isPutAway()) {
      if (!ticket.isOver()) {
        // What does not show in the ticket itself are comments before our last one.
        payload.put("left", ticket.touched(baseline(exchange)).orElse(COMMENTED));
      }
    } else if (ticket.isOver()) {
      ended(exchange, ticket);
    }
  }

  /** Whether a comment is yet to be written; always, where nobody had to look for it. */
  public boolean commentMissing(Exchange exchange) {
    if (exchange.getVariable(TargetVariables.ENDED, false, Boolean.class)) {
      return false;
    }
    String word =
        "[%s/%s]".formatted(marker(exchange), change(exchange).at("/payload/id").asText());
    return comments(exchange).stream().noneMatch(comment -> beginsWith(comment, word));
  }

  /** Whether a comment begins so, as text or within tags: people quote what we wrote. */
  private static boolean beginsWith(String comment, String word) {
    return Pattern.compile(TAGS + Pattern.quote(word)).matcher(comment).lookingAt();
  }

  /**
   * Whether a surplus ticket, which was read, may be resolved: it is ours, open and untouched. Why
   * it is left alone is said in the reason.
   */
  public boolean isSurplus(Exchange exchange) {
    TicketView ticket = TicketView.of(exchange);
    String why =
        !ticket.carries(marker(exchange))
            ? "it does not carry our marker any more"
            : ticket.isOver()
                ? "it was %s already".formatted(ticket.status())
                : ticket.touched(baseline(exchange)).orElse(null);
    ((ObjectNode) change(exchange)).set("ticket", ticket.json());
    return why == null || leaveAsItIs(exchange, why);
  }

  /** The same, when all its comments have been read: none is a person's. */
  public boolean isUncommented(Exchange exchange) {
    return !isCommentedByOthers(exchange) || leaveAsItIs(exchange, COMMENTED);
  }

  private static boolean leaveAsItIs(Exchange exchange, String why) {
    exchange.setVariable(TargetVariables.ENDED, true);
    exchange.setVariable(TargetVariables.REASON, "left as it is: " + why);
    return false;
  }

  /** Whether a comment can be written and is yet to be. */
  public boolean isOurWordMissing(Exchange exchange, String author) {
    return canComment(exchange, author) && commentMissing(exchange);
  }

  /**
   * Whether comments can be written.
   *
   * @param author the variable without which there are none, empty where they need no author
   */
  public boolean canComment(Exchange exchange, String author) {
    String value = author.isEmpty() ? "any" : exchange.getVariable(author, "", String.class);
    return !value.isBlank();
  }

  /**
   * The ticket in hand.
   *
   * @throws Unsendable when it does not carry our marker: then it is not ours to change
   */
  private static TicketView ours(Exchange exchange) {
    TicketView ticket = TicketView.of(exchange);
    if (!ticket.carries(marker(exchange))) {
      throw new Unsendable(
          "Ticket %s does not carry our marker %s any more; it is left alone"
              .formatted(change(exchange).path("targetId").asText(), marker(exchange)));
    }
    return ticket;
  }

  private static void ended(Exchange exchange, TicketView ticket) {
    exchange.setVariable(TargetVariables.ENDED, true);
    exchange.setVariable(TargetVariables.REASON, "a person has set it to " + ticket.status());
    exchange.getMessage().setBody(null);
  }

  private static void leaveOpen(Exchange exchange, String why) {
    exchange.setVariable(TargetVariables.LEFT, why);
    exchange.getMessage().setBody(null);
  }

  /** The vendor's jq makes the request of the change, beside which it may need the ticket. */
  private static void leave(Exchange exchange, JsonNode fields) {
    ((ObjectNode) change(exchange)).set("fields", fields);
    ((ObjectNode) change(exchange)).set("ticket", TicketView.of(exchange).json());
    exchange.getMessage().setBody(fields.isEmpty() ? null : fields);
  }

  /** The texts of all comments, as far as somebody had to read them. */
  private static List<String> comments(Exchange exchange) {
    List<String> comments = new ArrayList<>();
    JsonNode texts = exchange.getVariable(TargetVariables.COMMENTS, JsonNode.class);
    if (texts != null) {
      texts.forEach(text -> comments.add(text.asText()));
    }
    return comments;
  }

  private static String account(Exchange exchange) {
    return exchange.getVariable(CallVariables.ACCOUNT, String.class);
  }

  private static String marker(Exchange exchange) {
    return change(exchange).path("marker").asText();
  }

  private static JsonNode baseline(Exchange exchange) {
    return change(exchange).path("baseline");
  }

  private static JsonNode change(Exchange exchange) {
    return exchange.getVariable(TargetVariables.CHANGE, JsonNode.class);
  }
}
