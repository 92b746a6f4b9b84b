package dev.caravan.sandbox.ninjaone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** The tickets of the tenant, by ascending id. Thread-safe. */
final class TicketStore {
  private static final int FIRST = 1000;

  private final InstantSource clock;
  private final Map<Integer, NinjaTicket> tickets = new TreeMap<>();
  private int last = FIRST;

  TicketStore(InstantSource clock) {
    this.clock = clock;
  }

  /** Adds a ticket made from the next id and now; its id. */
  synchronized int create(BiFunction<Integer, Instant, NinjaTicket> made) {
    int id = ++last;
    tickets.put(id, made.apply(id, clock.instant()));
    return id;
  }

  /** Opens another one with the tags of a ticket; false when there is none. */
  synchronized boolean duplicate(int id) {
    NinjaTicket first = tickets.get(id);
    if (first == null) {
      return false;
    }
    ObjectNode body = Json.object().put("subject", "By hand").put("clientId", first.organization);
    first.tags.forEach(body.put("ticketFormId", first.form).putArray("tags")::add);
    create((next, now) -> new NinjaTicket(next, body, now));
    return true;
  }

  /** Changes a ticket and marks it as updated now; false when there is none. */
  synchronized boolean change(int id, Consumer<NinjaTicket> change) {
    NinjaTicket ticket = tickets.get(id);
    if (ticket == null) {
      return false;
    }
    change.accept(ticket);
    ticket.touch(clock.instant());
    return true;
  }

  synchronized boolean remove(int id) {
    return tickets.remove(id) != null;
  }

  /** Something of one ticket, read under the lock. */
  synchronized <T> Optional<T> read(int id, Function<NinjaTicket, T> reader) {
    return Optional.ofNullable(tickets.get(id)).map(reader);
  }

  synchronized <T> List<T> all(Function<NinjaTicket, T> reader) {
    return tickets.values().stream().map(reader).toList();
  }

  synchronized void clear() {
    tickets.clear();
    last = FIRST;
  }
}
