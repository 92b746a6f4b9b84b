package dev.caravan.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.caravan.call.VendorFailure.Missing;
import dev.caravan.call.VendorFailure.Unreadable;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Reads single members out of the answer that a call left in the body. Thread-safe. */
public final class Answers {
  /** Where in Jackson a limit is set helps nobody. */
  private static final Pattern LIMIT = Pattern.compile(", from `[^`]*`");

  /**
   * The text of a member that the vendor always sends.
   *
   * @throws Unreadable when the body is not JSON or the member is missing or empty
   */
  public String text(Exchange exchange, String member) {
    JsonNode value = tree(exchange).path(member);
    if (!value.isValueNode() || value.isNull() || value.asText().isBlank()) {
      throw unreadable(exchange, "answered without the member '%s'".formatted(member));
    }
    return value.asText();
  }

  /**
   * Makes what a mapping said of a record, {@code {state, resolvedAt}}, the body and the variable
   * {@code resolvedAt}.
   *
   * @throws Unreadable when it said {@code {unreadable}}
   */
  public void state(Exchange exchange) {
    JsonNode said = exchange.getMessage().getBody(JsonNode.class);
    if (said.has("unreadable")) {
      throw unreadable(exchange, "answered " + said.get("unreadable").asText());
    }
    exchange.setVariable(CallVariables.RESOLVED_AT, said.path("resolvedAt").textValue());
    exchange.getMessage().setBody(said.path("state").asText());
  }

  /**
   * Makes the body {@code gone} after the vendor said that it knows no such record.
   *
   * @throws Missing again when it was the address that was wrong
   */
  public void gone(Exchange exchange) {
    Missing failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Missing.class);
    if (failure.status() == HttpURLConnection.HTTP_BAD_METHOD) {
      throw failure;
    }
    exchange.setVariable(CallVariables.RESOLVED_AT, null);
    exchange.getMessage().setBody("gone");
  }

  /**
   * The body as JSON.
   *
   * @throws Unreadable when it is not
   */
  public static JsonNode tree(Exchange exchange) {
    try {
      JsonNode tree = parsed(exchange.getMessage().getBody());
      if (tree.isMissingNode()) {
        throw unreadable(exchange, "answered nothing where JSON was expected");
      }
      return tree;
    } catch (StreamConstraintsException large) {
      throw unreadable(
          exchange,
          "answered JSON beyond what is read: "
              + LIMIT.matcher(large.getOriginalMessage()).replaceAll(""));
    } catch (JsonProcessingException broken) {
      throw unreadable(
          exchange,
          "answered broken JSON (line %d, column %d)"
              .formatted(
                  broken.getLocation() == null ? 0 : broken.getLocation().getLineNr(),
                  broken.getLocation() == null ? 0 : broken.getLocation().getColumnNr()));
    }
  }

  /** The body as JSON; missing when there is none or it is not JSON. */
  public static JsonNode treeOrNothing(Exchange exchange) {
    try {
      return parsed(exchange.getMessage().getBody());
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }

  /** Only what could not be read when it came is a text still. */
  private static JsonNode parsed(@Nullable Object body) throws JsonProcessingException {
    if (body instanceof JsonNode tree) {
      return tree;
    }
    return body == null ? MissingNode.getInstance() : SparseJson.read(body.toString());
  }

  /** A failure of the call that the exchange's variables describe. */
  public static Unreadable unreadable(Exchange exchange, String sentence) {
    Response response = exchange.getVariable(CallVariables.RESPONSE, Response.class);
    return new Unreadable(
        new Attempt(
            exchange.getVariable(CallVariables.ACCOUNT, String.class),
            exchange.getVariable(CallVariables.METHOD, String.class),
            URI.create(exchange.getVariable(CallVariables.URL, String.class)).getPath()),
        response == null ? 0 : response.status(),
        sentence);
  }
}
