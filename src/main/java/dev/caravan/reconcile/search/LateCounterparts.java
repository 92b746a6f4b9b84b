package dev.caravan.reconcile.search;

import dev.caravan.cycle.Cycle;
import dev.caravan.ledger.Counterpart;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.LateWrite;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Moment;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.record.Duplicate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of writes that an overtaken cycle had sent. A counterpart that the ledger lacks is
 * taken up, also where its record was forgotten meanwhile; one beside another is closed; what
 * nobody knows of is looked for. What was written over is written once more, and a counterpart that
 * may have been closed is looked at. The writes of one cycle; not thread-safe.
 */
public final class LateCounterparts {
  private static final Logger LOG = LoggerFactory.getLogger(LateCounterparts.class);

  private final Cycle cycle;
  private final Instant now;
  private final Map<String, Entry> entries;
  private final Map<String, Entry> inserted = new LinkedHashMap<>();
  private final Map<String, Entry> changed = new LinkedHashMap<>();
  private final List<Event> events = new ArrayList<>();
  private final List<Duplicate> surplus = new ArrayList<>();
  private final List<LateWrite> rewritten = new ArrayList<>();
  private final List<LateWrite> over = new ArrayList<>();
  private final Set<String> adopted = new HashSet<>();

  private LateCounterparts(Cycle cycle, Instant now, Map<String, Entry> entries) {
    this.cycle = cycle;
    this.now = now;
    this.entries = entries;
  }

  /** Takes up what was noted, in the transaction in which a cycle begins. */
  public static void takeUp(LedgerView view, Cycle cycle, Instant now) {
    List<LateWrite> late = view.lateWrites().all();
    if (late.isEmpty()) {
      return;
    }
    List<String> keys = late.stream().map(LateWrite::key).distinct().toList();
    LateCounterparts found = new LateCounterparts(cycle, now, view.entries().find(keys));
    late.forEach(found::takeUp);
    found.write(view);
  }

  private void takeUp(LateWrite one) {
    Entry entry = changed.getOrDefault(one.key(), entries.get(one.key()));
    entry = inserted.getOrDefault(one.key(), entry);
    boolean same = entry != null && entry.generation() == one.generation();
    switch (one.op()) {
      case CREATE -> created(one, entry);
      case UPDATE -> {
        if (same && entry != null && entry.state() == State.OPEN) {
          rewritten.add(one);
        }
        over.add(one);
      }
      case CLOSE -> {
        if (same && entry != null && entry.state() == State.OPEN) {
          // Its record is listed: an update finds out whether it is over, and not by a person.
          changed.put(one.key(), entry.maybeClosed());
        }
        over.add(one);
      }
      case COMMENT, DOUBLE -> over.add(one);
    }
  }

  private void created(LateWrite one, @Nullable Entry entry) {
    if (entry == null) {
      inserted.put(one.key(), forgotten(one));
      over.add(one);
    } else if (entry.generation() > one.generation()) {
      besides(one, entry);
    } else if (entry.generation() < one.generation() || entry.endedByPerson()) {
      LOG.warn(
          "{}: {} was created late for {} and is left to people",
          cycle.sync(),
          one.targetId() == null ? "A counterpart may have been" : one.targetId(),
          one.key());
      over.add(one);
    } else if (hasNone(entry)) {
      changed.put(one.key(), found(one, entry));
      over.add(one);
    } else {
      besides(one, entry);
    }
  }

  /** Whether the entry knows of no counterpart of its generation. */
  private static boolean hasNone(Entry entry) {
    return switch (entry.state()) {
      case INTENDED, IN_DOUBT, DEAD -> true;
      case CLOSED -> entry.targetId() == null;
      case OPEN, CLOSING -> false;
    };
  }

  /** The record left before anybody knew of the counterpart: it is closed like any other. */
  private Entry forgotten(LateWrite one) {
    String target = one.targetId();
    if (target == null) {
      return Entry.intended(
              one.key(),
              one.generation(),
              one.marker(),
              one.wanted(),
              null,
              new Moment(cycle.number(), one.intendedAt()))
          .doubted(now);
    }
    adopted(one, target);
    Moment since = new Moment(cycle.number(), now);
    Counterpart found = Counterpart.found(one.marker(), target);
    return Entry.found(one.key(), one.generation(), one.wanted(), found, false, since, now);
  }

  private Entry found(LateWrite one, Entry entry) {
    String target = one.targetId();
    if (target == null) {
      return entry.doubted(now);
    }
    adopted(one, target);
    boolean given = entry.state() == State.DEAD || entry.state() == State.CLOSED;
    return given ? entry.createdLate(target) : entry.doubted(now).adopted(target);
  }

  private void adopted(LateWrite one, String target) {
    adopted.add(one.key());
    events.add(new Event(one.key(), cycle.number(), now, "adopted", target));
  }

  /** The record has another counterpart, or is about to have one: then it waits for that. */
  private void besides(LateWrite one, Entry entry) {
    String kept = entry.targetId();
    String target = one.targetId();
    if (target == null || target.equals(kept)) {
      over.add(one);
    } else if (kept != null && !kept.isEmpty()) {
      surplus.add(new Duplicate(one.key(), one.generation(), one.marker(), target, kept));
      over.add(one);
    }
  }

  private void write(LedgerView view) {
    view.entries().insert(inserted.values());
    view.entries().update(changed.values());
    view.events().tell(events);
    view.deadLetters().drop(adopted, Op.CREATE);
    view.intents()
        .over(
            view.intents().all().stream()
                .filter(step -> step.op() == Op.CREATE && adopted.contains(step.key()))
                .map(WriteIntent::step)
                .toList());
    rewrite(view);
    Duplicate.owe(view, cycle.number(), surplus, now);
    view.lateWrites().over(over);
  }

  /** As if those updates were in doubt: the fields are written whatever they are known to be. */
  private void rewrite(LedgerView view) {
    if (rewritten.isEmpty()) {
      return;
    }
    long number = view.intents().reserve(rewritten.size());
    List<WriteIntent> steps = new ArrayList<>();
    for (LateWrite one : rewritten) {
      steps.add(
          new WriteIntent(
              number++,
              cycle.number(),
              one.key(),
              one.generation(),
              Op.UPDATE,
              null,
              one.wanted().fingerprint(),
              one.payload(),
              one.intendedAt()));
    }
    view.intents().intend(steps);
    view.intents().inDoubt(steps.stream().map(WriteIntent::step).toList(), Instant.EPOCH);
  }
}
