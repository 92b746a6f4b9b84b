package dev.caravan.ledger;

import dev.caravan.text.PrintableText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry as a row of the store. */
final class EntryRow {
  static final String COLUMNS =
      "source_key, generation, state, marker, target_id, desired, applied, written, closing,"
          + " summary, missed, held, attempted_at, scans, commented_at, seen_cycle, seen_at,"
          + " created_cycle, created_at, baseline, overruled, severity, device";

  private static final int SUMMARY_LENGTH = 500;

  private EntryRow() {}

  /**
   * Puts an entry into a row, in the order of {@code UPDATE}: what identifies it comes last.
   *
   * @param now the time that it is written down with
   */
  static void bind(Batches row, Entry entry, String sync, Instant now) throws SQLException {
    Wanted wanted = entry.wanted();
    Counterpart counterpart = entry.counterpart();
    Fingerprint applied = counterpart.applied();
    Moment created = counterpart.created();
    Baseline baseline = counterpart.baseline();
    Moment since = entry.presence().since();
    row.number(entry.generation())
        .text(entry.state().word())
        .text(counterpart.marker())
        .text(counterpart.id())
        .text(wanted.fingerprint().toString())
        .text(applied == null ? null : applied.toString())
        .text(counterpart.written())
        .text(wanted.closing())
        .text(PrintableText.head(SUMMARY_LENGTH, wanted.summary()))
        .number(entry.missed())
        .flag(entry.endedByPerson())
        .instant(entry.attempt().at())
        .number(entry.attempt().scans())
        .instant(counterpart.commentedAt())
        .number(since.cycle())
        .instant(since.at())
        .number(created == null ? null : (Long) created.cycle())
        .instant(created == null ? null : created.at())
        .text(baseline == null ? null : baseline.signs())
        .text(baseline == null ? null : baseline.overruled())
        .number(wanted.severity())
        .text(wanted.device())
        .instant(entry.isOver() ? now : null)
        .text(sync)
        .text(entry.key());
  }

  /** The entry in a row of {@link #COLUMNS}. */
  static Entry read(ResultSet row) throws SQLException {
    String applied = row.getString(7);
    Instant createdAt = instant(row, 19);
    String signs = row.getString(20);
    return new Entry(
        row.getString(1),
        row.getInt(2),
        State.of(row.getString(3)),
        row.getBoolean(12),
        new Wanted(
            Fingerprint.parse(row.getString(6)),
            row.getString(9),
            row.getString(10),
            row.getInt(22),
            row.getString(23)),
        new Counterpart(
            row.getString(4),
            row.getString(5),
            applied == null ? null : Fingerprint.parse(applied),
            row.getString(8),
            instant(row, 15),
            createdAt == null ? null : new Moment(row.getLong(18), createdAt),
            signs == null ? null : new Baseline(signs, row.getString(21))),
        new CreateAttempt(instant(row, 13), row.getInt(14)),
        new Presence(
            new Moment(row.getLong(16), Instant.ofEpochMilli(row.getLong(17))), row.getInt(11)));
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
