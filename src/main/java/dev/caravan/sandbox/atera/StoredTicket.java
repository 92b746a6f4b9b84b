package dev.caravan.sandbox.atera;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One ticket with its comments. Guarded by the lock of {@link Tickets}. */
final class StoredTicket {
  private static final Pattern MARKER = Pattern.compile("cv-[a-z0-9]{6,}");

  final long id;
  final Instant created;
  final String description;
  final EndUser contact;
  final String source;
  final List<TicketComment> comments = new ArrayList<>();
  final Map<String, String> customValues = new TreeMap<>();
  String title;
  String status;
  String priority;
  String impact;
  String type;
  @Nullable Long technician;
  @Nullable String technicianEmail;
  @Nullable Instant resolved;
  int workedMinutes;
  Instant modified;

  /** The modification before the last, for lists that do not know of the last one yet. */
  Instant modifiedBefore;

  StoredTicket(
      long id, Instant now, EndUser contact, String source, String title, String description) {
    this.id = id;
    this.created = now;
    this.modified = now;
    this.modifiedBefore = now;
    this.contact = contact;
    this.source = source;
    this.title = title;
    this.description = description;
    this.status = "Open";
    this.priority = "Low";
    this.impact = "Minor";
    this.type = "Problem";
  }

  /**
   * A comment; it has no id.
   *
   * @param technician null when the end user wrote it
   */
  record TicketComment(
      Instant at,
      String text,
      @Nullable Long technician,
      @Nullable Long endUser,
      boolean internal) {}

  /** The end user of a ticket and the customer that comes with him. */
  record EndUser(
      long id, String firstName, String lastName, String email, long customerId, String customer) {}

  void touch(Instant now) {
    modifiedBefore = modified;
    modified = now;
  }

  void status(String value, Instant now) {
    boolean done = value.equals("Resolved") || value.equals("Closed");
    resolved = done ? resolved == null ? now : resolved : null;
    status = value;
  }

  /** Caravan's marker, from the title or the first line of the description. */
  Optional<String> marker() {
    Matcher matcher = MARKER.matcher(title + "\n" + description);
    return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
  }

  /** When the lists show the last change; the change before counts until then. */
  Instant modifiedAsListed(Instant seen) {
    return modified.isAfter(seen) ? modifiedBefore : modified;
  }
}
