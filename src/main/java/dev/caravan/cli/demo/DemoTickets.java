package dev.caravan.cli.demo;

import dev.caravan.sandbox.atera.AteraVendor;
import dev.caravan.sandbox.atera.TicketSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What has changed among the tickets since the last look, in sentences. Not thread-safe; keeps a
 * few words of each ticket, of which the demo lets only so many be.
 */
final class DemoTickets {
  /** More in one look than a person reads. */
  private static final int MOST_LINES = 6;

  private final AteraVendor atera;
  private final Map<Long, Seen> seen = new HashMap<>();
  private int opened;
  private int closed;

  private record Seen(String title, String priority, boolean open) {}

  DemoTickets(AteraVendor atera) {
    this.atera = atera;
  }

  List<String> look() {
    List<String> lines = new ArrayList<>();
    List<TicketSnapshot> oldestFirst = new ArrayList<>(atera.tickets());
    Collections.reverse(oldestFirst);
    for (TicketSnapshot ticket : oldestFirst) {
      Seen now = new Seen(ticket.title(), ticket.priority(), ticket.open());
      Seen before = seen.put(ticket.id(), now);
      if (before == null) {
        opened++;
        lines.add("+ ticket %d opened: %s (%s)".formatted(ticket.id(), title(now), now.priority));
      } else if (before.open && !now.open) {
        closed++;
        lines.add("- ticket %d %s: %s".formatted(ticket.id(), ticket.status(), title(now)));
      } else if (!Objects.equals(before, now)) {
        lines.add("~ ticket %d changed: %s (%s)".formatted(ticket.id(), title(now), now.priority));
      }
    }
    int more = lines.size() - MOST_LINES;
    if (more > 1) {
      List<String> shown = new ArrayList<>(lines.subList(0, MOST_LINES));
      shown.add("… and %d more".formatted(more));
      return shown;
    }
    return lines;
  }

  /** Tickets of ours whose marker another ticket carries too; there must be none. */
  long doubles() {
    List<String> markers =
        atera.tickets().stream().map(TicketSnapshot::marker).filter(Objects::nonNull).toList();
    return markers.size() - markers.stream().distinct().count();
  }

  int opened() {
    return opened;
  }

  int closed() {
    return closed;
  }

  private static String title(Seen ticket) {
    return ticket.title.replaceFirst(" \\[cv-[a-z2-7]+]$", "");
  }
}
