package dev.caravan.ledger;

import dev.caravan.store.Database;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * How the syncs of a ledger stand at one moment.
 *
 * @param bySync of each sync that ever began a cycle, by its name
 */
public record LedgerFigures(Map<String, Sync> bySync) {
  /** Of a sync that has not begun a cycle. */
  private static final Sync NEW = new Sync(Map.of(), 0, null, null, false);

  /**
   * How one sync stands.
   *
   * @param entries by state; a state without entries may be missing
   * @param inDoubtSince since when the oldest write is in doubt; null when none is
   * @param lastComplete when its last complete cycle ended, records that failed or not; null when
   *     there was none
   * @param guarded whether a safety guard held something back in its last cycle
   */
  public record Sync(
      Map<State, Integer> entries,
      int deadLetters,
      @Nullable Instant inDoubtSince,
      @Nullable Instant lastComplete,
      boolean guarded) {
    /** The entries of a state. */
    public int entries(State state) {
      return entries.getOrDefault(state, 0);
    }
  }

  public Sync of(String sync) {
    return bySync.getOrDefault(sync, NEW);
  }

  /** Looks into a store, in one reading. */
  public static LedgerFigures of(Database store) {
    return store.read(LedgerFigures::read);
  }

  private static LedgerFigures read(Handle handle) {
    Map<String, Map<State, Integer>> entries = new HashMap<>();
    handle
        .createQuery("SELECT sync, state, COUNT(*) AS number FROM entry GROUP BY sync, state")
        .map(
            (row, context) -> {
              entries
                  .computeIfAbsent(row.getString("sync"), name -> new HashMap<>())
                  .put(State.of(row.getString("state")), row.getInt("number"));
              return true;
            })
        .list();
    Map<String, Sync> syncs = new HashMap<>();
    handle
        .createQuery(
            "SELECT name, (SELECT COUNT(*) FROM dead_letter WHERE sync = name) AS letters, (SELECT"
                + " MIN(attempted_at) FROM entry WHERE sync = name AND state = 'in-doubt') AS"
                + " doubted, (SELECT MIN(doubted_at) FROM step WHERE sync = name AND state ="
                + " 'in-doubt' AND doubted_at > 0) AS written, (SELECT ended_at FROM cycle WHERE"
                + " sync = name AND outcome IN ('complete', 'partial') ORDER BY cycle DESC LIMIT 1)"
                + " AS complete, (SELECT outcome FROM cycle WHERE sync = name AND ended_at IS NOT"
                + " NULL ORDER BY cycle DESC LIMIT 1) AS outcome FROM sync")
        .map(
            (row, context) -> {
              Instant doubted = moment(row.getObject("doubted"));
              Instant written = moment(row.getObject("written"));
              boolean first = written == null || (doubted != null && doubted.isBefore(written));
              syncs.put(
                  row.getString("name"),
                  new Sync(
                      entries.getOrDefault(row.getString("name"), Map.of()),
                      row.getInt("letters"),
                      first ? doubted : written,
                      moment(row.getObject("complete")),
                      "guarded".equals(row.getString("outcome"))));
              return true;
            })
        .list();
    return new LedgerFigures(syncs);
  }

  private static @Nullable Instant moment(@Nullable Object millis) {
    return millis instanceof Number number ? Instant.ofEpochMilli(number.longValue()) : null;
  }
}
