package dev.caravan.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Concerns and what was told of them, within one transaction. Not thread-safe. */
final class ConcernTable {
  private static final String COLUMNS =
      "c.topic, c.subject, c.account, c.number, c.troubled, c.sync, c.cycle, c.at, c.detail";

  private final Handle handle;

  ConcernTable(Handle handle) {
    this.handle = handle;
  }

  Map<ConcernKey, Concern> find(Collection<ConcernKey> keys) {
    List<String> subjects = keys.stream().map(ConcernKey::subject).distinct().toList();
    Map<ConcernKey, Concern> found = new HashMap<>();
    handle
        .createQuery("SELECT " + COLUMNS + " FROM concern c WHERE c.subject IN (<subjects>)")
        .bindList("subjects", subjects)
        .map((row, context) -> concern(row))
        .forEach(concern -> found.put(concern.key(), concern));
    found.keySet().retainAll(keys);
    return found;
  }

  void put(Concern concern) {
    handle
        .createUpdate(
            "INSERT INTO concern (topic, subject, account, number, troubled, sync, cycle, at,"
                + " detail) VALUES (:topic, :subject, :account, :number, :troubled, :sync, :cycle,"
                + " :at, :detail) ON CONFLICT (topic, subject) DO UPDATE SET account ="
                + " excluded.account, number = excluded.number, troubled = excluded.troubled, sync"
                + " = excluded.sync, cycle = excluded.cycle, at = excluded.at, detail ="
                + " excluded.detail")
        .bind("topic", concern.topic().word())
        .bind("subject", concern.subject())
        .bind("account", concern.account())
        .bind("number", concern.number())
        .bind("troubled", concern.troubled())
        .bind("sync", concern.sync())
        .bind("cycle", concern.cycle())
        .bind("at", concern.at().toEpochMilli())
        .bind("detail", concern.detail())
        .execute();
  }

  /** All concerns with what that notify Pipe has told of each, in the order of their subjects. */
  List<ToldConcern> toldBy(String notifier) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + ", COALESCE(t.number, 0) AS told_number, COALESCE(t.troubled, FALSE) AS"
                + " told_troubled, COALESCE(t.trouble_at, 0) AS trouble_at, COALESCE(t.over_at, 0)"
                + " AS over_at FROM concern c LEFT JOIN told_concern t ON t.notifier = :notifier"
                + " AND t.topic = c.topic AND t.subject = c.subject ORDER BY c.subject")
        .bind("notifier", notifier)
        .map(
            (row, context) ->
                new ToldConcern(
                    concern(row),
                    row.getLong("told_number"),
                    row.getBoolean("told_troubled"),
                    Instant.ofEpochMilli(row.getLong("trouble_at")),
                    Instant.ofEpochMilli(row.getLong("over_at"))))
        .list();
  }

  /** That notify Pipe has told that. */
  void told(String notifier, Notice notice, Instant now) {
    boolean over = notice.event().isOver();
    for (ToldConcern told : notice.concerns()) {
      handle
          .createUpdate(
              "INSERT INTO told_concern (notifier, topic, subject, number, troubled, trouble_at,"
                  + " over_at) VALUES (:notifier, :topic, :subject, :number, :troubled, :troubleAt,"
                  + " :overAt) ON CONFLICT (notifier, topic, subject) DO UPDATE SET number ="
                  + " excluded.number, troubled = excluded.troubled, trouble_at ="
                  + " excluded.trouble_at, over_at = excluded.over_at")
          .bind("notifier", notifier)
          .bind("topic", told.concern().topic().word())
          .bind("subject", told.concern().subject())
          .bind("number", told.concern().number())
          .bind("troubled", !over)
          .bind("troubleAt", (over ? told.troubleAt() : now).toEpochMilli())
          .bind("overAt", (over ? now : told.overAt()).toEpochMilli())
          .execute();
    }
  }

  private static Concern concern(ResultSet row) throws SQLException {
    return new Concern(
        Topic.of(row.getString("topic")),
        row.getString("subject"),
        row.getString("account"),
        row.getLong("number"),
        row.getBoolean("troubled"),
        row.getString("sync"),
        row.getLong("cycle"),
        Instant.ofEpochMilli(row.getLong("at")),
        row.getString("detail"));
  }
}
