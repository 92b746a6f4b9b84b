package dev.caravan.vendors.ninjaone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.config.SyncSettings;
import dev.caravan.cycle.OperatorActionRequired;
import dev.caravan.text.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which of a tenant's boards, forms and statuses a sync uses: what its settings say, else what
 * there is no doubt of. Stateless.
 */
final class TicketChoices {
  private static final String ALL = "All tickets";

  /** A tenant may have hundreds of organizations. */
  private static final int MOST_NAMED = 20;

  private TicketChoices() {}

  /**
   * The board that shows all tickets; in any other one a lost answer would not be found again.
   *
   * @throws OperatorActionRequired when none is known to be it
   */
  static String board(SyncSettings sync, Iterable<JsonNode> boards) {
    Map<String, String> names = names(boards, "id");
    return set(sync, "board-id", names)
        .or(() -> named(names, ALL))
        .orElseThrow(
            () ->
                unknown(
                    sync,
                    "board-id",
                    "no board named " + ALL,
                    "the board that shows all tickets",
                    names));
  }

  /**
   * The form that tickets are opened with: the only one, where none is set.
   *
   * @throws OperatorActionRequired when there are several or none
   */
  static String form(SyncSettings sync, Iterable<JsonNode> forms) {
    Map<String, String> names = names(forms, "id");
    return set(sync, "ticket-form-id", names)
        .or(() -> names.size() == 1 ? names.keySet().stream().findFirst() : Optional.empty())
        .orElseThrow(
            () ->
                unknown(
                    sync,
                    "ticket-form-id",
                    names.isEmpty() ? "no ticket form" : "several ticket forms",
                    "the one that tickets are opened with",
                    names));
  }

  /**
   * The organization of tickets whose site has none of its name, where one is set.
   *
   * @param organizations as canonical sites
   * @throws OperatorActionRequired when there is none with that id
   */
  static Optional<String> organization(SyncSettings sync, Iterable<JsonNode> organizations) {
    return set(sync, "organization-id", names(organizations, "key"));
  }

  /**
   * The status that a ticket is opened with.
   *
   * @throws OperatorActionRequired when the tenant has none
   */
  static String openStatus(SyncSettings sync, Iterable<JsonNode> statuses) {
    return status(sync, statuses, List.of("NEW", "OPEN"));
  }

  /**
   * The status that a ticket is closed with.
   *
   * @throws OperatorActionRequired when the tenant has none
   */
  static String closedStatus(SyncSettings sync, Iterable<JsonNode> statuses) {
    return status(sync, statuses, List.of("CLOSED", "RESOLVED"));
  }

  private static String status(
      SyncSettings sync, Iterable<JsonNode> statuses, List<String> wanted) {
    Map<String, String> names = names(statuses, "statusId");
    return wanted.stream()
        .flatMap(name -> named(names, name).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new OperatorActionRequired(
                    "%s: NinjaOne has no ticket status %s; it has %s"
                        .formatted(sync.name(), String.join(" or ", wanted), inWords(names))));
  }

  private static Optional<String> set(SyncSettings sync, String key, Map<String, String> names) {
    Optional<String> set = sync.extra(key);
    set.filter(id -> !names.containsKey(id))
        .ifPresent(
            id -> {
              throw new OperatorActionRequired(
                  "%s.%s=%s is none of NinjaOne's; it has %s"
                      .formatted(sync.name(), key, id, inWords(names)));
            });
    return set;
  }

  private static OperatorActionRequired unknown(
      SyncSettings sync, String key, String what, String use, Map<String, String> names) {
    return new OperatorActionRequired(
        "%s: NinjaOne has %s; set %s.%s to %s, of %s"
            .formatted(sync.name(), what, sync.name(), key, use, inWords(names)));
  }

  private static Map<String, String> names(Iterable<JsonNode> rows, String id) {
    Map<String, String> names = new LinkedHashMap<>();
    rows.forEach(row -> names.put(row.path(id).asText(), row.path("name").asText()));
    return names;
  }

  private static Optional<String> named(Map<String, String> names, String wanted) {
    return names.entrySet().stream()
        .filter(one -> Names.same(one.getValue(), wanted))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static String inWords(Map<String, String> names) {
    String some =
        names.entrySet().stream()
            .limit(MOST_NAMED)
            .map(one -> "%s (%s)".formatted(one.getKey(), one.getValue()))
            .collect(Collectors.joining(", "));
    int more = names.size() - MOST_NAMED;
    return names.isEmpty() ? "none" : more > 0 ? "%s and %d more".formatted(some, more) : some;
  }
}
