package dev.caravan.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.caravan.call.Response;
import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.CycleCounters.Heading;
import dev.caravan.cycle.OperatorActionRequired;
import dev.caravan.ledger.AliveEntry;
import dev.caravan.ledger.GroupMember;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Op;
import dev.caravan.reconcile.absence.AbsencePortion;
import dev.caravan.reconcile.absence.Absences;
import dev.caravan.reconcile.absence.ConfirmationSelection;
import dev.caravan.reconcile.absence.SilentSource;
import dev.caravan.reconcile.compare.AlertGrouping;
import dev.caravan.reconcile.compare.Comparison;
import dev.caravan.reconcile.compare.DoubleClosings;
import dev.caravan.reconcile.compare.LedgerRebuild;
import dev.caravan.reconcile.compare.UnlistedCounterparts;
import dev.caravan.reconcile.journal.Journal;
import dev.caravan.reconcile.journal.PlannedChange;
import dev.caravan.reconcile.journal.UnitOfWork;
import dev.caravan.reconcile.record.DesiredRecord;
import dev.caravan.reconcile.record.Duplicate;
import dev.caravan.reconcile.record.JsonArrays;
import dev.caravan.reconcile.record.RecordKey;
import dev.caravan.reconcile.record.Rules;
import dev.caravan.reconcile.record.UnusableRecord;
import dev.caravan.reconcile.search.InDoubtResolver;
import dev.caravan.reconcile.search.LostCounterparts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the reconcile step asks, page by page. Thread-safe; the pages of one cycle follow each
 * other.
 */
public final class Reconciler {
  private static final Cycle.StateKey<AlertGrouping> GROUPING =
      new Cycle.StateKey<>(AlertGrouping.class);

  private final Ledger ledger;
  private final Journal journal;
  private final LedgerHooks hooks;
  private final Rules.Book rules;
  private final LostCounterparts lost;
  private final InDoubtResolver inDoubt;
  private final InstantSource clock;
  private final UnaryOperator<String> mappings;

  /**
   * @param mappings the file that the wanted records of a sync come from, in words
   */
  public Reconciler(
      Ledger ledger,
      Journal journal,
      LedgerHooks hooks,
      Rules.Book rules,
      LostCounterparts lost,
      InDoubtResolver inDoubt,
      InstantSource clock,
      UnaryOperator<String> mappings) {
    this.lost = lost;
    this.inDoubt = inDoubt;
    this.ledger = ledger;
    this.journal = journal;
    this.hooks = hooks;
    this.rules = rules;
    this.clock = clock;
    this.mappings = mappings;
  }

  /**
   * What one page of mapped records holds that this cycle has not seen before.
   *
   * @throws OperatorActionRequired when one is none, or has a member that would be overlooked
   */
  public PageContext see(Cycle cycle, boolean last, Object body) {
    List<DesiredRecord> records = new ArrayList<>();
    for (DesiredRecord record : wanted(cycle, body)) {
      // Rows move between pages while they are read: the second sight of a record says nothing new.
      if (record.isOver()) {
        cycle.progress().over(record.key());
      } else if (cycle.progress().see(record.key())) {
        records.add(record);
        unmappedSite(record).ifPresent(site -> cycle.tally().add(Heading.UNMAPPED, site));
      }
    }
    return new PageContext(records, last, cycle.progress().isConcluding());
  }

