package dev.caravan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.text.Names;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table that says which contact of the target gets the tickets of a site. A site is found by
 * its uid or its name, whatever its case, blanks and form of accents; a row for the uid wins.
 * Immutable.
 */
public final class Contacts {
  /** The key of a sync that names such a file. */
  public static final String KEY = "contacts";

  private final Map<String, Long> contactBySite;
  private final List<String> sites;

  /**
   * @param contactBySite by the site as it is written in the file
   */
  Contacts(Map<String, Long> contactBySite) {
    this.sites = contactBySite.keySet().stream().sorted(String.CASE_INSENSITIVE_ORDER).toList();
    this.contactBySite =
        contactBySite.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(row -> normal(row.getKey()), Map.Entry::getValue));
  }

  /**
   * Reads a CSV file (RFC 4180, UTF-8, a byte-order mark and either line end allowed) with the
   * columns {@code site,end_user_id}. The heading may be left out; with one, the columns may stand
   * in any order and others are ignored.
   *
   * @throws ContactsException if the file cannot be read or any row cannot be used; all at once
   */
  public static Contacts read(Path file) {
    return new ContactsReader(file).read();
  }

  /** The contact of a canonical site {@code {id, name}}, whose members may be null or missing. */
  public OptionalLong endUserId(JsonNode site) {
    return Stream.of("id", "name")
        .map(member -> site.path(member).asText(""))
        .map(text -> contactBySite.get(normal(text)))
        .filter(contact -> contact != null)
        .mapToLong(Long::longValue)
        .findFirst();
  }

  /** The sites of the table as the file writes them, trimmed and sorted. */
  public List<String> sites() {
    return sites;
  }

  /** A site's name or uid as it is compared. */
  public static String normal(String site) {
    return Names.folded(site);
  }
}
