package dev.caravan.vendors.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.text.PrintableText;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What of mapped rows does not fit their table. Not thread-safe. */
final class Misfits {
  /** Values and columns named in a sentence; a mapping can be wrong in thousands of rows. */
  private static final int NAMED = 20;

  private static final int LONGEST = 60;

  private final Set<String> lacking = new TreeSet<>();
  private final Set<String> computed = new TreeSet<>();
  private final Map<String, Set<String>> choices = new TreeMap<>();

  /** By column the first value that it cannot hold: one is enough to see what is meant. */
  private final Map<String, String> otherTypes = new TreeMap<>();

  void lacks(String column) {
    lacking.add(column);
  }

  void computes(String column) {
    computed.add(column);
  }

  void unknownChoice(Column column, String word) {
    choices.computeIfAbsent(column.name(), name -> new TreeSet<>()).add(word);
  }

  /** A value that the column cannot hold. */
  void otherType(Column column, JsonNode value) {
    String word = value.isValueNode() ? value.asText() : value.toString();
    otherTypes.putIfAbsent(column.name(), PrintableText.atMost(LONGEST, word));
  }

  /** For the operator, by topic. */
  Map<String, String> sentences(TableSchema table) {
    Map<String, String> sentences = new LinkedHashMap<>();
    if (!lacking.isEmpty()) {
      sentences.put(
          "columns lacking",
          ("the Ninox table %s lacks the columns %s: they are left out; add them in Ninox to have"
                  + " them filled")
              .formatted(table.name(), list(lacking)));
    }
    if (!computed.isEmpty()) {
      sentences.put(
          "columns computed",
          ("the columns %s of the Ninox table %s are not written: Ninox computes them, or they are"
                  + " ours")
              .formatted(list(computed), table.name()));
    }
    choices.forEach(
        (name, words) ->
            sentences.put(
                "choices of " + name,
                ("the column %s of the Ninox table %s has no choice %s (it has %s): Ninox may"
                        + " refuse such rows; add the choice in Ninox, or change the mapping")
                    .formatted(
                        name,
                        table.name(),
                        list(words),
                        list(
                            table
                                .column(name)
                                .map(column -> column.choices().values())
                                .orElseThrow()))));
    otherTypes.forEach(
        (name, word) ->
            sentences.put(
                "type of " + name,
                ("the column %s of the Ninox table %s is %s: values such as %s cannot be written"
                        + " there and are left out; make it a text in Ninox, or change the mapping")
                    .formatted(name, table.name(), table.column(name).orElseThrow().kind(), word)));
    return sentences;
  }

  private static String list(Collection<String> words) {
    return words.stream().limit(NAMED).collect(Collectors.joining(", "))
        + (words.size() > NAMED ? " …" : "");
  }
}
