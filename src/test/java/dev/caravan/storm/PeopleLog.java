package dev.caravan.storm;

import dev.caravan.sandbox.atera.PersonAction;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What people did to which tickets, and which tickets are theirs. */
final class PeopleLog {
  /** What differs so soon after a ticket was opened may be taken for the tenant's own rules. */
  private static final Duration OF_A_RULE = Duration.ofMinutes(2);

  private final Set<Long> touched = new HashSet<>();
  private final Set<Long> ended = new HashSet<>();
  private final Set<Long> theirs = new HashSet<>();
  private final Map<Long, Instant> seen = new HashMap<>();

  /** Set from then on: nobody but people may close them. */
  private final Map<Long, Instant> untouchable = new HashMap<>();

  /** The same, until somebody sets the status back: then nothing shows that they were there. */
  private final Map<Long, Instant> waiting = new HashMap<>();

  /** A ticket of Caravan's was there at that moment. */
  void sees(long ticket, Instant at) {
    seen.putIfAbsent(ticket, at);
  }

  void opens(long ticket) {
    theirs.add(ticket);
  }

  void does(long ticket, PersonAction action, Instant at) {
    if (action instanceof PersonAction.Close || action instanceof PersonAction.Delete) {
      ended.add(ticket);
    }
    if (!(action instanceof PersonAction.Edit)) {
      touched.add(ticket);
    }
    Instant since = seen.get(ticket);
    boolean old = since != null && at.isAfter(since.plus(OF_A_RULE));
    if (action instanceof PersonAction.Comment || (old && action instanceof PersonAction.Assign)) {
      untouchable.putIfAbsent(ticket, at);
    }
    if (old && isOpen(action)) {
      waiting.putIfAbsent(ticket, at);
    } else if (action instanceof PersonAction.Reopen) {
      waiting.remove(ticket);
    }
  }

  private static boolean isOpen(PersonAction action) {
    return action instanceof PersonAction.Status status
        && !Set.of("Closed", "Resolved", "Open").contains(status.status());
  }

  /** Whether a person closed or removed it at any time. */
  boolean hasEnded(long ticket) {
    return ended.contains(ticket);
  }

  boolean hasTouched(long ticket) {
    return touched.contains(ticket);
  }

  /** Whether a person works on it visibly, so that it is not to be closed at that moment. */
  boolean worksOn(long ticket, Instant at) {
    return Stream.of(untouchable, waiting)
        .map(since -> since.get(ticket))
        .anyMatch(since -> since != null && since.isBefore(at));
  }

  /** Whether a person opened it, whatever it quotes. */
  boolean owns(long ticket) {
    return theirs.contains(ticket);
  }
}
