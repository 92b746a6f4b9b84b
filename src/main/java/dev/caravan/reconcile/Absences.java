package dev.caravan.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.Tally.Heading;
import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.ledger.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Draws the conclusions from what a complete cycle did not list. */
final class Absences {
  /** Keys a query. */
  private static final int SLICE = 500;

  /** If so many records that a list left out are over as well, it was whole. */
  private static final int MOST_WITNESSES = 5;

  private final Cycle cycle;
  private final Rules rules;
  private final Instant now;
  private final Draft draft;

  Absences(Cycle cycle, Rules rules, Instant now, Draft draft) {
    this.cycle = cycle;
    this.rules = rules;
    this.now = now;
    this.draft = draft;
  }

  /** The entries that this cycle did not list; only of a complete one this means anything. */
  static List<Entry> missing(Cycle cycle, LedgerView view) {
    List<String> absent =
        view.entries().aliveKeys().stream().filter(key -> !cycle.hasSeen(key)).toList();
    List<Entry> missing = new ArrayList<>();
    for (int from = 0; from < absent.size(); from += SLICE) {
      List<String> keys = absent.subList(from, Math.min(from + SLICE, absent.size()));
      missing.addAll(view.entries().find(keys).values());
    }
    missing.sort((a, b) -> a.key().compareTo(b.key()));
    return missing;
  }

  /**
   * Those that have been missing long enough for the source to be asked, as many as may be asked:
   * other ones in each cycle, so that some which cannot be closed do not keep out the rest.
   */
  List<String> toConfirm(LedgerView view, List<Entry> missing) {
    Map<String, List<DeadLetter>> letters = closeLetters(view, missing);
    List<String> due = new ArrayList<>();
    for (Entry entry : missing) {
      if (gone(entry, rules) && !refused(letters, entry)) {
        due.add(entry.key());
      }
    }
    if (due.size() > rules.confirmations()) {
      Collections.shuffle(due, new Random(cycle.number()));
    }
    return due.subList(0, Math.min(due.size(), rules.confirmations()));
  }

  /**
   * Others that the same list left out, to be asked for what they tell of the list.
   *
   * @param asked how many are asked for their own sake
   */
  static List<String> witnesses(List<Entry> missing, Rules rules, int asked) {
    return missing.stream()
        .filter(entry -> isAlive(entry) && !gone(entry, rules))
        .limit(Math.max(1, Math.min(MOST_WITNESSES, rules.confirmations() - asked)))
        .map(Entry::key)
        .toList();
  }

  private static boolean gone(Entry entry, Rules rules) {
    return isAlive(entry) && entry.missed() + 1 >= rules.absences();
  }

  private static boolean isAlive(Entry entry) {
    return entry.state() == State.OPEN || entry.state() == State.CLOSING;
  }

  void conclude(LedgerView view, List<Entry> missing, Confirmations confirmations, boolean canAsk) {
    Map<String, List<Step>> steps = new HashMap<>();
    for (Step step : view.steps().all()) {
      steps.computeIfAbsent(step.key(), key -> new ArrayList<>()).add(step);
    }
    Map<String, List<DeadLetter>> letters = closeLetters(view, missing);
    Evidence evidence = new Evidence(confirmations, canAsk);
    List<Entry> unconfirmed = new ArrayList<>();
    int absentOpen = 0;
    int confirmed = 0;
    for (Entry entry : missing) {
      List<Step> doubtful = steps.getOrDefault(entry.key(), List.of());
      switch (entry.state()) {
        case INTENDED, DEAD -> {
          if (doubtful.isEmpty()) {
            forget(entry);
          } else {
            cycle.tally().add(Heading.IN_DOUBT, entry.key());
          }
        }
        case IN_DOUBT -> cycle.tally().add(Heading.IN_DOUBT, entry.key());
        case CLOSED -> {
          draft.updates.put(entry.key(), entry.withHeld(false));
          draft.over.add(entry.key());
        }
        case OPEN, CLOSING -> {
          absentOpen++;
          if (doubtful.stream().anyMatch(this::tooFresh)) {
            cycle.tally().add(Heading.IN_DOUBT, entry.key());
          } else if (!gone(entry, rules)) {
            miss(entry, "not listed by a complete cycle");
          } else if (!refused(letters, entry)) {
            switch (evidence.of(entry)) {
              case OVER -> {
                confirmed++;
                close(entry, doubtful, confirmations.of(entry.key()).at(), "resolved");
              }
              case OPEN -> {
                draft.updates.put(entry.key(), entry.withMissed(0));
                letters.getOrDefault(entry.key(), List.of()).stream()
                    .filter(letter -> letter.op() == Op.CLOSE)
                    .forEach(draft.lettersOver::add);
              }
              case UNCONFIRMED -> unconfirmed.add(entry);
              case NOT_BELIEVED ->
                  miss(entry, "unknown to the source, but its list left out open records as well");
              case NOT_ASKED -> {}
            }
          }
        }
      }
    }
    int open = view.entries().count(State.OPEN) + view.entries().count(State.CLOSING);
    if (new CloseGuard(cycle, rules).lets(unconfirmed.size(), open, absentOpen - confirmed)) {
      for (Entry entry : unconfirmed) {
        close(entry, steps.getOrDefault(entry.key(), List.of()), null, "no longer listed");
      }
    }
    finishComments(view, steps);
  }

