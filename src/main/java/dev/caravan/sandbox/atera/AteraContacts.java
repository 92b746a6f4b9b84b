package dev.caravan.sandbox.atera;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.atera.StoredTicket.EndUser;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.RecordList;
import dev.caravan.sandbox.wire.RecordList.StoredRecord;
import dev.caravan.sandbox.wire.Refusal;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Router;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Customers and their contacts. Contact 128 of customer 17 is always there. Thread-safe. */
final class AteraContacts {
  static final long DEFAULT_CONTACT = 128;
  private static final Pattern MOMENT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d:\\d\\d)?");
  private static final String SINCE = "2025-01-01T08:00:00Z";

  final RecordList customers = new RecordList();
  final RecordList contacts = new RecordList();
  private final Map<Long, EndUser> byId = new ConcurrentHashMap<>();

  AteraContacts() {
    clear();
  }

  void routes(Router router, AteraPages pages) {
    router.get("/api/v3/customers", (r, p) -> pages.page(r, customers(r)));
    router.get("/api/v3/customers/{id}", (r, p) -> one("Customer ", customers, p.get(0)));
    router.get("/api/v3/contacts", (r, p) -> pages.page(r, contacts(r)));
    router.get("/api/v3/contacts/{id}", (r, p) -> one("Contact ", contacts, p.get(0)));
  }

  private static Reply one(String what, RecordList list, String id) {
    return Reply.json(list.get(id).orElseThrow(() -> AteraErrors.missing(what + id)).json());
  }

  /** The n-th customer, with one contact. */
  void addCustomer(int n, String name) {
    addCustomer(100L + n, name);
    addContact(1000L + n, "Contact", "Number" + n, "contact" + n + "@example.test", 100L + n, name);
  }

  /** A further customer, without a contact; its id. */
  synchronized long addCustomer(String name) {
    long id = 20_000L + customers.size();
    addCustomer(id, name);
    return id;
  }

  /**
   * A further contact of a customer; its id.
   *
   * @param members of its record that are to differ
   */
  synchronized long addContact(long customerId, ObjectNode members) {
    String customer =
        customers
            .get(String.valueOf(customerId))
            .orElseThrow()
            .object()
            .path("CustomerName")
            .asText();
    long id = 60_000L + byId.size();
    addContact(id, "Contact", "Number" + id, "c" + id + "@example.test", customerId, customer);
    contacts.change(String.valueOf(id), contact -> contact.setAll(members));
    return id;
  }

  Optional<EndUser> contact(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The contact with that address; a new one of the default customer when there is none. */
  synchronized EndUser findOrAdd(String firstName, String lastName, String email) {
    return byId.values().stream()
        .filter(contact -> contact.email().equalsIgnoreCase(email))
        .findFirst()
        .orElseGet(() -> addContact(50_000L + byId.size(), firstName, lastName, email, 17, "Acme"));
  }

  /** Customers that a request wants. */
  List<StoredRecord> customers(Request request) {
    Predicate<ObjectNode> modified = modifiedSince(request);
    return customers.list().stream().filter(row -> modified.test(row.object())).toList();
  }

  /** Contacts that a request wants: by a part of the address or the telephone number. */
  List<StoredRecord> contacts(Request request) {
    String email = request.query().getOrDefault("Email", "").toLowerCase(Locale.ROOT);
    String phone = request.query().getOrDefault("Phone", "");
    Predicate<ObjectNode> modified = modifiedSince(request);
    return contacts.list().stream()
        .filter(
            row -> {
              ObjectNode contact = row.object();
              return contact.path("Email").asText().toLowerCase(Locale.ROOT).contains(email)
                  && contact.path("Phone").asText().contains(phone)
                  && modified.test(contact);
            })
        .toList();
  }

  /** A day or a moment without an offset; both are taken as UTC here. */
  private static Predicate<ObjectNode> modifiedSince(Request request) {
    String date = request.query().getOrDefault("FromLastModifiedDate", "");
    if (date.isEmpty()) {
      return any -> true;
    }
    if (!MOMENT.matcher(date).matches()) {
      throw new Refusal(AteraErrors.problem(400, "The value '" + date + "' is not valid."));
    }
    return row -> row.path("LastModified").asText().compareTo(date) >= 0;
  }

  synchronized void clear() {
    customers.clear();
    contacts.clear();
    byId.clear();
    addCustomer(17, "Acme");
    addContact(DEFAULT_CONTACT, "Ann", "Lee", "ann@acme.test", 17, "Acme");
  }

  private void addCustomer(long id, String name) {
    ObjectNode customer =
        Json.object(
            """
            {"BusinessNumber":null,"Domain":null,"Address":null,"City":null,"State":null,
             "Country":null,"Phone":null,"Fax":null,"Notes":null,"Logo":null,"Links":null,
             "Longitude":null,"Latitude":null,"ZipCodeStr":null}\
            """);
    customer.put("CustomerID", id).put("CustomerName", name);
    customer.put("CreatedOn", SINCE).put("LastModified", SINCE);
    customers.addFirst(
        new StoredRecord(String.valueOf(id), String.valueOf(id), Json.bytes(customer)));
  }

  private EndUser addContact(
      long id, String firstName, String lastName, String email, long customerId, String customer) {
    EndUser contact = new EndUser(id, firstName, lastName, email, customerId, customer);
    ObjectNode dto = Json.object().put("EndUserID", id).put("CustomerID", customerId);
    dto.put("CustomerName", customer).put("Firstname", firstName).put("Lastname", lastName);
    dto.putNull("JobTitle").put("Email", email).put("Phone", "+49 30 " + id).putNull("MobilePhone");
    dto.put("IsContactPerson", true).put("InIgnoreMode", false);
    dto.put("CreatedOn", SINCE).put("LastModified", SINCE).put("Archived", false);
    dto.putNull("DepartmentID").putNull("DepartmentName").putNull("DefaultAgentId");
    contacts.addFirst(
        new StoredRecord(String.valueOf(id), String.valueOf(customerId), Json.bytes(dto)));
    byId.put(id, contact);
    return contact;
  }
}
