package dev.caravan.reconcile.absence;

import dev.caravan.reconcile.record.UnusableRecord;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the source says of records that it no longer lists. Thread-safe. */
public final class Confirmations {
  /** What became of a record. */
  public enum Fate {
    /** It is over: its counterpart is closed. */
    RESOLVED,
    /** It is still there; that a list left it out means nothing. */
    OPEN,
    /** The source does not know it any more. */
    GONE,
    /** The source was asked, and its answer says nothing of the record. */
    UNANSWERED,
    /** The source was not asked: it cannot be, or this cycle's share of look-ups is used up. */
    UNKNOWN
  }

  /**
   * @param at when it was resolved, as the source says; may be absent
   */
  public record Confirmation(Fate fate, @Nullable String at) {}

  private static final Confirmation UNKNOWN = new Confirmation(Fate.UNKNOWN, null);
  private static final Confirmation OPEN = new Confirmation(Fate.OPEN, null);
  private static final Confirmation UNANSWERED = new Confirmation(Fate.UNANSWERED, null);
  private static final Confirmation GONE = new Confirmation(Fate.GONE, null);

  private static final Comparator<Confirmation> LAST =
      Comparator.comparing(Confirmation::at, Comparator.nullsFirst(Comparator.naturalOrder()));

  /** By the key of the entry, then by that of the record. */
  private final Map<String, Map<String, Confirmation>> byEntry = new ConcurrentHashMap<>();

  private volatile boolean noMore;
  private final Map<String, Integer> expected = new ConcurrentHashMap<>();

  /** Notes for how many records an entry stands; one unless said otherwise. */
  public void expect(String entry, int records) {
    expected.put(entry, records);
  }

  public void put(String entry, String record, String state, @Nullable String at) {
    Fate fate =
        switch (state) {
          case "resolved" -> Fate.RESOLVED;
          case "open" -> Fate.OPEN;
          case "gone" -> Fate.GONE;
          default ->
              throw new UnusableRecord(
                  "A confirm route answered '%s' for %s; it knows open, resolved and gone"
                      .formatted(state, record));
        };
    byEntry
        .computeIfAbsent(entry, any -> new ConcurrentHashMap<>())
        .put(record, new Confirmation(fate, at));
  }

  /** The source gave no usable answer about a record. */
  public void unanswered(String entry, String record) {
    byEntry.computeIfAbsent(entry, any -> new ConcurrentHashMap<>()).put(record, UNANSWERED);
  }

  /** About how many records the source gave no usable answer. */
  public int unanswered() {
    return (int) all().filter(one -> one.fate() == Fate.UNANSWERED).count();
  }

  /** The source is not to be asked any more in this cycle. */
  void noMore() {
    noMore = true;
  }

  public boolean isNoMoreToBeAsked() {
    return noMore;
  }

  /** Whether the source said of any record what became of it. */
  public boolean anyAnswered() {
    return all().anyMatch(one -> one.fate() != Fate.UNANSWERED);
  }

  private Stream<Confirmation> all() {
    return byEntry.values().stream().flatMap(records -> records.values().stream());
  }

  /** Whether the source calls a record open that its list left out: that list was not whole. */
  public boolean anyOpen() {
    return any(Fate.OPEN);
  }

  /** Whether the source does not know one of the records: is that to be believed? */
  public boolean anyGone() {
    return any(Fate.GONE);
  }

  private boolean any(Fate fate) {
    return byEntry.values().stream().anyMatch(records -> has(records, fate));
  }

  private static boolean has(Map<String, Confirmation> records, Fate fate) {
    return records.values().stream().anyMatch(one -> one.fate() == fate);
  }

  /**
   * Whether the source called that record of an entry resolved.
   *
   * @param orGone whether that it does not know the record is enough
   */
  public boolean isOver(String entry, String record, boolean orGone) {
    Confirmation one = byEntry.getOrDefault(entry, Map.of()).get(record);
    return one != null && (one.fate() == Fate.RESOLVED || (orGone && one.fate() == Fate.GONE));
  }

  /**
   * What became of all records of an entry: open as soon as one is, resolved when every one is, and
   * then since the last one was.
   */
  public Confirmation of(String entry) {
    Map<String, Confirmation> records = byEntry.getOrDefault(entry, Map.of());
    if (has(records, Fate.OPEN)) {
      return OPEN;
    }
    if (has(records, Fate.UNANSWERED)) {
      return UNANSWERED;
    }
    if (records.isEmpty() || records.size() < expected.getOrDefault(entry, 1)) {
      return UNKNOWN;
    }
    return has(records, Fate.GONE) ? GONE : records.values().stream().max(LAST).orElse(UNKNOWN);
  }
}
