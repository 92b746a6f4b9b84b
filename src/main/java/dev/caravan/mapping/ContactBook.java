package dev.caravan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Knows which contact of the target gets the tickets of a site. Implementations are thread-safe.
 */
@FunctionalInterface
public interface ContactBook {
  /** A book without entries: every site takes the default contact of its sync. */
  ContactBook EMPTY = (sync, site) -> OptionalLong.empty();

  /**
   * The contact of a site.
   *
   * @param sync the name of the sync
   * @param site the canonical site {@code {id, name}}; its members, or all of it, may be null
   * @return the contact's id in the target, empty when the table has no row for the site
   */
  OptionalLong endUserId(String sync, JsonNode site);

  /** A book that has one table for each sync; a sync that is not named has none. */
  static ContactBook bySync(Map<String, Contacts> tables) {
    Map<String, Contacts> copy = Map.copyOf(tables);
    return (sync, site) -> {
      Contacts contacts = copy.get(sync);
      return contacts == null ? OptionalLong.empty() : contacts.endUserId(site);
    };
  }
}
