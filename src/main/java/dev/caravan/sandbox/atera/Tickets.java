package dev.caravan.sandbox.atera;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The tickets, newest first in lists, which may show them late. Thread-safe by one lock. */
final class Tickets {
  private final InstantSource clock;
  private final Supplier<AteraSettings> settings;
  private final TreeMap<Long, StoredTicket> tickets = new TreeMap<>(Comparator.reverseOrder());
  private long lastId = 4710;

  Tickets(InstantSource clock, Supplier<AteraSettings> settings) {
    this.clock = clock;
    this.settings = settings;
  }

  /** Adds a ticket made from the next id and now. */
  synchronized long create(Function<Long, StoredTicket> made) {
    long id = ++lastId;
    tickets.put(id, made.apply(id));
    return id;
  }

  /** Changes a ticket and marks it as modified now; false when there is none. */
  synchronized boolean change(long id, Consumer<StoredTicket> change) {
    StoredTicket ticket = tickets.get(id);
    if (ticket == null) {
      return false;
    }
    change.accept(ticket);
    ticket.touch(clock.instant());
    return true;
  }

  synchronized boolean delete(long id) {
    return tickets.remove(id) != null;
  }

  /** Something of one ticket, read under the lock. */
  synchronized <T> Optional<T> read(long id, Function<StoredTicket, T> reader) {
    return Optional.ofNullable(tickets.get(id)).map(reader);
  }

  /** A part of a list and how long the list is. */
  record Listed<T>(List<T> shown, int total) {}

  /** The wanted tickets that the lists show already, from an index on. */
  synchronized <T> Listed<T> list(
      Predicate<StoredTicket> wanted, long from, int size, Function<StoredTicket, T> reader) {
    Instant seen = clock.instant().minusMillis(settings.get().searchLagMs());
    List<T> shown = new ArrayList<>();
    int total = 0;
    for (StoredTicket ticket : tickets.values()) {
      if (ticket.created.isAfter(seen) || !wanted.test(ticket)) {
        continue;
      }
      if (total >= from && shown.size() < size) {
        shown.add(reader.apply(ticket));
      }
      total++;
    }
    return new Listed<>(shown, total);
  }

  /** Whether the lists know of a change since then. */
  Predicate<StoredTicket> modifiedSince(Instant since) {
    Instant seen = clock.instant().minusMillis(settings.get().searchLagMs());
    return ticket -> !ticket.modifiedAsListed(seen).isBefore(since);
  }

  /** Something of every ticket, newest first, whatever the lists show. */
  synchronized <T> List<T> all(Function<StoredTicket, T> reader) {
    return tickets.values().stream().map(reader).toList();
  }

  synchronized int size() {
    return tickets.size();
  }

  synchronized void clear() {
    tickets.clear();
    lastId = 4710;
  }
}
