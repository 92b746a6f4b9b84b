package dev.caravan.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.call.Response;
import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.CycleCounters.Heading;
import dev.caravan.cycle.Cycles;
import dev.caravan.ledger.GroupMember;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.LedgerView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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
  private final TargetSearch lost;
  private final InstantSource clock;
  private final Map<String, AlertGrouping> conditions = new ConcurrentHashMap<>();

  public Reconciler(
      Ledger ledger,
      Journal journal,
      LedgerHooks hooks,
      Cycles cycles,
      Rules.Book rules,
      TargetSearch lost,
      InstantSource clock) {
    this.lost = lost;
    this.ledger = ledger;
    this.journal = journal;
    this.hooks = hooks;
    this.cycles = cycles;
    this.rules = rules;
    this.clock = clock;
  }

  /** Whether that page, from 1, begins its cycle: what is asked once a cycle is asked then. */
  public boolean isFirstPage(int page) {
    return page == 1;
  }

  /** What one page of mapped records holds that this cycle has not seen before. */
  public PageContext see(String sync, boolean last, Object body) {
    Cycle cycle = cycles.current(sync);
    List<DesiredRecord> records = new ArrayList<>();
    for (JsonNode node : JsonArrays.array(body, "A mapping")) {
      DesiredRecord record = DesiredRecord.of(node);
      // Rows move between pages while they are read: the second sight of a record says nothing new.
      if (cycle.see(record.key())) {
        records.add(record);
        unmappedSite(record).ifPresent(site -> cycle.tally().add(Heading.UNMAPPED, site));
      }
    }
    return new PageContext(records, last);
  }

  /** The site of a record for which the operator's table has no row: one row mends all of it. */
  private static Optional<String> unmappedSite(DesiredRecord record) {
    JsonNode site = record.about().path("site");
    return record.about().path("unmapped").asBoolean(false)
        ? Stream.of("id", "name")
            .map(member -> site.path(member).asText(""))
            .filter(text -> !text.isBlank())
            .findFirst()
        : Optional.empty();
  }

  /**
   * What the target says it is.
   *
   * @param response of the call that asked it; its Date header tells the target's clock
   * @throws dev.caravan.cycle.OperatorActionRequired when the ledger was begun with another one
   */
  public void targetIs(String sync, String identity, @Nullable Response response) {
    Cycle cycle = cycles.current(sync);
    hooks.targetIs(cycle, identity);
    if (response != null) {
      response.date().ifPresent(theirs -> cycle.targetClock(theirs, clock.instant()));
    }
  }

  /**
   * Finds out on the last page what the cycle did not list, after doubts were settled, and gives
   * the records whose fate the source is to be asked, witnesses last; none where it cannot be.
   */
  public List<String> toConfirm(String sync, PageContext page, @Nullable String confirm) {
    if (!page.last()) {
      return List.of();
    }
    Cycle cycle = cycles.current(sync);
    Rules ruling = rules.of(sync);
    page.missing()
        .addAll(
            ledger.read(
                sync,
                view -> {
                  conditions(view, cycle, ruling).list(view, page.records());
                  return Absences.missing(cycle, view);
                }));
    if (confirm == null) {
      return List.of();
    }
    ConfirmationSelection due = new ConfirmationSelection(cycle, ruling, clock.instant());
    List<String> keys = ledger.read(sync, view -> due.toConfirm(view, page.missing()));
    if (keys.isEmpty()) {
      return List.of();
    }
    // What an entry cannot be asked about now is asked about later: what has ended is remembered.
    // Those that the operator accepts are asked about whole, or the guard could not let them go.
    int accepted = Math.min(cycle.acceptCloses(), keys.size());
    List<String> asked = new ArrayList<>(records(sync, page, keys.subList(0, accepted)));
    records(sync, page, keys.subList(accepted, keys.size())).stream()
        .limit(Math.max(0, due.mostQuestions() - asked.size()))
        .forEach(asked::add);
    List<String> witnesses = records(sync, page, due.witnesses(page.missing(), asked.size()));
    page.witnesses().addAll(witnesses);
    return Stream.concat(asked.stream(), witnesses.stream()).toList();
  }

  /** The records that entries stand for. */
  private List<String> records(String sync, PageContext page, List<String> keys) {
    Map<String, List<GroupMember>> shared = ledger.read(sync, view -> view.occurrences().of(keys));
    return keys.stream()
        .flatMap(key -> page.toAsk(key, shared.getOrDefault(key, List.of())).stream())
        .toList();
  }

  /** Whether the answers so far leave it open what became of a record, or of the list. */
  public boolean isToBeAsked(PageContext page, String key) {
    return page.isToBeAsked(key);
  }

  /** What the source said of one of them: open, resolved or gone, and since when if resolved. */
  public void confirmed(PageContext page, String key, String state, @Nullable String resolvedAt) {
    page.confirmed(key, state, resolvedAt);
  }

  /** Compares a page with the ledger and journals what follows; gives the changes for the sink. */
  public ArrayNode compare(String sync, @Nullable String confirm, PageContext page) {
    boolean canConfirm = confirm != null;
    Cycle cycle = cycles.current(sync);
    Rules ruling = rules.of(sync);
    Instant now = clock.instant();
    if (cycle.planning()) {
      ArrayNode changes = JsonNodeFactory.instance.arrayNode();
      UnitOfWork draft =
          ledger.read(sync, view -> draft(view, cycle, ruling, now, canConfirm, page));
      for (PlannedChange change : draft.changes) {
        ObjectNode json = change.json(0);
        cycle.planned().add(json);
        heading(change).ifPresent(word -> cycle.tally().add(word, change.entry().key()));
        changes.add(json);
      }
      return changes;
    }
    return journal.write(
        cycle,
        view -> {
          UnitOfWork draft = draft(view, cycle, ruling, now, canConfirm, page);
          return journal.intend(view, cycle, draft);
        });
  }

  private UnitOfWork draft(
      LedgerView view,
      Cycle cycle,
      Rules rules,
      Instant now,
      boolean canConfirm,
      PageContext page) {
    UnitOfWork draft = new UnitOfWork(cycle.number(), now);
    AlertGrouping sharing = conditions(view, cycle, rules);
    AlertGrouping.Folded folded = sharing.fold(view, page.records());
    new Comparison(cycle, rules, now, draft, lost)
        .compare(view, folded.records(), folded.entries());
    sharing.keep(draft, folded.entries());
    if (page.last()) {
      conditions.remove(cycle.sync());
      draft.occurrencesChanged.addAll(page.ended());
      new Absences(cycle, rules, now, draft)
          .conclude(view, page.missing(), page.confirmations(), canConfirm);
    }
    return draft;
  }

  /** Read once a cycle: where nothing is shared, pages of thousands of records cost no more. */
  private AlertGrouping conditions(LedgerView view, Cycle cycle, Rules rules) {
    AlertGrouping known = conditions.get(cycle.sync());
    if (known != null && known.isOf(cycle)) {
      return known;
    }
    AlertGrouping begun = new AlertGrouping(cycle, rules.perCondition(), view);
    conditions.put(cycle.sync(), begun);
    return begun;
  }

  private static Optional<Heading> heading(PlannedChange change) {
    return switch (change.op()) {
      case CREATE -> Optional.of(Heading.CREATED);
      case UPDATE, COMMENT ->
          change.desired() == null ? Optional.empty() : Optional.of(Heading.UPDATED);
      case CLOSE -> Optional.of(Heading.CLOSED);
    };
  }
}
