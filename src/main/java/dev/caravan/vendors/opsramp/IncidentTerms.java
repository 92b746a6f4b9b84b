package dev.caravan.vendors.opsramp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.check.Finding;
import dev.caravan.config.SyncSettings;
import dev.caravan.text.Similar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What a client's own lists say of the settings of a sync that writes incidents into it. Immutable.
 */
record IncidentTerms(SyncSettings sync) {
  /** The status that incidents are given at their end. */
  private static final String END = "Resolved";

  /** What a new incident always has, as the form names it; {@code impact} is the description. */
  private static final Set<String> SENT = Set.of("subject", "impact", "description", "priority");

  /** What it has where a setting says so: the member of the form, and the key. */
  private static final Map<String, String> SET =
      Map.of("urgency", "urgency-id", "businessImpact", "business-impact-id");

  /** Whether a setting names one of the levels of a list, by its number or its uniqueId. */
  List<Finding> level(String key, List<JsonNode> rows) {
    return sync.extra(key).map(value -> level(key, value, rows)).map(List::of).orElseGet(List::of);
  }

  private Finding level(String key, String value, List<JsonNode> rows) {
    return rows.stream()
        .filter(row -> name(row, "uniqueId").equals(value) || name(row, "id").equals(value))
        .findFirst()
        .map(row -> Finding.good(sync.name(), "opens incidents with %s %s".formatted(key, value)))
        .orElseGet(
            () ->
                wrong(
                    key,
                    value,
                    "is none of OpsRamp's",
                    rows.stream()
                        .map(row -> "%s (%s)".formatted(shortest(row), name(row)))
                        .toList()));
  }

  /** Not every level has a number. */
  private static String shortest(JsonNode row) {
    return name(row, row.hasNonNull("id") ? "id" : "uniqueId");
  }

  /** Whether the client knows the reason with which incidents are resolved. */
  List<Finding> reason(List<JsonNode> rows) {
    String reason = sync.extra("close-reason").orElse("");
    return rows.stream()
        .filter(row -> name(row, "status").equals(END) && row.path("enabled").asBoolean())
        .map(row -> names(row.path("statusReasons")))
        .filter(names -> !names.isEmpty())
        .map(
            names ->
                names.contains(reason)
                    ? Finding.good(
                        sync.name(), "resolves incidents with the reason %s".formatted(reason))
                    : wrong(
                        "close-reason", reason, "is no reason that OpsRamp has for " + END, names))
        .toList();
  }

  /** Which fields the client's form demands that a new incident would not have. */
  List<Finding> form(List<JsonNode> fields) {
    List<String> missing =
        fields.stream()
            .filter(field -> field.path("mandatory").asBoolean())
            .map(field -> name(field, "name"))
            .filter(name -> !SENT.contains(name))
            .filter(name -> !isSet(name))
            .toList();
    List<String> keys = missing.stream().map(SET::get).filter(key -> key != null).toList();
    List<String> others = missing.stream().filter(name -> !SET.containsKey(name)).toList();
    Optional<Finding> unset =
        keys.isEmpty()
            ? Optional.empty()
            : Optional.of(
                Finding.wrong(
                    sync.name(),
                    "OpsRamp demands of each incident what is not set: "
                        + keys.stream()
                            .map(key -> sync.name() + "." + key)
                            .collect(Collectors.joining(", "))));
    Optional<Finding> unsent =
        others.isEmpty()
            ? Optional.empty()
            : Optional.of(
                Finding.hint(
                    sync.name(),
                    "OpsRamp's form demands %s, which the mapping does not send; where incidents are"
                            .formatted(String.join(", ", others))
                        + " refused for it, write it into the mapping or let a rule of OpsRamp's"
                        + " fill it in",
                    List.of()));
    return List.of(unset, unsent).stream().flatMap(Optional::stream).toList();
  }

  private boolean isSet(String member) {
    return SET.containsKey(member) && sync.extra(SET.get(member)).isPresent();
  }

  private Finding wrong(String key, String value, String what, List<String> known) {
    String all = known.isEmpty() ? "none" : String.join(", ", known);
    String meant =
        Similar.to(value, known).map(name -> "; is %s meant?".formatted(name)).orElse("");
    return Finding.wrong(
        sync.name(),
        "%s.%s=%s %s; it has %s%s".formatted(sync.name(), key, value, what, all, meant));
  }

  private static List<String> names(JsonNode rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(IncidentTerms::name).toList();
  }

  private static String name(JsonNode row) {
    return name(row, "name");
  }

  private static String name(JsonNode row, String member) {
    return row.path(member).asText("");
  }
}
