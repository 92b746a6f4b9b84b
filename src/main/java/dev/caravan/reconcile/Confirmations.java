package dev.caravan.reconcile;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the source says of records that it no longer lists. Thread-safe. */
public final class Confirmations {
  /** What became of a record. */
  enum Fate {
    /** It is over: its counterpart is closed. */
    RESOLVED,
    /** It is still there; that a list left it out means nothing. */
    OPEN,
    /** The source does not know it any more. */
    GONE,
    /** The source was not asked: it cannot be, or this cycle's share of look-ups is used up. */
    UNKNOWN
  }

  /**
   * @param at when it was resolved, as the source says; may be absent
   */
  record Confirmation(Fate fate, @Nullable String at) {}

  private static final Confirmation UNKNOWN = new Confirmation(Fate.UNKNOWN, null);

  private final Map<String, Confirmation> byKey = new ConcurrentHashMap<>();

  void put(String key, String state, @Nullable String at) {
    Fate fate =
        switch (state) {
          case "resolved" -> Fate.RESOLVED;
          case "open" -> Fate.OPEN;
          case "gone" -> Fate.GONE;
          default ->
              throw new UnusableRecord(
                  "A confirm route answered '%s' for %s; it knows open, resolved and gone"
                      .formatted(state, key));
        };
    byKey.put(key, new Confirmation(fate, at));
  }

  /** Whether the source calls a record open that its list left out: that list was not whole. */
  boolean anyOpen() {
    return any(Fate.OPEN);
  }

  /** Whether the source does not know one of the records: is that to be believed? */
  boolean anyGone() {
    return any(Fate.GONE);
  }

  private boolean any(Fate fate) {
    return byKey.values().stream().anyMatch(one -> one.fate() == fate);
  }

  Confirmation of(String key) {
    return byKey.getOrDefault(key, UNKNOWN);
  }
}
