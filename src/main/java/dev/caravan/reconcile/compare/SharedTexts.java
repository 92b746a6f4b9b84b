package dev.caravan.reconcile.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.ledger.GroupMember;
import dev.caravan.reconcile.record.DesiredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a counterpart is told of the records that share it, in one piece. Targets take no text of
 * any length, so what does not fit waits for the next one.
 *
 * @param number of the piece, from 0
 * @param texts each once
 * @param of the keys of the records whose texts these are
 */
record SharedTexts(int number, List<String> texts, List<String> of) {
  /** Characters in a piece, unless a single text is longer. */
  private static final int ROOM = 20_000;

  private static final String BETWEEN = "\n\n";

  /** What goes into a new counterpart beside what the record itself says. */
  static SharedTexts inOne(DesiredRecord record) {
    List<GroupMember> others =
        record.others().stream()
            .filter(one -> !Objects.equals(one.untold(), record.text()))
            .toList();
    SharedTexts first = pieces(others, List.of()).get(0);
    List<String> told = new ArrayList<>(first.of());
    // Its own text, and others that say the same.
    record.others().stream()
        .filter(one -> Objects.equals(one.untold(), record.text()))
        .forEach(one -> told.add(one.recordKey()));
    return new SharedTexts(0, first.texts(), told);
  }

  /** What goes into comments, of which the first begins with that note. */
  static List<SharedTexts> inComments(DesiredRecord record, String note) {
    return pieces(record.others(), List.of(note));
  }

  private static List<SharedTexts> pieces(List<GroupMember> others, List<String> beginning) {
    List<SharedTexts> pieces = new ArrayList<>();
    List<String> texts = new ArrayList<>(beginning);
    List<String> of = new ArrayList<>();
    int length = texts.stream().mapToInt(String::length).sum();
    for (GroupMember one : others) {
      String text = Objects.requireNonNullElse(one.untold(), "");
      boolean again = texts.contains(text);
      if (!again && !of.isEmpty() && length + text.length() > ROOM) {
        pieces.add(new SharedTexts(pieces.size(), List.copyOf(texts), List.copyOf(of)));
        texts.clear();
        of.clear();
        length = 0;
      }
      of.add(one.recordKey());
      if (!again) {
        texts.add(text);
        length += text.length() + BETWEEN.length();
      }
    }
    pieces.add(new SharedTexts(pieces.size(), List.copyOf(texts), List.copyOf(of)));
    return pieces;
  }

  /** The payload of a comment. */
  ObjectNode comment(String id) {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    payload.put("id", number == 0 ? id : id + "-" + (number + 1));
    payload.put("text", String.join(BETWEEN, texts));
    if (!of.isEmpty()) {
      ArrayNode keys = payload.putArray("of");
      of.forEach(keys::add);
    }
    return payload;
  }

  /** What a record is about, with the texts of the others beside it. */
  JsonNode beside(JsonNode about) {
    if (texts.isEmpty() || !(about instanceof ObjectNode object)) {
      return about;
    }
    ObjectNode both = object.deepCopy();
    ArrayNode others = both.putArray("others");
    texts.forEach(others::add);
    return both;
  }
}
