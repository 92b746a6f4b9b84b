package dev.caravan.cli.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cli.output.TextTable;
import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.WriteIntent;
import java.io.IOException;

/** What is in a ledger, as JSON. */
final class LedgerJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private LedgerJson() {}

  static ObjectNode entry(Entry entry) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("key", entry.key())
        .put("state", entry.state().word())
        .put("generation", entry.generation())
        .put("target", entry.targetId())
        .put("marker", entry.marker())
        .put("missed", entry.missed())
        .put("held", entry.endedByPerson())
        .put("summary", entry.summary());
  }

  static ObjectNode event(Event event) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("at", TextTable.time(event.at()))
        .put("cycle", event.cycle())
        .put("event", event.event())
        .put("detail", event.detail());
  }

  static ObjectNode step(WriteIntent step) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("step", step.step())
            .put("cycle", step.cycle())
            .put("op", step.op().word())
            .put("inDoubt", step.inDoubt())
            .put("intendedAt", TextTable.time(step.intendedAt()));
    json.set("payload", tree(step.payload()));
    return json;
  }

  static ObjectNode letter(DeadLetter letter) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("key", letter.key())
            .put("op", letter.op().word())
            .put("generation", letter.generation())
            .put("cycle", letter.cycle())
            .put("diedAt", TextTable.time(letter.diedAt()))
            .put("reason", letter.reason());
    json.set("payload", tree(letter.payload()));
    return json;
  }

  private static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      return JsonNodeFactory.instance.textNode(text);
    }
  }
}
