package dev.caravan.vendors.datto;

import dev.caravan.store.Database;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** The audits of all devices that were asked for, in the store. Thread-safe. */
public final class AuditStore {
  private final Database store;

  public AuditStore(Database store) {
    this.store = store;
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
                        + " (account, device, audited_at, serial, manufacturer, model)"
                        + " VALUES"
                        + " (:account, :device, :auditedAt, :serial, :manufacturer, :model)"
                        + " ON CONFLICT (account, device) DO UPDATE SET"
                        + " audited_at = excluded.audited_at, serial = excluded.serial,"
                        + " manufacturer = excluded.manufacturer, model = excluded.model")
                .bind("account", account)
                .bind("device", device)
                .bind("auditedAt", audit.auditedAt())
                .bind("serial", audit.serial())
                .bind("manufacturer", audit.manufacturer())
                .bind("model", audit.model())
                .execute());
  }
}
