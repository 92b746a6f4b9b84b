package dev.caravan.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.Cycles;
import dev.caravan.cycle.Tally.Heading;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.LedgerView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the reconcile step asks, page by page. Thread-safe; the pages of one cycle follow each
 * other.
 */
public final class Reconciler {
  private final Ledger ledger;
  private final Journal journal;
  private final LedgerHooks hooks;
  private final Cycles cycles;
  private final Rules.Book rules;
  private final Doubts doubts;
  private final InstantSource clock;

  public Reconciler(
      Ledger ledger,
      Journal journal,
      LedgerHooks hooks,
      Cycles cycles,
      Rules.Book rules,
      Doubts doubts,
      InstantSource clock) {
    this.doubts = doubts;
    this.ledger = ledger;
    this.journal = journal;
    this.hooks = hooks;
    this.cycles = cycles;
    this.rules = rules;
    this.clock = clock;
  }

  /** What one page of mapped records holds that this cycle has not seen before. */
  public PageInHand see(String sync, boolean last, Object body) {
    Cycle cycle = cycles.current(sync);
    List<Mapped> records = new ArrayList<>();
    for (JsonNode node : Json.array(body, "A mapping")) {
      Mapped record = Mapped.of(node);
      // Rows move between pages while they are read: the second sight of a record says nothing new.
      if (cycle.see(record.key())) {
        records.add(record);
        if (record.about().path("unmapped").asBoolean(false)) {
          cycle.tally().add(Heading.UNMAPPED, record.key());
        }
      }
    }
    List<Entry> missing =
        last ? ledger.read(sync, view -> Absences.missing(cycle, view)) : List.of();
    return new PageInHand(
        records, last, missing, Absences.toConfirm(missing, rules.of(sync)), new Confirmations());
  }

  /**
   * What the target says it is.
   *
   * @throws dev.caravan.cycle.Refused when the ledger was begun with another one
   */
  public void targetIs(String sync, String identity) {
    hooks.targetIs(cycles.current(sync), identity);
  }

  /** The records whose fate the source is to be asked; none where it cannot be. */
  public List<String> toConfirm(PageInHand page, @Nullable String confirm) {
    return confirm == null ? List.of() : page.toConfirm();
  }

  /** What the source said of one of them: open, resolved or gone, and since when if resolved. */
  public void confirmed(PageInHand page, String key, String state, @Nullable String resolvedAt) {
    page.confirmations().put(key, state, resolvedAt);
  }

  /** Compares a page with the ledger and journals what follows; gives the changes for the sink. */
  public ArrayNode compare(String sync, @Nullable String confirm, PageInHand page) {
    boolean canConfirm = confirm != null;
    Cycle cycle = cycles.current(sync);
    Rules ruling = rules.of(sync);
    Instant now = clock.instant();
    if (cycle.planning()) {
      ArrayNode changes = JsonNodeFactory.instance.arrayNode();
      Draft draft = ledger.read(sync, view -> draft(view, cycle, ruling, now, canConfirm, page));
      for (Change change : draft.changes) {
        ObjectNode json = change.json(0);
        cycle.planned().add(json);
        cycle.tally().add(heading(change), change.entry().key());
        changes.add(json);
      }
      return changes;
    }
    return ledger.write(
        sync,
        cycle.number(),
        view -> {
          Draft draft = draft(view, cycle, ruling, now, canConfirm, page);
          return journal.intend(view, cycle, draft);
        });
  }

  private Draft draft(
      LedgerView view, Cycle cycle, Rules rules, Instant now, boolean canConfirm, PageInHand page) {
    Draft draft = new Draft(cycle.number(), now);
    new Comparison(cycle, rules, now, draft, doubts).compare(view, page.records());
    if (page.last()) {
      new Absences(cycle, rules, now, draft)
          .conclude(view, page.missing(), page.confirmations(), canConfirm);
    }
    return draft;
  }

  private static Heading heading(Change change) {
    return switch (change.op()) {
      case CREATE -> Heading.CREATED;
      case UPDATE, COMMENT -> change.desired() == null ? Heading.PLANNED : Heading.UPDATED;
      case CLOSE -> Heading.CLOSED;
    };
  }
}
