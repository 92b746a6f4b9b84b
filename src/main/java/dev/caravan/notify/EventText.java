package dev.caravan.notify;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

/** Hands on what the jq of a format made, as any sink takes it. A bean of routes; stateless. */
public final class EventText {
  /** A text as it is, anything else as JSON. */
  public void write(Exchange exchange) {
    Object body = exchange.getMessage().getBody();
    if (body instanceof JsonNode json) {
      exchange.getMessage().setBody(json.isTextual() ? json.textValue() : json.toString());
    }
  }
}
