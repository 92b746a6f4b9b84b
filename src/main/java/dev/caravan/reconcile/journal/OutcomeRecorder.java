package dev.caravan.reconcile.journal;

import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.CycleCounters.Heading;
import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.Fingerprint;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Moment;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.journal.WriteOutcome.Result;
import dev.caravan.reconcile.record.JsonArrays;
import dev.caravan.reconcile.record.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the ledger learns from the answers of a target. */
final class OutcomeRecorder {
  private final Cycle cycle;
  private final String rulesDigest;
  private final Duration indexLag;
  private final Instant now;
  private final PendingWrites pending;
  private final Map<String, Entry> fresh;
  private final List<Event> events = new ArrayList<>();
  private Map<String, List<DeadLetter>> letters = Map.of();

  /**
   * @param pending its fresh entries need not be read again; those that are concluded leave them
   *     once they are committed
   */
  OutcomeRecorder(Cycle cycle, Rules rules, Instant now, PendingWrites pending) {
    this.pending = pending;
    this.fresh = pending.fresh();
    this.cycle = cycle;
    this.rulesDigest = rules.digest();
    this.indexLag = rules.indexLag();
    this.now = now;
  }

  void write(LedgerView view, Map<WriteOutcome, WriteIntent> batch) {
    List<String> keys =
        batch.values().stream()
            .map(WriteIntent::key)
            .filter(key -> !fresh.containsKey(key))
            .distinct()
            .toList();
    Map<String, Entry> entries = new HashMap<>(view.entries().find(keys));
    batch.values().stream()
        .map(step -> fresh.get(step.key()))
        .filter(Objects::nonNull)
        .forEach(entry -> entries.put(entry.key(), entry));
    letters = view.deadLetters().of(keys);
    Map<String, Entry> changed = new LinkedHashMap<>();
    Map<String, Entry> accepted = new LinkedHashMap<>();
    List<Long> over = new ArrayList<>();
    List<Long> doubtful = new ArrayList<>();
    List<Long> owed = new ArrayList<>();
    batch.forEach(
        (answer, step) -> {
          if (step.op() == Op.DOUBLE) {
            boolean known = answer.result() == Result.DONE || answer.result() == Result.REJECTED;
            (known ? over : owed).add(step.step());
            ofDouble(view, step, answer);
            return;
          }
          Entry entry = entries.get(step.key());
          if (entry == null || entry.generation() != step.generation()) {
            over.add(step.step());
            return;
          }
          if (answer.result() == Result.IN_DOUBT) {
            doubtful.add(step.step());
          } else {
            (isOwed(answer, step, entry) ? owed : over).add(step.step());
          }
          Entry concluded = conclude(view, entry, step, answer);
          entries.put(step.key(), concluded);
          boolean asInserted = step.op() == Op.CREATE && entry == fresh.get(step.key());
          if (asInserted && answer.result() == Result.DONE && !answer.ended()) {
            accepted.put(step.key(), concluded);
          } else {
            accepted.remove(step.key());
            changed.put(step.key(), concluded);
          }
        });
    view.entries().accept(accepted.values());
    view.entries().update(changed.values());
    view.intents().over(over);
    view.intents().inDoubt(doubtful, now);
    view.intents().inDoubt(owed, Instant.EPOCH);
    view.events().tell(events);
  }

  /** A double belongs to no entry; its closing is safe to repeat. */
  private void ofDouble(LedgerView view, WriteIntent step, WriteOutcome answer) {
    String target = JsonArrays.object(step.payload()).path("double").asText();
    String told = "%s: %s".formatted(target, answer.reason());
    switch (answer.result()) {
      case DONE -> {
        view.deadLetters().drop(step.key(), Op.DOUBLE, target);
        String word = answer.ended() ? "double-left" : "double-closed";
        events.add(new Event(step.key(), cycle.number(), now, word, told));
      }
      case REJECTED -> {
        view.deadLetters()
            .put(
                new DeadLetter(
                    step.key(),
                    step.op(),
                    step.generation(),
                    cycle.number(),
                    now,
                    new Fingerprint("", ""),
                    rulesDigest,
                    answer.reason(),
                    step.payload(),
                    target));
        events.add(
            new Event(step.key(), cycle.number(), now, "rejected", step.op().word() + " " + told));
      }
      case IN_DOUBT, NOT_SENT -> {}
    }
  }

  /** The last word on a closed counterpart that was not sent: nothing but its step asks for it. */
  private static boolean isOwed(WriteOutcome answer, WriteIntent step, Entry entry) {
    return answer.result() == Result.NOT_SENT
        && isLastWord(step)
        && (entry.state() == State.CLOSED || entry.state() == State.CLOSING);
  }

  private static boolean isLastWord(WriteIntent step) {
    return step.op() == Op.COMMENT && step.desired() == null;
  }

  private Entry conclude(LedgerView view, Entry entry, WriteIntent step, WriteOutcome answer) {
    return switch (answer.result()) {
      case DONE -> done(view, entry, step, answer);
      case REJECTED -> rejected(view, entry, step, answer);
      case IN_DOUBT -> {
        tell(entry, "in-doubt", step.op().word() + ": " + answer.reason());
        // The target must show it from now on, once its lists are up to date.
        yield step.op() == Op.CREATE ? entry.doubted(endedAt(step)) : entry;
      }
      case NOT_SENT -> step.op() == Op.CLOSE ? entry.stillOpen() : entry;
    };
  }

  /** A call that timed out may be at work for as long again. */
  private Instant endedAt(WriteIntent step) {
    return cycle.target().hasTimedOut(step.step()) ? now.plus(indexLag) : now;
  }

