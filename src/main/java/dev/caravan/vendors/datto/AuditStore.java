package dev.caravan.vendors.datto;

import dev.caravan.store.Database;
import dev.caravan.store.Retention;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The audits of all devices that were asked for, in the store, for as long as devices are listed.
 * Thread-safe.
 */
public final class AuditStore {
  private static final int PORTION = 500;
  private static final int RENEWALS = 4;
  private static final String OLD =
      "account = :account AND device IN (<devices>) AND used_at < :old";

  private final Database store;
  private final InstantSource clock;
  private final Retention retention;

  /**
   * @param retention what nobody has used for as long as it keeps things is taken away
   */
  public AuditStore(Database store, InstantSource clock, Retention retention) {
    this.store = store;
    this.clock = clock;
    this.retention = retention;
    retention.add(this::take);
  }

  private boolean take(Instant before) {
    return store.<Integer>write(
            handle ->
                handle
                    .createUpdate(
                        "DELETE FROM datto_audit WHERE (account, device) IN (SELECT account, device"
                            + " FROM datto_audit WHERE used_at < :before LIMIT :most)")
                    .bind("before", before.toEpochMilli())
                    .bind("most", PORTION)
                    .execute())
        == PORTION;
  }

  /**
   * Those devices of an account are listed still; a row says so anew a few times in the time that
   * it is kept.
   */
  void used(String account, Collection<String> devices) {
    if (devices.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    long old = now.minus(retention.keep().dividedBy(RENEWALS)).toEpochMilli();
    boolean due =
        store.read(
            handle ->
                handle
                    .createQuery("SELECT 1 FROM datto_audit WHERE " + OLD + " LIMIT 1")
                    .bind("account", account)
                    .bindList("devices", devices)
                    .bind("old", old)
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent());
    if (due) {
      store.write(
          handle ->
              handle
                  .createUpdate("UPDATE datto_audit SET used_at = :now WHERE " + OLD)
                  .bind("now", now.toEpochMilli())
                  .bind("account", account)
                  .bindList("devices", devices)
                  .bind("old", old)
                  .execute());
    }
  }

  /** The audits of those devices of an account that are known, by uid. */
  Map<String, Audit> known(String account, Collection<String> devices) {
    if (devices.isEmpty()) {
      return Map.of();
    }
    return store.read(
        handle ->
            handle
                .createQuery(
                    "SELECT device, audited_at, serial, manufacturer, model FROM datto_audit"
                        + " WHERE account = :account AND device IN (<devices>)")
                .bind("account", account)
                .bindList("devices", devices)
                .map(
                    (row, context) ->
                        Map.entry(
                            row.getString("device"),
                            new Audit(
                                row.getString("audited_at"),
                                row.getString("serial"),
                                row.getString("manufacturer"),
                                row.getString("model"))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** Keeps the audit of a device in the place of the one before. */
  void keep(String account, String device, Audit audit) {
    store.write(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO datto_audit"
                        + " (account, device, audited_at, serial, manufacturer, model, used_at)"
                        + " VALUES"
                        + " (:account, :device, :auditedAt, :serial, :manufacturer, :model,"
                        + " :usedAt)"
                        + " ON CONFLICT (account, device) DO UPDATE SET"
                        + " audited_at = excluded.audited_at, serial = excluded.serial,"
                        + " manufacturer = excluded.manufacturer, model = excluded.model,"
                        + " used_at = excluded.used_at")
                .bind("account", account)
                .bind("device", device)
                .bind("auditedAt", audit.auditedAt())
                .bind("serial", audit.serial())
                .bind("manufacturer", audit.manufacturer())
                .bind("model", audit.model())
                .bind("usedAt", clock.millis())
                .execute());
  }
}
