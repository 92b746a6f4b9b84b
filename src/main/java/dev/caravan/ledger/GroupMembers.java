package dev.caravan.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The records that share counterparts in one sync, within one transaction. Not thread-safe. */
public final class GroupMembers {
  private static final Comparator<GroupMember> OLDEST_FIRST =
      Comparator.comparing(GroupMember::openedAt).thenComparing(GroupMember::recordKey);

  private final Handle handle;
  private final String sync;

  GroupMembers(Handle handle, String sync) {
    this.handle = handle;
    this.sync = sync;
  }

  /** Those of the given entries, by the entry's key, oldest first. */
  public Map<String, List<GroupMember>> of(Collection<String> keys) {
    Map<String, List<GroupMember>> found = new HashMap<>();
    Lookup.each(
        handle,
        "SELECT source_key, record_key, opened_at, untold, ended FROM occurrence"
            + " WHERE sync = ? AND source_key",
        sync,
        keys,
        row -> {
          GroupMember one = occurrence(row);
          found.computeIfAbsent(one.key(), key -> new ArrayList<>()).add(one);
        });
    found.values().forEach(members -> members.sort(OLDEST_FIRST));
    return found;
  }

  /** The entry whose counterpart a record shares. */
  public Optional<String> entryOf(String record) {
    return handle
        .createQuery(
            "SELECT source_key FROM occurrence WHERE sync = :sync AND record_key = :record"
                + " ORDER BY opened_at DESC LIMIT 1")
        .bind("sync", sync)
        .bind("record", record)
        .mapTo(String.class)
        .findFirst();
  }

  /** All of them, oldest first. */
  public List<GroupMember> all() {
    return handle
        .createQuery(
            "SELECT source_key, record_key, opened_at, untold, ended FROM occurrence"
                + " WHERE sync = :sync ORDER BY opened_at, record_key")
        .bind("sync", sync)
        .map((row, context) -> occurrence(row))
        .list();
  }

  public void add(Collection<GroupMember> occurrences) {
    Batches.write(
        handle,
        "INSERT INTO occurrence (sync, source_key, record_key, opened_at, untold)"
            + " VALUES (?, ?, ?, ?, ?)",
        occurrences,
        (row, one) ->
            row.text(sync)
                .text(one.key())
                .text(one.recordKey())
                .instant(one.openedAt())
                .text(one.untold()));
  }

  /** Notes of known ones whether they have ended. */
  public void update(Collection<GroupMember> occurrences) {
    Batches.write(
        handle,
        "UPDATE occurrence SET ended = ? WHERE sync = ? AND source_key = ? AND record_key = ?",
        occurrences,
        (row, one) -> row.flag(one.ended()).text(sync).text(one.key()).text(one.recordKey()));
  }

  /** A counterpart says now what there was to tell of those records. */
  public void told(String key, Collection<String> records) {
    Batches.write(
        handle,
        "UPDATE occurrence SET untold = NULL WHERE sync = ? AND source_key = ? AND record_key = ?",
        records,
        (row, record) -> row.text(sync).text(key).text(record));
  }

  /** Forgets those of entries whose counterpart is over. */
  public void clear(Collection<String> keys) {
    Batches.write(
        handle,
        "DELETE FROM occurrence WHERE sync = ? AND source_key = ?",
        keys,
        (row, key) -> row.text(sync).text(key));
  }

  private static GroupMember occurrence(ResultSet row) throws SQLException {
    return new GroupMember(
        row.getString("source_key"),
        row.getString("record_key"),
        Instant.ofEpochMilli(row.getLong("opened_at")),
        row.getString("untold"),
        row.getBoolean("ended"));
  }
}
