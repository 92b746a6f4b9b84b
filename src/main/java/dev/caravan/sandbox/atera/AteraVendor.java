package dev.caravan.sandbox.atera;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Admission;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.PageTable;
import dev.caravan.sandbox.wire.PageTable.PageColumn;
import dev.caravan.sandbox.wire.RecordList.StoredRecord;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Seed;
import dev.caravan.sandbox.wire.SimulatedAccount;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One simulated Atera account. Thread-safe. */
public final class AteraVendor extends SimulatedAccount<AteraSettings> {
  private static final int MOST_AGENTS = 500;

  /** Every so many steps a technician comments on the newest open ticket. */
  private static final int COMMENT_EVERY = 12;

  /** Every so many steps a person closes the oldest open ticket, whatever its alert does. */
  private static final int CLOSE_EVERY = 40;

  private static final List<PageColumn> COLUMNS =
      List.of(
          new PageColumn("Id", "/id", "number"),
          new PageColumn("Status", "/status", "short status"),
          new PageColumn("Priority", "/priority", "priority"),
          new PageColumn("Title", "/title", ""),
          new PageColumn("Customer", "/customer", ""),
          new PageColumn("Comments", "/comments", "number count"));

  private final AteraAuth auth;
  private final AteraContacts people = new AteraContacts();
  private final Tickets tickets;
  private final TicketWriter writer;
  private final AteraPages pages;
  private final AteraAgents agents;
  private final AteraAlerts alerts;

  public AteraVendor(String prefix, InstantSource clock) {
    super(prefix, clock, AteraSettings.defaults());
    this.auth =
        new AteraAuth(
            clock,
            switches::get,
            window("requests", AteraSettings::requestLimit, AteraSettings::windowMs));
    this.tickets = new Tickets(clock, switches::get);
    this.writer = new TicketWriter(switches::get);
    this.pages = new AteraPages(switches::get);
    this.agents = new AteraAgents(pages, clock, switches::get);
    this.alerts = new AteraAlerts(agents, pages, clock);
    TicketModels models = new TicketModels(switches::get, people);
    new TicketCalls(tickets, models, writer, pages, clock, switches::get).routes(router);
    agents.routes(router);
    alerts.routes(router);
    router.get("/api/v3/account", (r, p) -> account());
    people.routes(router, pages);
    new AteraControl(this).routes(controls);
  }

  @Override
  public Admission admit(Request request) {
    return request.path().startsWith("/api/v3/") ? auth.admit(request) : Admission.granted();
  }

  @Override
  public Reply answer(Request request) {
    return auth.marked(super.answer(request));
  }

  @Override
  public void moveRows(Request request, boolean insert) {
    if (request.path().contains("/agents")) {
      agents.move(request, insert);
    } else if (insert) {
      createTicket("Moved in between two pages", "Somebody wrote a ticket.");
    } else {
      long from = pages.wanted(request).from();
      tickets.list(ticket -> true, from, 1, ticket -> ticket.id).shown().forEach(tickets::delete);
    }
  }

  /** A customer for each site and an agent for each device, 500 at most. */
  @Override
  public void seed(Seed wanted) {
    seed(wanted.siteNames(), Math.min(wanted.devices(), MOST_AGENTS), 0, wanted.number());
  }

  /** Now and then a technician comments on the newest ticket or a person closes the oldest. */
  @Override
  public Optional<String> happen(long step) {
    List<TicketSnapshot> open = tickets().stream().filter(TicketSnapshot::open).toList();
    if (!open.isEmpty() && step % CLOSE_EVERY == 0) {
      long oldest = open.get(open.size() - 1).id();
      person(oldest, new PersonAction.Close());
      return Optional.of("a person closed ticket " + oldest);
    }
    if (!open.isEmpty() && step % COMMENT_EVERY == 0) {
      long newest = open.get(0).id();
      person(newest, new PersonAction.Comment("I look at it.", false, false));
      return Optional.of("a technician commented on ticket " + newest);
    }
    return Optional.empty();
  }

  @Override
  public List<PageTable> tables(int most) {
    List<TicketSnapshot> all = tickets();
    long open = all.stream().filter(TicketSnapshot::open).count();
    return List.of(
        PageTable.of("tickets", "Tickets at Atera", "No tickets yet.", COLUMNS, all, most)
            .withOpen(open));
  }

