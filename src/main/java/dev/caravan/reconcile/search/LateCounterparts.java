package dev.caravan.reconcile.search;

import dev.caravan.cycle.Cycle;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.LateCreate;
import dev.caravan.ledger.LedgerView;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of creates that an overtaken cycle had sent: a counterpart that the ledger lacks is
 * taken up, one beside another is closed, and what nobody knows of is looked for. Thread-safe.
 */
public final class LateCounterparts {
  private static final Logger LOG = LoggerFactory.getLogger(LateCounterparts.class);

  private LateCounterparts() {}

  /** Takes up what was noted, in the transaction in which a cycle begins. */
  public static void takeUp(LedgerView view, Cycle cycle, Instant now) {
    List<LateCreate> late = view.lateCreates().all();
    if (late.isEmpty()) {
      return;
    }
    Map<String, Entry> entries =
        view.entries().find(late.stream().map(LateCreate::key).distinct().toList());
    Map<String, Entry> changed = new LinkedHashMap<>();
    List<Event> events = new ArrayList<>();
    List<Duplicate> surplus = new ArrayList<>();
    Set<String> adopted = new HashSet<>();
    for (LateCreate one : late) {
      Entry entry = changed.getOrDefault(one.key(), entries.get(one.key()));
      String target = one.targetId();
      if (entry == null || entry.generation() != one.generation()) {
        LOG.warn(
            "{}: {} was created late for {}, of which nothing is known any more",
            cycle.sync(),
            target == null ? "A counterpart may have been" : target,
            one.key());
      } else if (entry.state() == State.INTENDED || entry.state() == State.IN_DOUBT) {
        Entry doubted = entry.doubted(now);
        changed.put(one.key(), target == null ? doubted : doubted.adopted(target));
        if (target != null) {
          adopted.add(one.key());
          events.add(new Event(one.key(), cycle.number(), now, "adopted", target));
        }
      } else if (target != null && entry.targetId() != null && !target.equals(entry.targetId())) {
        String kept = String.valueOf(entry.targetId());
        surplus.add(new Duplicate(one.key(), one.generation(), entry.marker(), target, kept));
      }
    }
    view.entries().update(changed.values());
    view.events().tell(events);
    view.intents()
        .over(
            view.intents().all().stream()
                .filter(step -> step.op() == Op.CREATE && adopted.contains(step.key()))
                .map(WriteIntent::step)
                .toList());
    Duplicate.owe(view, cycle.number(), surplus, now);
    view.lateCreates().over(late);
  }
}
