package dev.caravan.sandbox.atera;

import dev.caravan.sandbox.wire.PageTable;
import dev.caravan.sandbox.wire.PageTable.Cell;
import java.util.List;

/** The tickets on the sandbox's page. */
final class TicketListing {
  private TicketListing() {}

  static PageTable of(List<TicketSnapshot> tickets, int most) {
    long open = tickets.stream().filter(TicketSnapshot::open).count();
    return new PageTable(
        "tickets",
        "Tickets at Atera",
        "%d open of %d".formatted(open, tickets.size()),
        "No tickets yet.",
        List.of("Id", "Status", "Priority", "Title", "Customer", "Comments"),
        tickets.stream().limit(most).map(TicketListing::row).toList());
  }

  private static List<Cell> row(TicketSnapshot ticket) {
    boolean done = ticket.resolved() != null;
    boolean critical = !done && ticket.priority().equals("Critical");
    return List.of(
        new Cell(ticket.id(), "number"),
        new Cell(ticket.status(), done ? "short done" : "short"),
        new Cell(ticket.priority(), critical ? "critical" : ""),
        Cell.of(ticket.title()),
        Cell.of(ticket.customer()),
        new Cell(ticket.comments().size(), "number"));
  }
}