  private List<DesiredRecord> wanted(Cycle cycle, Object body) {
    try {
      List<DesiredRecord> records = new ArrayList<>();
      JsonArrays.array(body, "A mapping").forEach(node -> records.add(DesiredRecord.of(node)));
      return records;
    } catch (UnusableRecord e) {
      throw new OperatorActionRequired(
          "%s (%s); look at %s"
              .formatted(e.getMessage(), cycle.sync(), mappings.apply(cycle.sync())));
    }
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
   * @throws OperatorActionRequired when the ledger was begun with another one
   */
  public void targetIs(Cycle cycle, String identity, @Nullable Response response) {
    hooks.targetIs(cycle, identity);
    if (response != null) {
      response.date().ifPresent(theirs -> cycle.target().clock(theirs, clock.instant()));
    }
  }

  /**
   * Whether the source is to be asked about any of what the cycle did not list: once, when all that
   * it did list is through.
   *
   * @param confirm the route that says what became of a record; absent where the source cannot
   */
  public boolean mustConfirm(Cycle cycle, PageContext page, @Nullable String confirm) {
    if (page.concluding() && !Absences.of(cycle).isRuled()) {
      Absences.of(cycle).missing().forEach(entry -> saidItself(cycle, page, entry.key()));
      if (confirm != null) {
        page.questions().addAll(questions(cycle, page));
      }
    }
    return !page.questions().isEmpty();
  }

  /** The records whose fate the source is to be asked, witnesses last. */
  public List<RecordKey> questions(PageContext page) {
    return page.questions().stream().map(RecordKey::new).toList();
  }

  /** Whether a record said that it is over; then it needs no other word. */
  private static boolean saidItself(Cycle cycle, PageContext page, String record) {
    boolean over = cycle.progress().isOver(record);
    if (over) {
      page.confirmed(record, "resolved", null);
    }
    return over;
  }

  private List<String> questions(Cycle cycle, PageContext page) {
    Rules ruling = rules.of(cycle.sync());
    List<AliveEntry> missing = Absences.of(cycle).missing();
    ConfirmationSelection due = new ConfirmationSelection(cycle, ruling, clock.instant());
    List<String> keys = ledger.read(cycle.sync(), view -> due.toConfirm(view, missing));
    if (keys.isEmpty()) {
      return List.of();
    }
    // What an entry cannot be asked about now is asked about later: what has ended is remembered.
    // Those that the operator accepts are asked about whole, or the guard could not let them go.
    int accepted = Math.min(cycle.acceptCloses(), keys.size());
    List<String> asked = new ArrayList<>(records(cycle, page, keys.subList(0, accepted)));
    records(cycle, page, keys.subList(accepted, keys.size())).stream()
        .limit(Math.max(0, due.mostQuestions() - asked.size()))
        .forEach(asked::add);
    List<String> witnesses = records(cycle, page, due.witnesses(missing, asked.size()));
    page.witnesses().addAll(witnesses);
    return Stream.concat(asked.stream(), witnesses.stream()).toList();
  }

  /** The records that entries stand for. */
  private List<String> records(Cycle cycle, PageContext page, List<String> keys) {
    Map<String, List<GroupMember>> shared =
        ledger.read(cycle.sync(), view -> view.occurrences().of(keys));
    return keys.stream()
        .flatMap(key -> page.toAsk(key, shared.getOrDefault(key, List.of())).stream())
        .filter(key -> !saidItself(cycle, page, key))
        .toList();
  }

  /** Whether the answers so far leave it open what became of a record, or of the list. */
  public boolean isToBeAsked(PageContext page, RecordKey key) {
    return page.isToBeAsked(key.text());
  }

  /** What the source said of one of them: open, resolved or gone, and since when if resolved. */
  public void confirmed(
      PageContext page, RecordKey key, String state, @Nullable String resolvedAt) {
    page.confirmed(key.text(), state, resolvedAt);
  }

  /**
   * It gave no usable answer about one of them, which is left for later and stops no other.
   *
   * @throws RuntimeException what was caught, when it is the account's failure and nothing is known
   */
  public void unanswered(Cycle cycle, PageContext page, RecordKey key, RuntimeException caught) {
    page.unanswered(key.text());
    SilentSource.heed(cycle, key.text(), page.confirmations(), caught);
  }

  /**
   * Compares a page with the ledger, or concludes a portion of what no page listed, and journals
   * what follows; gives the changes for the sink. What a plan finds is in its report, and what a
   * ledger takes up that is rebuilt is in it: the sink gets nothing to do.
   */
  public ArrayNode compare(Cycle cycle, @Nullable String confirm, PageContext page) {
    ArrayNode changes = page.concluding() ? conclude(cycle, confirm, page) : compare(cycle, page);
    if (page.last() && !cycle.rebuilding() && lost.foundAny(cycle)) {
      write(cycle, view -> unlisted(view, cycle));
    }
    boolean anyOver = cycle.progress().isOfChangesOnly() && !cycle.progress().over().isEmpty();
    if ((page.last() || anyOver && !page.concluding()) && !cycle.rebuilding()) {
      boolean more = ledger.read(cycle.sync(), view -> Absences.of(cycle).find(cycle, view));
      cycle.progress().owesConclusions(more);
    }
    return changes;
  }

  private ArrayNode compare(Cycle cycle, PageContext page) {
    Rules ruling = rules.of(cycle.sync());
    Instant now = clock.instant();
    return write(cycle, view -> draft(view, cycle, ruling, now, page));
  }

  private ArrayNode conclude(Cycle cycle, @Nullable String confirm, PageContext page) {
    Rules ruling = rules.of(cycle.sync());
    Instant now = clock.instant();
    Absences absences = Absences.of(cycle);
    if (!absences.isRuled()) {
      if (!cycle.planning()) {
        ledger.write(
            cycle.sync(),
            cycle.number(),
            view -> {
              view.recentEnds().forgetOlder(now);
              return null;
            });
      }
      absences.take(page.confirmations());
      ledger.read(
          cycle.sync(),
          view -> {
            absences.rule(view, cycle, ruling, now, confirm != null);
            return null;
          });
    }
    ArrayNode changes;
    do {
      changes =
          write(
              cycle,
              view -> {
                UnitOfWork draft = new UnitOfWork(cycle.number(), now);
                // Once: what they were asked about is forgotten with the first portion.
                draft.membersChange(page.takeEnded());
                new AbsencePortion(cycle, ruling, now, draft).conclude(view, absences);
                return draft;
              });
    } while (changes.isEmpty() && absences.isLeft());
    cycle.progress().owesConclusions(absences.isLeft());
    return changes;
  }

  /** Puts a draft into the ledger and gives its changes; of a plan it goes into the report only. */
  private ArrayNode write(Cycle cycle, Function<LedgerView, UnitOfWork> work) {
    if (cycle.planning()) {
      UnitOfWork draft = ledger.read(cycle.sync(), work);
      for (PlannedChange change : draft.changes()) {
        cycle.progress().planned().add(change.json(0));
        heading(change).ifPresent(word -> cycle.tally().add(word, counted(change)));
      }
      return JsonNodeFactory.instance.arrayNode();
    }
    return journal.intend(cycle, work);
  }

  private UnitOfWork draft(
      LedgerView view, Cycle cycle, Rules rules, Instant now, PageContext page) {
    UnitOfWork draft = new UnitOfWork(cycle.number(), now);
    AlertGrouping sharing = conditions(view, cycle, rules);
    cycle.progress().pagesAreApart(!sharing.mayShare());
    AlertGrouping.Folded folded = sharing.fold(view, page.records());
    if (cycle.rebuilding()) {
      LedgerRebuild.of(cycle).draft(view, cycle, lost, folded, draft, now);
      sharing.keep(draft, folded.entries());
      return draft;
    }
    new Comparison(cycle, rules, now, draft, lost)
        .compare(view, page.last(), folded.records(), folded.entries());
    sharing.keep(draft, folded.entries());
    DoubleClosings.of(cycle).draft(view, cycle, rules, doubles(cycle), draft, now);
    return draft;
  }

  /** What becomes of counterparts that were found and that no listed record accounts for. */
  private UnitOfWork unlisted(LedgerView view, Cycle cycle) {
    Instant now = clock.instant();
    UnitOfWork draft = new UnitOfWork(cycle.number(), now);
    UnlistedCounterparts.takeUp(view, cycle, lost, draft, now);
    lost.leftovers(cycle, view, rules.of(cycle.sync()).absences())
        .ifPresent(left -> cycle.progress().note("leftovers", left));
    return draft;
  }

  private List<Duplicate> doubles(Cycle cycle) {
    List<Duplicate> found = new ArrayList<>(lost.duplicates(cycle));
    if (cycle.planning()) {
      // A cycle finds them in the journal.
      found.addAll(inDoubt.duplicates(cycle));
    }
    return found;
  }

  /** Read once a cycle: where nothing is shared, pages of thousands of records cost no more. */
  private AlertGrouping conditions(LedgerView view, Cycle cycle, Rules rules) {
    return cycle.state(
        GROUPING,
        () -> new AlertGrouping(cycle, rules.perCondition(), rules.comments(), lost, view));
  }

  private static Optional<Heading> heading(PlannedChange change) {
    return switch (change.op()) {
      case CREATE -> Optional.of(Heading.CREATED);
      case UPDATE, COMMENT ->
          change.desired() == null ? Optional.empty() : Optional.of(Heading.UPDATED);
      case CLOSE, DOUBLE -> Optional.of(Heading.CLOSED);
    };
  }

  /** A double counts beside the counterpart of its record. */
  private static String counted(PlannedChange change) {
    String key = change.entry().key();
    return change.op() == Op.DOUBLE ? key + " double " + change.entry().targetId() : key;
  }
}
