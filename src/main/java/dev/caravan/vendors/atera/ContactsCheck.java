package dev.caravan.vendors.atera;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.caravan.account.Account;
import dev.caravan.check.Finding;
import dev.caravan.check.SyncInQuestion;
import dev.caravan.config.SyncSettings;
import dev.caravan.mapping.Contacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether the tickets of a sync find their contacts in Atera, and which sites have none yet. */
final class ContactsCheck {
  /** What the source calls its own collections, which are no customers. */
  private static final String SYSTEM = "system";

  private static final int MOST_NAMED = 5;

  private final SyncInQuestion question;
  private final SyncSettings sync;
  private final OptionalLong endUserId;
  private final Optional<Contacts> table;

  /**
   * @throws dev.caravan.mapping.ContactsException when the table of contacts cannot be read
   */
  ContactsCheck(SyncInQuestion question) {
    this.question = question;
    this.sync = question.settings();
    this.endUserId = sync.extra("end-user-id").stream().mapToLong(Long::parseLong).findFirst();
    this.table = sync.file(Contacts.KEY).map(Contacts::read);
  }

  List<Finding> check() {
    List<Finding> findings = new ArrayList<>();
    Account target = question.target();
    List<JsonNode> contacts;
    try {
      contacts = question.rows("direct:atera-contacts", target);
    } catch (RuntimeException e) {
      return List.of(question.explained(target, e));
    }
    requireContacts(contacts, findings);
    Account source = question.source();
    String route = "direct:" + source.vendor() + "-sites";
    if (question.caravan().answers(route)) {
      try {
        sites(question.rows(route, source), target, contacts, findings);
      } catch (RuntimeException e) {
        findings.add(question.explained(source, e));
      }
    }
    return findings;
  }

  private void requireContacts(List<JsonNode> contacts, List<Finding> findings) {
    Set<Long> known =
        contacts.stream().map(row -> row.path("EndUserID").asLong()).collect(Collectors.toSet());
    endUserId.ifPresent(
        id -> {
          if (!known.contains(id)) {
            findings.add(
                Finding.wrong(
                    sync.name(),
                    "end-user-id=%d is no contact of Atera's; it has %s"
                        .formatted(id, some(contacts))));
          }
        });
    table.ifPresent(
        rows ->
            rows.sites()
                .forEach(
                    site ->
                        contact(rows, site)
                            .filter(id -> !known.contains(id))
                            .ifPresent(id -> findings.add(unknownContact(site, id)))));
  }

  /** So that the operator sees what such an id is. */
  private static String some(List<JsonNode> contacts) {
    String first =
        contacts.stream()
            .limit(MOST_NAMED)
            .map(
                row ->
                    "%s (%s)"
                        .formatted(row.path("EndUserID").asText(), row.path("Email").asText("")))
            .collect(Collectors.joining(", "));
    int more = contacts.size() - MOST_NAMED;
    return contacts.isEmpty() ? "none" : more > 0 ? "%s and %d more".formatted(first, more) : first;
  }

  private Finding unknownContact(String site, long id) {
    return Finding.wrong(
        sync.name(),
        "the contacts file gives site '%s' the contact %d, which Atera does not have"
            .formatted(site, id));
  }

  private static Optional<Long> contact(Contacts rows, String site) {
    var id = rows.endUserId(JsonNodeFactory.instance.objectNode().put("name", site));
    return id.isPresent() ? Optional.of(id.getAsLong()) : Optional.empty();
  }

  private void sites(
      List<JsonNode> sites, Account target, List<JsonNode> contacts, List<Finding> findings) {
    List<String> unmapped = new ArrayList<>();
    Map<String, String> strangers = new TreeMap<>();
    table.ifPresent(
        rows -> rows.sites().forEach(site -> strangers.put(Contacts.normal(site), site)));
    int customers = 0;
    for (JsonNode site : sites) {
      String name = site.path("name").asText().strip();
      strangers.remove(Contacts.normal(name));
      strangers.remove(Contacts.normal(site.path("key").asText()));
      if (!site.path("kind").asText().equals(SYSTEM)) {
        customers++;
        if (!isMapped(site, name)) {
          unmapped.add(name);
        }
      }
    }
    if (unmapped.isEmpty()) {
      findings.add(
          Finding.good(
              sync.name(), "all %d sites have a contact of their own".formatted(customers)));
    } else {
      findings.add(
          Finding.hint(
              sync.name(),
              unmapped(unmapped.size(), customers),
              suggested(unmapped, target, contacts, findings)));
    }
    if (!strangers.isEmpty()) {
      findings.add(
          Finding.hint(
              sync.name(),
              "the contacts file has rows for sites that the credentials do not see",
              List.copyOf(strangers.values())));
    }
  }

  private String unmapped(int count, int customers) {
    String rows = "rows for %s, from the Atera customers of the same names:";
    if (table.isEmpty()) {
      return "no contacts file; "
          + (endUserId.isPresent()
              ? "the tickets of all %d sites go to end-user-id %d; "
                  .formatted(customers, endUserId.getAsLong())
              : "and no end-user-id: the tickets of %d sites cannot be opened; "
                  .formatted(customers))
          + rows.formatted("one");
    }
    return "%d of %d sites have no row in the contacts file%s; "
            .formatted(
                count,
                customers,
                endUserId.isPresent()
                    ? ", so their tickets go to contact " + endUserId.getAsLong()
                    : ", and there is no end-user-id for them: their tickets cannot be opened")
        + rows.formatted("it");
  }

  /** The customers are asked for here only: a sync can do without them. */
  private List<String> suggested(
      List<String> unmapped, Account target, List<JsonNode> contacts, List<Finding> findings) {
    try {
      Suggestions suggestions =
          new Suggestions(question.rows("direct:atera-customers", target), contacts);
      return unmapped.stream().map(suggestions::of).toList();
    } catch (RuntimeException e) {
      findings.add(question.explained(target, e));
      return unmapped;
    }
  }

  private boolean isMapped(JsonNode site, String name) {
    var canonical = JsonNodeFactory.instance.objectNode().put("name", name);
    canonical.put("id", site.path("key").asText());
    return table.map(rows -> rows.endUserId(canonical).isPresent()).orElse(false);
  }
}
