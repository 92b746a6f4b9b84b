package dev.caravan.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.Cycle;
import dev.caravan.ledger.Baseline;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Moment;
import dev.caravan.ledger.State;
import dev.caravan.reconcile.journal.Journal;
import dev.caravan.reconcile.journal.UnitOfWork;
import dev.caravan.reconcile.record.JsonArrays;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The look at new tickets: what a tenant's own rules have set by then is no person at work. It
 * takes the list of tickets that were changed, one call for a page of them, and one call for each
 * ticket that the list does not show yet. What an earlier cycle opened and could not look at, and
 * what was found after a doubt, is looked at by the next cycle, as long as that is in time; where
 * it is not, all that differs counts as a person's. Thread-safe; the tickets in hand are in the
 * exchange.
 */
public final class TicketLook {
  /** What is seen later may be a person's. */
  private static final Duration IN_TIME = Duration.ofMinutes(2);

  /** Tickets that old are looked at before all of a page are opened. */
  private static final Duration PRESSING = Duration.ofSeconds(50);

  /** A ticket may bear a time a little before the one at which we know that it is there. */
  private static final Duration OVERLAP = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(TicketLook.class);
  private static final Cycle.StateKey<NewTickets> STATE = new Cycle.StateKey<>(NewTickets.class);
  private static final String IN_HAND = "ticketsInHand";

  private final Ledger ledger;
  private final Journal journal;
  private final InstantSource clock;