  /** Starts anew with customers, agents and open alerts. */
  public void seed(List<String> customers, int agents, int alerts, long randomSeed) {
    Random random = new Random(randomSeed);
    tickets.clear();
    people.clear();
    this.agents.list.clear();
    this.alerts.clear();
    for (int i = 0; i < customers.size(); i++) {
      people.addCustomer(i, customers.get(i));
    }
    for (int i = 0; i < agents; i++) {
      int n = customers.isEmpty() ? -1 : i % customers.size();
      this.agents.add(i, n < 0 ? 17 : 100L + n, n < 0 ? "Acme" : customers.get(n), random);
    }
    this.alerts.seed(alerts);
  }

  /** A ticket that a person or another tool has written; its id. */
  public long createTicket(String title, String description) {
    return createTicket("API", title, description);
  }

  /**
   * The same by another way.
   *
   * @param source such as {@code Email}
   */
  public long createTicket(String source, String title, String description) {
    StoredTicket.EndUser contact = people.contact(AteraContacts.DEFAULT_CONTACT).orElseThrow();
    return tickets.create(
        id -> new StoredTicket(id, clock.instant(), contact, source, title, description));
  }

  /** Somebody works on a ticket; false when there is none with that id. */
  public boolean person(long ticketId, PersonAction action) {
    return action.on(tickets, ticketId, clock.instant(), switches.get().listsDiscarded());
  }

  /** The truth about every ticket, newest first, whatever the lists show. */
  public List<TicketSnapshot> tickets() {
    return tickets.all(ticket -> TicketSnapshot.of(ticket, writer));
  }

  public Optional<TicketSnapshot> ticket(long id) {
    return tickets.read(id, ticket -> TicketSnapshot.of(ticket, writer));
  }

  /** The tickets that bear a marker. More than one is what must never be. */
  public List<TicketSnapshot> ticketsWithMarker(String marker) {
    return tickets().stream().filter(ticket -> marker.equals(ticket.marker())).toList();
  }

  /** What happens to agents behind the API's back. */
  public AteraAgents devices() {
    return agents;
  }

  /** What happens to alerts behind the API's back. */
  public AteraAlerts monitoring() {
    return alerts;
  }

  public List<ObjectNode> agents() {
    return agents.list.list().stream().map(StoredRecord::object).toList();
  }

  public List<ObjectNode> alerts() {
    return alerts.list.list().stream().map(StoredRecord::object).toList();
  }

  public List<ObjectNode> customers() {
    return people.customers.list().stream().map(StoredRecord::object).toList();
  }

  public List<ObjectNode> contacts() {
    return people.contacts.list().stream().map(StoredRecord::object).toList();
  }

  /** A further customer, without a contact; its id. */
  public long addCustomer(String name) {
    return people.addCustomer(name);
  }

  /**
   * A further contact of a customer; its id.
   *
   * @param members of its record that are to differ from those of a contact person
   */
  public long addContact(long customerId, ObjectNode members) {
    return people.addContact(customerId, members);
  }

  @Override
  public ObjectNode counts() {
    List<TicketSnapshot> all = tickets();
    long open = all.stream().filter(TicketSnapshot::open).count();
    return Json.object()
        .put("tickets", all.size())
        .put("openTickets", open)
        .put("comments", all.stream().mapToInt(ticket -> ticket.comments().size()).sum())
        .put("customers", people.customers.size())
        .put("agents", agents.list.size())
        .put("alerts", alerts.list.size());
  }

  @Override
  protected void clear() {
    seed(List.of(), 0, 0, 1);
  }

  private ObjectNode account() {
    return Json.object(
            """
            {"CompanyName":"Sandbox MSP","Country":"Germany","State":"","City":"Berlin",
             "Address":"","PostalCode":"","Phone":"","TimeZoneName":"W. Europe Standard Time",
             "IsITDepartment":false,"Plan":"Growth","CreatedOn":"2025-01-01T08:00:00Z"}\
            """)
        .put("AccountID", switches.get().accountId());
  }
}