  /**
   * The last word on a counterpart that is closed already, where nobody knows whether it was
   * written.
   */
  private void finishComments(LedgerView view, Map<String, List<Step>> steps) {
    Map<String, Entry> entries = view.entries().find(steps.keySet());
    for (List<Step> open : steps.values()) {
      for (Step step : open) {
        Entry entry = entries.get(step.key());
        if (step.op() == Op.COMMENT && entry != null && entry.state() == State.CLOSED) {
          if (tooFresh(step)) {
            cycle.tally().add(Heading.IN_DOUBT, step.key());
          } else {
            draft.stepsOver.add(step.step());
            draft.changes.add(
                new Change(
                    Op.COMMENT,
                    entry,
                    null,
                    Json.object(step.payload()),
                    true,
                    entry.summary(),
                    MissingNode.getInstance()));
          }
        }
      }
    }
  }

  private boolean tooFresh(Step step) {
    return step.isFresh(now, rules.indexLag());
  }

  private Map<String, List<DeadLetter>> closeLetters(LedgerView view, List<Entry> missing) {
    Map<String, List<DeadLetter>> letters = new HashMap<>();
    List<String> keys =
        missing.stream().filter(entry -> gone(entry, rules)).map(Entry::key).toList();
    for (int from = 0; from < keys.size(); from += SLICE) {
      letters.putAll(
          view.deadLetters().of(keys.subList(from, Math.min(from + SLICE, keys.size()))));
    }
    return letters;
  }

  /**
   * The target refused to close it not long ago, and nothing has changed since. A close that was
   * tried has counted its absence; a record that was back since has a lower count.
   */
  private boolean refused(Map<String, List<DeadLetter>> letters, Entry entry) {
    return entry.missed() >= rules.absences()
        && letters.getOrDefault(entry.key(), List.of()).stream()
            .anyMatch(
                letter ->
                    letter.op() == Op.CLOSE
                        && letter.stillHolds(entry.desired(), rules.digest())
                        && now.isBefore(letter.diedAt().plus(Rules.REFUSED_CLOSE_AGAIN)));
  }

  private void miss(Entry entry, String how) {
    draft.updates.put(entry.key(), entry.withMissed(entry.missed() + 1));
    draft.tell(entry.key(), "missed", how);
  }

  private void forget(Entry entry) {
    if (entry.generation() == 1) {
      draft.deletes.add(entry.key());
      draft.over.add(entry.key());
      draft.events.addAll(entry.events());
    } else {
      // Its earlier counterparts bear their markers for good: a generation is never used again.
      draft.updates.put(entry.key(), entry.withState(State.CLOSED));
      draft.over.add(entry.key());
    }
    draft.tell(entry.key(), "forgotten", "the record left before it had a counterpart");
  }

  private void close(Entry entry, List<Step> doubtful, @Nullable String at, String why) {
    if (entry.closing() == null) {
      draft.updates.put(entry.key(), entry.withState(State.CLOSED));
      draft.over.add(entry.key());
      draft.tell(entry.key(), "closed", why + "; the target has nothing to close");
      return;
    }
    draft.tell(entry.key(), "over", at == null ? why : why + " at " + at);
    Entry closing = entry.withState(State.CLOSING).withMissed(entry.missed() + 1);
    draft.updates.put(entry.key(), closing);
    doubtful.forEach(step -> draft.stepsOver.add(step.step()));
    MissingNode nothing = MissingNode.getInstance();
    draft.changes.add(
        new Change(
            Op.CLOSE,
            closing,
            null,
            Json.object(entry.closing()),
            false,
            entry.summary(),
            nothing));
    if (rules.comments()) {
      ObjectNode payload = JsonNodeFactory.instance.objectNode();
      payload.put("id", "closed");
      payload.put("why", why);
      payload.put("at", at);
      draft.changes.add(
          new Change(
              Op.COMMENT, closing, null, payload, !doubtful.isEmpty(), entry.summary(), nothing));
    }
  }
}
