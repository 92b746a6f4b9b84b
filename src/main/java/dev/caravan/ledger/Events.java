package dev.caravan.ledger;

import dev.caravan.text.PrintableText;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The stories of the records of one sync, within one transaction. Not thread-safe. */
public final class Events {
  private static final int DETAIL_LENGTH = 1000;

  private final Handle handle;
  private final String sync;

  Events(Handle handle, String sync) {
    this.handle = handle;
    this.sync = sync;
  }

  public void tell(Collection<Event> events) {
    Batches.write(
        handle,
        "INSERT INTO event (sync, source_key, cycle, at, event, detail) VALUES (?, ?, ?, ?, ?, ?)",
        events,
        (row, event) ->
            row.text(sync)
                .text(event.key())
                .number(event.cycle())
                .instant(event.at())
                .text(event.event())
                .text(PrintableText.head(DETAIL_LENGTH, event.detail())));
  }

  /** The record for which a target was created or found once; its entry may have another now. */
  Optional<String> recordOf(String target) {
    return handle
        .createQuery(
            "SELECT source_key FROM event WHERE sync = :sync AND event IN ('created', 'adopted')"
                + " AND detail = :target ORDER BY at DESC, id DESC LIMIT 1")
        .bind("sync", sync)
        .bind("target", target)
        .mapTo(String.class)
        .findFirst();
  }

  /** What is told of one record apart from its entry, oldest first. */
  List<Event> of(String key) {
    return handle
        .createQuery(
            "SELECT source_key, cycle, at, event, detail FROM event"
                + " WHERE sync = :sync AND source_key = :key ORDER BY at, id")
        .bind("sync", sync)
        .bind("key", key)
        .map(
            (row, context) ->
                new Event(
                    row.getString("source_key"),
                    row.getLong("cycle"),
                    Instant.ofEpochMilli(row.getLong("at")),
                    row.getString("event"),
                    row.getString("detail")))
        .list();
  }
}
