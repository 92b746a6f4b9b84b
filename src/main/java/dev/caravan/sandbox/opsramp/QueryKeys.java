package dev.caravan.sandbox.opsramp;

import dev.caravan.sandbox.wire.Request;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys of a parameter {@code queryString}: {@code key:value} pairs with an encoded plus between
 * them. Since a date holds a plus too, a pair begins where a word with a colon follows one. A plus
 * that was not encoded has become a blank, as everywhere in a query.
 */
record QueryKeys(Map<String, String> values) {
  /** Dates have an offset without a colon: no {@code Z}, no fractions. */
  static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxx").withZone(ZoneOffset.UTC);

  private static final Pattern KEY = Pattern.compile("(?:^|\\+)([A-Za-z]+):");

  /** Refuses a key that is not among the known ones with 400. */
  static QueryKeys of(Request request, Set<String> known) {
    String text = request.query().getOrDefault("queryString", "");
    Map<String, String> values = new LinkedHashMap<>();
    Matcher key = KEY.matcher(text);
    String name = null;
    int from = 0;
    if (!text.isEmpty() && !key.lookingAt()) {
      throw OpsRampErrors.bad("Invalid query string");
    }
    key.reset();
    while (key.find()) {
      if (name != null) {
        values.put(name, text.substring(from, key.start()));
      }
      name = key.group(1);
      from = key.end();
      if (!known.contains(name)) {
        throw OpsRampErrors.bad("Invalid search key " + name);
      }
    }
    if (name != null) {
      values.put(name, text.substring(from));
    }
    return new QueryKeys(values);
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key)).map(String::strip);
  }

  /** Any of several values with commas between them; everything where the key is not given. */
  boolean allows(String key, Set<String> actual) {
    return text(key)
        .map(
            wanted ->
                Arrays.stream(wanted.split(","))
                    .anyMatch(one -> actual.stream().anyMatch(one.strip()::equalsIgnoreCase)))
        .orElse(true);
  }

  /** Whether a moment lies between the dates of two keys, as far as they are given. */
  boolean covers(String startKey, String endKey, Instant at) {
    return date(startKey).map(start -> !at.isBefore(start)).orElse(true)
        && date(endKey).map(end -> !at.isAfter(end)).orElse(true);
  }

  Optional<Instant> date(String key) {
    return text(key).map(QueryKeys::instant);
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text, DATE).toInstant();
    } catch (DateTimeParseException e) {
      throw OpsRampErrors.bad("Invalid date " + text);
    }
  }

  static final List<String> ALERT_KEYS =
      List.of(
          "states",
          "startDate",
          "endDate",
          "priority",
          "uniqueId",
          "deviceStatus",
          "resourceType",
          "resourceIds",
          "actions",
          "alertTypes",
          "metrics",
          "duration",
          "alertTimeBase",
          "clientIds",
          "ticketId",
          "apps");

  static final List<String> INCIDENT_KEYS =
      List.of(
          "uniqueId",
          "status",
          "priority",
          "subject",
          "assignedTo",
          "requester",
          "startCreationDate",
          "endCreationDate",
          "startUpdationDate",
          "endUpdationDate",
          "oldStatus",
          "oldPriority",
          "deviceId",
          "source",
          "sourcePolicyType",
          "assigneeGroupIds",
          "startClosedDate",
          "endClosedDate",
          "startResolvedDate",
          "endResolvedDate",
          "extTicketId");

  static final List<String> RESOURCE_KEYS =
      List.of(
          "hostName",
          "dnsName",
          "resourceName",
          "aliasName",
          "id",
          "serialNumber",
          "ipAddress",
          "systemUID",
          "state",
          "type",
          "deviceType",
          "resourceType",
          "startCreationDate",
          "endCreationDate",
          "startUpdationDate",
          "endUpdationDate",
          "tags",
          "agentInstalled");

  static final List<String> RESPONSE_KEYS =
      List.of("startCreationDate", "endCreationDate", "internal");
}
