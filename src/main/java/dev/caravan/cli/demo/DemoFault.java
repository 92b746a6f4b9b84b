package dev.caravan.cli.demo;

import dev.caravan.cycle.CycleReport;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.State;
import dev.caravan.sandbox.Sandbox;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The worst moment of a sync, once and on purpose: Atera opens a ticket and its answer is lost on
 * the way. Told before, in the middle and after. Not thread-safe.
 */
final class DemoFault {
  /** The sync that it happens to. */
  private static final String SYNC = "datto-alerts-to-atera-tickets";

  /** By then a person has seen some ordinary cycles. */
  private static final int ORDINARY_CYCLES = 3;

  private final Sandbox sandbox;
  private final Ledger ledger;
  private Act act = Act.ORDINARY;
  private int cycles;
  private @Nullable Entry doubtful;

  private enum Act {
    ORDINARY,
    ANNOUNCED,
    IN_DOUBT,
    OVER
  }

  DemoFault(Sandbox sandbox, Ledger ledger) {
    this.sandbox = sandbox;
    this.ledger = ledger;
  }

  /** To be called after each cycle; what there is to say, if anything. */
  Optional<String> after(CycleReport report) {
    if (!report.sync().equals(SYNC)) {
      return Optional.empty();
    }
    cycles++;
    return switch (act) {
      case ORDINARY -> cycles < ORDINARY_CYCLES ? Optional.empty() : announce();
      case ANNOUNCED -> happened();
      case IN_DOUBT -> survived();
      case OVER -> Optional.empty();
    };
  }

  private Optional<String> announce() {
    sandbox.faults().add(Fault.of(Fault.Kind.ANSWER_LOST).on("atera", "POST", "/tickets$"));
    sandbox.datto().openAlerts(1);
    act = Act.ANNOUNCED;
    return Optional.of(
        "Now something breaks on purpose: Atera will open the next ticket, but its answer will be"
            + " lost on the way. A retry would open a second one.");
  }

  private Optional<String> happened() {
    List<Entry> inDoubt = ledger.read(SYNC, view -> view.entries().inState(State.IN_DOUBT));
    if (inDoubt.isEmpty()) {
      return Optional.empty();
    }
    Entry entry = inDoubt.get(0);
    doubtful = entry;
    act = Act.IN_DOUBT;
    return Optional.of(
        "The answer was lost: \"%s\" is in doubt. Caravan does not send it again; it looks in Atera"
                .formatted(entry.summary())
            + " for the marker %s first.".formatted(entry.marker()));
  }

  private Optional<String> survived() {
    String key = doubtful == null ? "" : doubtful.key();
    Optional<Entry> now = ledger.read(SYNC, view -> view.entries().find(key));
    if (now.isEmpty() || now.get().state() == State.IN_DOUBT) {
      return Optional.empty();
    }
    act = Act.OVER;
    List<TicketSnapshot> tickets = sandbox.atera().ticketsWithMarker(now.get().marker());
    return Optional.of(
        tickets.size() == 1
            ? "Survived: ticket %s was found by its marker; still exactly one ticket."
                .formatted(tickets.get(0).id())
            : "There are %d tickets with the marker %s: that must not be; please report it."
                .formatted(tickets.size(), now.get().marker()));
  }
}
