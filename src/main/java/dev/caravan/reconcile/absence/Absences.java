package dev.caravan.reconcile.absence;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.CycleCounters.Heading;
import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.GroupMember;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.journal.PlannedChange;
import dev.caravan.reconcile.journal.UnitOfWork;
import dev.caravan.reconcile.record.JsonArrays;
import dev.caravan.reconcile.record.Rules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Draws the conclusions from what a complete cycle did not list. */
public final class Absences {
  private final Cycle cycle;
  private final Rules rules;
  private final Instant now;
  private final UnitOfWork draft;
  private final ConfirmationSelection due;

  public Absences(Cycle cycle, Rules rules, Instant now, UnitOfWork draft) {
    this.cycle = cycle;
    this.rules = rules;
    this.now = now;
    this.draft = draft;
    this.due = new ConfirmationSelection(cycle, rules, now);
  }

  /** The entries that this cycle did not list; only of a complete one this means anything. */
  public static List<Entry> missing(Cycle cycle, LedgerView view) {
    List<String> absent =
        view.entries().aliveKeys().stream().filter(key -> !cycle.progress().hasSeen(key)).toList();
    List<Entry> missing = new ArrayList<>();
    for (int from = 0; from < absent.size(); from += ConfirmationSelection.SLICE) {
      List<String> keys =
          absent.subList(from, Math.min(from + ConfirmationSelection.SLICE, absent.size()));
      missing.addAll(view.entries().find(keys).values());
    }
    missing.sort((a, b) -> a.key().compareTo(b.key()));
    return missing;
  }

  public void conclude(
      LedgerView view, List<Entry> missing, Confirmations confirmations, boolean canAsk) {
    Map<String, List<WriteIntent>> steps = new HashMap<>();
    for (WriteIntent step : view.intents().all()) {
      steps.computeIfAbsent(step.key(), key -> new ArrayList<>()).add(step);
    }
    Map<String, List<DeadLetter>> letters = due.closeLetters(view, missing);
    AbsenceClassifier evidence = new AbsenceClassifier(confirmations, canAsk);
    List<Entry> unconfirmed = new ArrayList<>();
    int absentOpen = 0;
    int confirmed = 0;
    int notAsked = 0;
    for (Entry entry : missing) {
      List<WriteIntent> doubtful = steps.getOrDefault(entry.key(), List.of());
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
          draft.update(entry.released());
          draft.over(entry);
        }
        case OPEN, CLOSING -> {
          absentOpen++;
          if (doubtful.stream().anyMatch(this::tooFresh)) {
            cycle.tally().add(Heading.IN_DOUBT, entry.key());
          } else if (!due.isGone(entry)) {
            miss(entry, "not listed by a complete cycle");
          } else if (!due.isRefused(letters, entry)) {
            switch (evidence.of(entry)) {
              case OVER -> {
                confirmed++;
                close(view, entry, doubtful, confirmations.of(entry.key()).at(), "resolved");
              }
              case OPEN -> {
                draft.update(entry.seenAgain());
                letters.getOrDefault(entry.key(), List.of()).stream()
                    .filter(letter -> letter.op() == Op.CLOSE)
                    .forEach(draft::letterOver);
              }
              case UNCONFIRMED -> unconfirmed.add(entry);
              case NOT_BELIEVED ->
                  miss(entry, "unknown to the source, but its list left out open records as well");
              case NOT_ASKED -> notAsked++;
            }
          }
        }
      }
    }
    int open = view.entries().count(State.OPEN) + view.entries().count(State.CLOSING);
    CloseGuard.Stakes stakes =
        new CloseGuard.Stakes(unconfirmed.size(), notAsked, open, absentOpen - confirmed);
    if (new CloseGuard(cycle, rules).lets(stakes)) {
      for (Entry entry : unconfirmed) {
        close(view, entry, steps.getOrDefault(entry.key(), List.of()), null, "no longer listed");
      }
    } else if (canAsk) {
      unconfirmed.forEach(this::holdBack);
    }
    finishComments(view, steps);
  }

  /**
   * The last word on a counterpart that is closed already, where nobody knows whether it was
   * written.
   */
  private void finishComments(LedgerView view, Map<String, List<WriteIntent>> steps) {
    Map<String, Entry> entries = view.entries().find(steps.keySet());
    for (List<WriteIntent> open : steps.values()) {
      for (WriteIntent step : open) {
        Entry entry = entries.get(step.key());
        if (step.op() == Op.COMMENT && entry != null && entry.state() == State.CLOSED) {
          if (tooFresh(step)) {
            cycle.tally().add(Heading.IN_DOUBT, step.key());
          } else {
            draft.stepOver(step);
            draft.change(
                new PlannedChange(
                    Op.COMMENT,
                    entry,
                    null,
                    JsonArrays.object(step.payload()),
                    true,
                    entry.summary(),
                    MissingNode.getInstance()));
          }
        }
      }
    }
  }

  private boolean tooFresh(WriteIntent step) {
    return step.isFresh(now, rules.indexLag());
  }

  private void miss(Entry entry, String how) {
    draft.update(entry.missedAgain());
    draft.tell(entry.key(), "missed", how);
  }

  /**
   * An absence more than those have that were never asked about, which come first in the next
   * cycle. Its story tells of it once, however long it lasts.
   */
  private void holdBack(Entry entry) {
    draft.update(entry.missedAgain());
    if (entry.missed() < rules.absences()) {
      draft.tell(
          entry.key(), "held-back", "unknown to the source, as are too many others to close them");
    }
  }

  private void forget(Entry entry) {
    Optional<Entry> left = entry.forgotten();
    left.ifPresent(closed -> draft.update(closed));
    if (left.isEmpty()) {
      draft.delete(entry);
    }
    draft.over(entry);
    draft.tell(entry.key(), "forgotten", "the record left before it had a counterpart");
  }

  private void close(
      LedgerView view, Entry entry, List<WriteIntent> doubtful, @Nullable String at, String why) {
    if (entry.wanted().closing() == null) {
      draft.update(entry.over());
      draft.over(entry);
      draft.tell(entry.key(), "closed", why + "; the target has nothing to close");
      return;
    }
    draft.tell(entry.key(), "over", at == null ? why : why + " at " + at);
    Entry closing = entry.aboutToClose();
    draft.update(closing);
    doubtful.forEach(draft::stepOver);
    MissingNode nothing = MissingNode.getInstance();
    draft.change(
        new PlannedChange(
            Op.CLOSE,
            closing,
            null,
            JsonArrays.object(entry.wanted().closing()),
            false,
            entry.summary(),
            nothing));
    if (rules.comments()) {
      ObjectNode payload = JsonNodeFactory.instance.objectNode();
      payload.put("id", "closed");
      payload.put("why", why);
      payload.put("at", at);
      untold(view, entry).ifPresent(text -> payload.put("untold", text));
      draft.change(
          new PlannedChange(
              Op.COMMENT, closing, null, payload, !doubtful.isEmpty(), entry.summary(), nothing));
    }
  }

  /** What the counterpart was not told of the records that shared it. */
  private static Optional<String> untold(LedgerView view, Entry entry) {
    List<GroupMember> members =
        view.occurrences().of(List.of(entry.key())).getOrDefault(entry.key(), List.of());
    String texts =
        members.stream()
            .map(GroupMember::untold)
            .filter(Objects::nonNull)
            .distinct()
            .collect(Collectors.joining("\n\n"));
    return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
  }
}
