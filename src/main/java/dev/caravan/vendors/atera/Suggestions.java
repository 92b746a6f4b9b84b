package dev.caravan.vendors.atera;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.text.Names;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rows for the contacts file, from the Atera customers that bear the names of sites. Immutable.
 *
 * @param customers as Atera lists them
 * @param contacts as Atera lists them
 */
record Suggestions(List<JsonNode> customers, List<JsonNode> contacts) {
  /** Contact persons first; among equals the oldest, so that two checks say the same. */
  private static final Comparator<JsonNode> BEST_FIRST =
      Comparator.comparing((JsonNode contact) -> !contact.path("IsContactPerson").asBoolean())
          .thenComparing(contact -> contact.path("EndUserID").asLong());

  /** The row for a site, or why there is none. */
  String of(String site) {
    Set<Long> ids =
        customers.stream()
            .filter(customer -> isNamed(customer, site))
            .map(customer -> customer.path("CustomerID").asLong())
            .collect(Collectors.toSet());
    Optional<String> row =
        contacts.stream()
            .filter(contact -> isOf(contact, ids, site))
            .filter(contact -> !contact.path("Archived").asBoolean())
            .min(BEST_FIRST)
            .map(contact -> quoted(site) + "," + contact.path("EndUserID").asLong());
    return row.orElseGet(
        () ->
            ids.isEmpty()
                ? "%s: Atera has no customer of that name".formatted(site)
                : "%s: the customer exists, has no contact; create one in Atera".formatted(site));
  }

  private static boolean isNamed(JsonNode record, String site) {
    return Names.same(record.path("CustomerName").asText(), site);
  }

  /** Both members of a contact may be null. */
  private static boolean isOf(JsonNode contact, Set<Long> customers, String site) {
    return contact.hasNonNull("CustomerID")
        ? customers.contains(contact.path("CustomerID").asLong())
        : isNamed(contact, site);
  }

  private static String quoted(String site) {
    return site.contains(",") || site.contains("\"")
        ? "\"" + site.replace("\"", "\"\"") + "\""
        : site;
  }
}
