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
import dev.caravan.ledger.RecentEnds.Way;
import dev.caravan.ledger.State;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.absence.Absences.Conclusion;
import dev.caravan.reconcile.journal.PlannedChange;
import dev.caravan.reconcile.journal.UnitOfWork;
import dev.caravan.reconcile.record.JsonArrays;
import dev.caravan.reconcile.record.Rules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Drafts what becomes of a portion of the entries that a complete cycle did not list. */
public final class AbsencePortion {
  private final Cycle cycle;
  private final Rules rules;
  private final Instant now;
  private final UnitOfWork draft;
  private final Map<Way, List<String>> unconfirmed = new EnumMap<>(Way.class);

  /** By entry: the records that share its counterpart. */
  private Map<String, List<GroupMember>> shared = Map.of();

  public AbsencePortion(Cycle cycle, Rules rules, Instant now, UnitOfWork draft) {
    this.cycle = cycle;
    this.rules = rules;
    this.now = now;
    this.draft = draft;
  }

  /** Takes the next portion; with the last one, what is owed to counterparts that are over. */
  public void conclude(LedgerView view, Absences absences) {
    List<Conclusion> portion = absences.next();
    List<String> keys = portion.stream().map(Conclusion::key).toList();
    Map<String, Entry> entries = view.entries().find(keys);
    Map<String, List<WriteIntent>> steps = view.intents().of(keys);
    Map<String, List<DeadLetter>> letters = view.deadLetters().of(keys);
    shared = rules.comments() ? view.occurrences().of(keys) : Map.of();
    for (Conclusion one : portion) {
      Entry entry = entries.get(one.key());
      if (entry != null) {
        conclude(
            entry,
            one.ruling(),
            steps.getOrDefault(one.key(), List.of()),
            letters.getOrDefault(one.key(), List.of()),
            absences.overSince(one.key()));
      }
    }
    if (!cycle.planning()) {
      unconfirmed.forEach((way, ended) -> view.recentEnds().add(way, ended, now));
    }
    if (!absences.isLeft()) {
      finishComments(view);
    }
  }

  private void conclude(
      Entry entry,
      Absences.Ruling ruling,
      List<WriteIntent> doubtful,
      List<DeadLetter> letters,
      @Nullable String overSince) {
    switch (ruling) {
      case YOUNG -> miss(entry, "not listed by a complete cycle");
      case OVER -> end(entry, doubtful, overSince, "resolved");
      case OPEN -> {
        draft.update(entry.seenAgain());
        letters.stream().filter(letter -> letter.op() == Op.CLOSE).forEach(draft::letterOver);
      }
      case LET_GO -> {
        Way way = entry.hasCounterpart() ? Way.CLOSED : Way.RELEASED;
        unconfirmed.computeIfAbsent(way, any -> new ArrayList<>()).add(entry.key());
        end(entry, doubtful, null, "no longer listed");
      }
      case ACCEPTED -> end(entry, doubtful, null, "no longer listed");
      case HELD_BACK ->
          missOnce(entry, "held-back", "unknown to the source, as are too many others to end them");
      case NOT_BELIEVED ->
          miss(entry, "unknown to the source, but its list left out open records as well");
      case UNANSWERED -> missOnce(entry, "unanswered", "the source gave no usable answer about it");
    }
  }

  private void miss(Entry entry, String how) {
    draft.update(entry.missedAgain());
    draft.tell(entry.key(), "missed", how);
  }

  /**
   * An absence more than those have that were never asked about, which come first in the next
   * cycle. Its story tells of it once, however long it lasts.
   */
  private void missOnce(Entry entry, String event, String how) {
    draft.update(entry.missedAgain());
    if (entry.missed() < rules.absences()) {
      draft.tell(entry.key(), event, how);
    }
  }

  private void end(Entry entry, List<WriteIntent> doubtful, @Nullable String at, String why) {
    switch (entry.state()) {
      case INTENDED, DEAD -> forget(entry);
      case CLOSED -> {
        draft.update(entry.released());
        draft.over(entry);
        draft.tell(entry.key(), "released", why + "; it may have another counterpart");
      }
      case OPEN, CLOSING -> close(entry, doubtful, at, why);
      case IN_DOUBT -> cycle.tally().add(Heading.IN_DOUBT, entry.key());
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

  private void close(Entry entry, List<WriteIntent> doubtful, @Nullable String at, String why) {
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
            doubtful.stream().anyMatch(step -> step.op() == Op.CLOSE),
            entry.summary(),
            nothing));
    if (rules.comments()) {
      ObjectNode payload = JsonNodeFactory.instance.objectNode();
      payload.put("id", "closed");
      payload.put("why", why);
      payload.put("at", at);
      String untold = untold(entry.key());
      if (!untold.isEmpty()) {
        payload.put("untold", untold);
      }
      draft.change(
          new PlannedChange(
              Op.COMMENT, closing, null, payload, !doubtful.isEmpty(), entry.summary(), nothing));
    }
  }

  /** What the counterpart was not told of the records that share it. */
  private String untold(String key) {
    return shared.getOrDefault(key, List.of()).stream()
        .map(GroupMember::untold)
        .filter(Objects::nonNull)
        .distinct()
        .collect(Collectors.joining("\n\n"));
  }

  /**
   * The last word on a counterpart that is closed already, where nobody knows whether it was
   * written.
   */
  private void finishComments(LedgerView view) {
    List<WriteIntent> comments =
        view.intents().all().stream().filter(step -> step.op() == Op.COMMENT).toList();
    Map<String, Entry> entries =
        view.entries().find(comments.stream().map(WriteIntent::key).distinct().toList());
    for (WriteIntent step : comments) {
      Entry entry = entries.get(step.key());
      if (entry != null && entry.state() == State.CLOSED) {
        if (step.isFresh(now, rules.indexLag())) {
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