  private Entry done(LedgerView view, Entry entry, WriteIntent step, WriteOutcome answer) {
    if (letters.containsKey(entry.key())) {
      view.deadLetters().drop(entry.key(), step.op());
    }
    if (answer.ended()) {
      return ended(view, entry, step, answer);
    }
    return switch (step.op()) {
      case CREATE -> {
        String target = answer.targetId() == null ? "" : answer.targetId();
        yield entry.accepted(new Moment(cycle.number(), now), target, step.desired());
      }
      case UPDATE -> {
        ChangedMembers.between(entry.counterpart().written(), step.payload())
            .ifPresent(names -> tell(entry, "updated", names));
        // A closing that was in doubt has turned out not to have happened.
        yield entry.updated(step.desired(), step.payload());
      }
      case COMMENT -> {
        tell(entry, "commented", answer.reason());
        told(view, entry, step);
        yield entry.commented(step.desired(), now);
      }
      case CLOSE -> {
        tell(entry, answer.left() ? "left-open" : "closed", answer.reason());
        dropLetters(view, entry);
        view.occurrences().clear(List.of(entry.key()));
        yield entry.over();
      }
      case DOUBLE -> entry;
    };
  }

  /** The counterpart is over: by a person or, where a closing was in doubt, by ourselves. */
  private Entry ended(LedgerView view, Entry entry, WriteIntent step, WriteOutcome answer) {
    if (isLastWord(step)) {
      return entry;
    }
    if (entry.state() != State.CLOSED) {
      // A record's second change finds what its first one has found.
      tell(entry, "ended", answer.reason());
    }
    dropLetters(view, entry);
    boolean ours = answer.ours() && entry.state() == State.OPEN;
    Entry over = ours ? entry.over() : entry.foundOver();
    if (over.isOver()) {
      // A person's word holds for every record that the counterpart stood for.
      view.occurrences().clear(List.of(entry.key()));
    }
    // A sink that says so knows that there is nothing left to come back to.
    return "".equals(answer.targetId()) ? over.gone() : over;
  }

  /** A comment that several records share says whose texts it holds. */
  private static void told(LedgerView view, Entry entry, WriteIntent step) {
    List<String> records = new ArrayList<>();
    JsonArrays.object(step.payload()).path("of").forEach(key -> records.add(key.asText()));
    view.occurrences().told(entry.key(), records);
  }

  private void dropLetters(LedgerView view, Entry entry) {
    if (letters.containsKey(entry.key())) {
      view.deadLetters().drop(entry.key());
    }
  }

  private Entry rejected(LedgerView view, Entry entry, WriteIntent step, WriteOutcome answer) {
    view.deadLetters()
        .put(
            new DeadLetter(
                entry.key(),
                step.op(),
                entry.generation(),
                cycle.number(),
                now,
                step.desired() == null ? entry.wanted().fingerprint() : step.desired(),
                rulesDigest,
                answer.reason(),
                pending.payloadOf(step)));
    tell(entry, "rejected", step.op().word() + ": " + answer.reason());
    return switch (step.op()) {
      case CREATE -> entry.rejected();
      case UPDATE, CLOSE -> entry.stillOpen();
      case COMMENT, DOUBLE -> entry;
    };
  }

  private void tell(Entry entry, String event, String detail) {
    events.add(new Event(entry.key(), cycle.number(), now, event, detail));
  }

  /** Counts what was committed. */
  void count(Map<WriteOutcome, WriteIntent> batch) {
    batch.forEach(
        (answer, step) -> {
          count(answer, step);
          if (step.op() != Op.DOUBLE) {
            fresh.remove(step.key());
          }
        });
  }

  private void count(WriteOutcome answer, WriteIntent step) {
    boolean ofDouble = step.op() == Op.DOUBLE;
    String key = ofDouble ? step.key() + " double " + step.step() : step.key();
    switch (answer.result()) {
      case DONE -> {
        heading(answer, step).ifPresent(heading -> add(heading, key));
        accepted(answer, step);
      }
      case REJECTED -> cycle.tally().add(Heading.FAILED, key);
      case IN_DOUBT -> cycle.tally().add(ofDouble ? Heading.UNSENT : Heading.IN_DOUBT, key);
      case NOT_SENT -> cycle.tally().add(Heading.UNSENT, key);
    }
  }

  private void accepted(WriteOutcome answer, WriteIntent step) {
    if (!answer.ended()) {
      cycle.tally().accepted((step.op() == Op.DOUBLE ? Op.CLOSE : step.op()).word());
    }
    if (step.op() == Op.CREATE) {
      cycle.tally().waitedUntil(step.key(), now);
    }
  }

  /** What was left open and got a comment that says so is not held back any more. */
  private void add(Heading heading, String key) {
    if (heading == Heading.UPDATED) {
      cycle.tally().remove(Heading.HELD, key);
    }
    cycle.tally().add(heading, key);
  }

  private Optional<Heading> heading(WriteOutcome answer, WriteIntent step) {
    Heading changed = answer.ended() ? Heading.ENDED : Heading.UPDATED;
    return switch (step.op()) {
      case CREATE -> Optional.of(Heading.CREATED);
      case UPDATE -> Optional.of(changed);
      case COMMENT ->
          isLastWord(step) && !cycle.tally().has(Heading.HELD, step.key())
              ? Optional.empty()
              : Optional.of(changed);
      case CLOSE -> Optional.of(answer.left() ? Heading.HELD : Heading.CLOSED);
      case DOUBLE -> answer.ended() ? Optional.empty() : Optional.of(Heading.CLOSED);
    };
  }
}
