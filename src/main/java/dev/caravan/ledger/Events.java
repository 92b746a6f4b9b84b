package dev.caravan.ledger;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

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
    PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO event (sync, source_key, cycle, at, event, detail)"
                + " VALUES (:sync, :key, :cycle, :at, :event, :detail)");
    for (Event event : events) {
      batch
          .bind("sync", sync)
          .bind("key", event.key())
          .bind("cycle", event.cycle())
          .bind("at", event.at())
          .bind("event", event.event())
          .bind("detail", Texts.atMost(DETAIL_LENGTH, event.detail()))
          .add();
    }
    Batches.run(batch, events.size());
  }

  /** The story of one record, oldest first. */
  public List<Event> of(String key) {
    return handle
        .createQuery(
            "SELECT source_key, cycle, at, event, detail FROM event"
                + " WHERE sync = :sync AND source_key = :key ORDER BY id")
        .bind("sync", sync)
        .bind("key", key)
        .map(
            (row, context) ->
                new Event(
                    row.getString("source_key"),
                    row.getLong("cycle"),
                    row.getTimestamp("at").toInstant(),
                    row.getString("event"),
                    row.getString("detail")))
        .list();
  }
}
