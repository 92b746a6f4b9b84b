package dev.caravan.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.CycleHooks;
import dev.caravan.cycle.OperatorActionRequired;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Identities;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.journal.Journal;
import dev.caravan.reconcile.journal.MissingTargetGuard;
import dev.caravan.reconcile.journal.WriteOutcome;
import dev.caravan.reconcile.record.JsonArrays;
import dev.caravan.reconcile.record.Rules;
import dev.caravan.reconcile.search.LateCounterparts;
import dev.caravan.store.Retention;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the ledger does when cycles begin, are answered and end. Thread-safe. */
public final class LedgerHooks implements CycleHooks {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerHooks.class);

  private final Ledger ledger;
  private final Journal journal;
  private final Rules.Book rules;
  private final Retention retention;

  /**
   * @param retention how long what has ended is kept
   */
  public LedgerHooks(Ledger ledger, Journal journal, Rules.Book rules, Retention retention) {
    this.retention = retention;
    this.ledger = ledger;
    this.journal = journal;
    this.rules = rules;
  }

  /** Another cycle's intents are in doubt, not new: nobody knows whether they were sent. */
  @Override
  public void begun(Cycle cycle) {
    if (cycle.planning()) {
      return;
    }
    int refused =
        ledger.write(
            cycle.sync(),
            cycle.number(),
            view -> {
              // They may have been sent at any time until this process had the lock.
              Instant now = ledger.now();
              List<WriteIntent> left =
                  view.intents().all().stream().filter(step -> !step.inDoubt()).toList();
              List<Entry> doubtful = new ArrayList<>();
              Map<String, Entry> entries =
                  view.entries().find(left.stream().map(WriteIntent::key).distinct().toList());
              for (WriteIntent step : left) {
                Entry entry = entries.get(step.key());
                if (entry != null && step.op() == Op.CREATE) {
                  doubtful.add(entry.doubted(now));
                }
              }
              view.entries().update(doubtful);
              view.intents().inDoubt(left.stream().map(WriteIntent::step).toList(), now);
              LateCounterparts.takeUp(view, cycle, now);
              noteDoubts(view, cycle, now);
              return view.cyclesRefused();
            });
    journal.begun(cycle, refused);
  }

  /**
   * A doubt is looked for by its step. One that has none, from a store that an earlier version
   * wrote, gets one: its create was sent after its record was first seen, if at all.
   */
  private static void noteDoubts(LedgerView view, Cycle cycle, Instant now) {
    List<Entry> doubtful = view.entries().inState(State.IN_DOUBT);
    if (doubtful.isEmpty()) {
      return;
    }
    Set<String> noted =
        view.intents().all().stream()
            .filter(step -> step.op() == Op.CREATE)
            .map(WriteIntent::key)
            .collect(Collectors.toSet());
    List<Entry> lacking = doubtful.stream().filter(one -> !noted.contains(one.key())).toList();
    if (lacking.isEmpty()) {
      return;
    }
    long number = view.intents().reserve(lacking.size());
    List<WriteIntent> steps = new ArrayList<>();
    for (Entry entry : lacking) {
      steps.add(
          new WriteIntent(
              number++,
              cycle.number(),
              entry.key(),
              entry.generation(),
              Op.CREATE,
              null,
              entry.wanted().fingerprint(),
              "{}",
              entry.presence().since().at()));
    }
    view.intents().intend(steps);
    view.intents().inDoubt(steps.stream().map(WriteIntent::step).toList(), now);
  }

  @Override
  public void sourceIs(Cycle cycle, String identity) {
    check(cycle, "source", ledger.identities(cycle.sync()).source(), identity);
    if (!cycle.planning()) {
      ledger.remember(cycle.sync(), new Identities(identity, null));
    }
  }

  void targetIs(Cycle cycle, String identity) {
    check(cycle, "target", ledger.identities(cycle.sync()).target(), identity);
    if (!cycle.planning()) {
      ledger.remember(cycle.sync(), new Identities(null, identity));
    }
  }

  private static void check(Cycle cycle, String end, @Nullable String known, String identity) {
    if (identity.isBlank()) {
      throw new OperatorActionRequired(
          "The %s of %s does not say which tenant it is; nothing is written"
              .formatted(end, cycle.sync()));
    }
    if (known != null && !known.equals(identity)) {
      throw new OperatorActionRequired(
          ("The ledger of %s belongs to the %s %s, but the credentials now open %s. Nothing was"
                  + " written. Put the old credentials back, or use another caravan.store.url for"
                  + " the new tenant")
              .formatted(cycle.sync(), end, known, identity));
    }
  }

  @Override
  public long compared(Cycle cycle) {
    return journal.lastIntended(cycle);
  }

  @Override
  public void answered(Cycle cycle, @Nullable Object body, long upTo) {
    if (cycle.planning()) {
      return;
    }
    List<WriteOutcome> answers = journal.keptBack(cycle);
    for (JsonNode node : JsonArrays.array(body, "A sink")) {
      if (node.hasNonNull("result")) {
        answers.add(WriteOutcome.of(node));
      }
    }
    journal.answered(cycle, believed(cycle, answers), upTo);
  }

  private List<WriteOutcome> believed(Cycle cycle, List<WriteOutcome> answers) {
    if (answers.stream().noneMatch(WriteOutcome::missing)) {
      return answers;
    }
    Instant now = ledger.now();
    return ledger.write(
        cycle.sync(),
        cycle.number(),
        view -> MissingTargetGuard.judge(view, cycle, rules.of(cycle.sync()), now, answers));
  }

  @Override
  public void ended(Cycle cycle) {
    if (!cycle.planning()) {
      journal.end(cycle);
      prune(cycle);
    }
  }

  /** What no cycle needs any more fails none. */
  private void prune(Cycle cycle) {
    try {
      ledger.prune(cycle.sync(), cycle.number(), retention.keep());
      retention.run();
    } catch (RuntimeException e) {
      LOG.debug("What is old stays for now, after a cycle of {}", cycle.sync(), e);
    }
  }
}