  public TicketLook(Ledger ledger, Journal journal, InstantSource clock) {
    this.ledger = ledger;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * A ticket that nobody has looked at.
   *
   * @param createdAt when the target said that it is there; absent for one that was found, which a
   *     list has shown
   */
  private record NewTicket(String key, String id, @Nullable Instant createdAt) {
    /** When it was new at the latest, as far as is known. */
    Instant newAt(Instant now) {
      return createdAt == null ? now.minus(IN_TIME) : createdAt;
    }
  }

  private static final class NewTickets {
    final Queue<NewTicket> waiting = new ConcurrentLinkedQueue<>();

    /** Whether those of earlier cycles are among them. */
    final AtomicBoolean remembered = new AtomicBoolean();
  }

  /**
   * What a look has taken up, and what it saw, by the ticket's id.
   *
   * @param body of the exchange, which it gets back
   */
  private record InHand(
      Map<String, NewTicket> tickets, Map<String, TicketView> seen, @Nullable Object body) {}

  /** Notes the change that was done, if it opened a ticket; whether a look must not wait longer. */
  public boolean isPressing(Exchange exchange) {
    JsonNode change = exchange.getVariable(TargetVariables.CHANGE, JsonNode.class);
    Queue<NewTicket> waiting = of(exchange).waiting;
    String id = exchange.getVariable(TargetVariables.TARGET_ID, String.class);
    if ("create".equals(change.path("op").asText()) && id != null) {
      waiting.add(new NewTicket(change.path("key").asText(), id, clock.instant()));
    }
    NewTicket oldest = waiting.peek();
    Instant now = clock.instant();
    return oldest != null && oldest.newAt(now).plus(PRESSING).isBefore(now);
  }

  /** Whether there are new tickets that nobody has looked at. */
  public boolean isDue(Exchange exchange) {
    NewTickets mine = of(exchange);
    if (mine.remembered.compareAndSet(false, true)) {
      mine.waiting.addAll(ofEarlierCycles(Cycle.of(exchange)));
    }
    return !mine.waiting.isEmpty();
  }

  /** What was opened or found lately, and not by a page of this cycle. */
  private List<NewTicket> ofEarlierCycles(Cycle cycle) {
    Instant since = clock.instant().minus(IN_TIME);
    List<Entry> unseen =
        ledger.read(cycle.sync(), view -> view.entries().notLookedAt(since, cycle.number()));
    return unseen.stream()
        .map(
            entry -> {
              Moment created = entry.counterpart().created();
              String id = String.valueOf(entry.targetId());
              return new NewTicket(entry.key(), id, created == null ? null : created.at());
            })
        .toList();
  }

  /** Takes those tickets up; the variable {@code since} says from when on they were changed. */
  public void begin(Exchange exchange) {
    Map<String, NewTicket> tickets = new LinkedHashMap<>();
    Queue<NewTicket> waiting = of(exchange).waiting;
    for (NewTicket one = waiting.poll(); one != null; one = waiting.poll()) {
      tickets.put(one.id(), one);
    }
    exchange.setVariable(
        IN_HAND, new InHand(tickets, new LinkedHashMap<>(), exchange.getMessage().getBody()));
    Instant now = clock.instant();
    Instant first =
        tickets.values().stream()
            .map(ticket -> ticket.newAt(now))
            .min(Instant::compareTo)
            .orElse(now);
    exchange.setVariable(
        TargetVariables.SINCE, Cycle.of(exchange).target().time(first.minus(OVERLAP)).toString());
    exchange.setVariable(TargetVariables.VIEWS, new ArrayList<TicketView>());
  }

  /** The tickets that the list did not show, of which each is to be read. */
  public List<String> unlisted(Exchange exchange) {
    InHand mine = inHand(exchange);
    List<?> listed = (List<?>) exchange.removeVariable(TargetVariables.VIEWS);
    for (Object view : listed == null ? List.of() : listed) {
      see(mine, (TicketView) view);
    }
    return mine.tickets().values().stream()
        .filter(ticket -> ticket.createdAt() != null && !mine.seen().containsKey(ticket.id()))
        .map(NewTicket::id)
        .toList();
  }

  /** The ticket in the body is the next to be read. */
  public void next(Exchange exchange) {
    exchange.setVariable(TargetVariables.TARGET_ID, exchange.getMessage().getBody(String.class));
  }

  /** Takes the ticket that was read. */
  public void read(Exchange exchange) {
    see(inHand(exchange), TicketView.of(exchange));
  }

  /** The ticket could not be read; the others are. */
  public void unread(Exchange exchange) {
    Exception why = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
    LOG.debug("{} could not be looked at", exchange.getVariable(TargetVariables.TARGET_ID), why);
  }

  private static void see(InHand mine, TicketView view) {
    view.id().filter(mine.tickets()::containsKey).ifPresent(id -> mine.seen().put(id, view));
  }

  /**
   * Keeps what was seen in time.
   *
   * @param title the field with the title, which is never written over what somebody else wrote
   */
  public void end(Exchange exchange, String title) {
    InHand mine = inHand(exchange);
    exchange.getMessage().setBody(mine.body());
    Instant now = clock.instant();
    Cycle cycle = Cycle.of(exchange);
    Map<String, NewTicket> inTime = new LinkedHashMap<>();
    mine.seen()
        .forEach(
            (id, view) -> {
              NewTicket ticket = mine.tickets().get(id);
              if (ticket != null && isInTime(ticket, view, now, cycle.target().time(now))) {
                inTime.put(ticket.key(), ticket);
              }
            });
    if (!inTime.isEmpty()) {
      journal.intend(cycle, ledger -> draft(ledger, cycle, inTime, mine.seen(), title, now));
    }
  }

  /**
   * By the target's clock where its tickets say when they were opened: ours may have been set back.
   *
   * @param theirNow the same moment as the target's clock shows it
   */
  private static boolean isInTime(
      NewTicket ticket, TicketView view, Instant now, Instant theirNow) {
    return view.openedAt()
        .map(at -> !at.plus(IN_TIME).isBefore(theirNow))
        .orElseGet(
            () ->
                ticket.createdAt() != null
                    && !ticket.createdAt().isAfter(now)
                    && !ticket.createdAt().plus(IN_TIME).isBefore(now));
  }

  private static UnitOfWork draft(
      LedgerView ledger,
      Cycle cycle,
      Map<String, NewTicket> tickets,
      Map<String, TicketView> seen,
      String title,
      Instant now) {
    UnitOfWork draft = new UnitOfWork(cycle.number(), now);
    for (Entry entry : ledger.entries().find(tickets.keySet()).values()) {
      NewTicket ticket = tickets.get(entry.key());
      TicketView view = ticket == null ? null : seen.get(ticket.id());
      if (view == null
          || entry.state() != State.OPEN
          || !view.id().orElse("").equals(entry.targetId())) {
        continue;
      }
      ObjectNode overruled = overruled(view, entry.counterpart().written(), title);
      draft.update(
          entry.lookedAt(
              new Baseline(
                  view.signs().toString(), overruled.isEmpty() ? null : overruled.toString())));
      List<String> words = new ArrayList<>(view.set());
      overruled.properties().forEach(it -> words.add(it.getKey() + " is " + it.getValue()));
      if (!words.isEmpty()) {
        String what = "left so by rules of the tenant: " + String.join(", ", words);
        draft.tell(entry.key(), "looked-at", what);
      }
    }
    return draft;
  }

  /** What we wrote and somebody has set otherwise since, as it is now. */
  private static ObjectNode overruled(TicketView view, @Nullable String written, String title) {
    ObjectNode overruled = view.signs().objectNode();
    if (written != null) {
      JsonArrays.object(written)
          .properties()
          .forEach(
              field -> {
                JsonNode now = view.field(field.getKey());
                boolean ours =
                    now.isMissingNode() || now.asText().equals(field.getValue().asText());
                if (!ours && !field.getKey().equals(title)) {
                  overruled.set(field.getKey(), now);
                }
              });
    }
    return overruled;
  }

  /** The next cycle looks once more, if that is in time. */
  public void failed(Exchange exchange) {
    Exception why = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
    exchange.getMessage().setBody(inHand(exchange).body());
    LOG.info(
        "{}: {} new tickets could not be looked at now. If the next cycle cannot within two minutes"
            + " after their creation, what rules of the tenant set on them counts as a person's:"
            + " {}",
        Cycle.of(exchange).sync(),
        inHand(exchange).tickets().size(),
        why == null ? "" : why.getMessage());
  }

  private static InHand inHand(Exchange exchange) {
    return exchange.getVariable(IN_HAND, InHand.class);
  }

  private static NewTickets of(Exchange exchange) {
    return Cycle.of(exchange).state(STATE, NewTickets::new);
  }
}
