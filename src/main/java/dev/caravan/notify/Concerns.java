package dev.caravan.notify;

import dev.caravan.cycle.CycleReport;
import dev.caravan.store.Database;
import dev.caravan.text.PrintableText;
import dev.caravan.text.Redaction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The concerns of all syncs and accounts, in the store. Thread-safe. */
public final class Concerns {
  /** Enough for a sentence of a vendor; a message of a chat shows no more. */
  private static final int MOST_OF_A_DETAIL = 500;

  private final Database store;
  private final ConcernRules rules;
  private final Redaction redaction;
  private final InstantSource clock;

  /**
   * @param after so many aborted cycles in a row are trouble
   * @param redaction takes secrets out of what cycles say
   */
  public Concerns(Database store, int after, Redaction redaction, InstantSource clock) {
    this.store = store;
    this.rules = new ConcernRules(after);
    this.redaction = redaction;
    this.clock = clock;
  }

  /**
   * A cycle of any process on the store has ended. One without news costs a reading.
   *
   * @return whether there is something new to be told
   * @throws org.jdbi.v3.core.JdbiException when the store fails
   */
  public boolean ended(CycleReport report) {
    if (report.planned() || report.rebuilt() != null) {
      return false;
    }
    List<Concern> changes = store.read(handle -> changes(new ConcernTable(handle), report));
    if (changes.isEmpty()) {
      return false;
    }
    return store.<Boolean>write(
        handle -> {
          ConcernTable table = new ConcernTable(handle);
          List<Concern> still = changes(table, report);
          still.forEach(table::put);
          return !still.isEmpty();
        });
  }

  private List<Concern> changes(ConcernTable table, CycleReport report) {
    Map<ConcernKey, Concern> known = table.find(ConcernRules.keys(report));
    return rules.changes(known, report, said(report), clock.instant());
  }

  private String said(CycleReport report) {
    String error = report.error() == null ? "" : report.error();
    return PrintableText.atMost(MOST_OF_A_DETAIL, PrintableText.line(redaction.clean(error)));
  }

  /** What a notify Pipe is to tell now. */
  List<Notice> due(String notifier, DueNotices rules) {
    Instant now = clock.instant();
    return store.read(handle -> rules.of(new ConcernTable(handle).toldBy(notifier), now));
  }

  /** It has told that. */
  void told(String notifier, Notice notice) {
    Instant now = clock.instant();
    store.write(
        handle -> {
          new ConcernTable(handle).told(notifier, notice, now);
          return null;
        });
  }
}
