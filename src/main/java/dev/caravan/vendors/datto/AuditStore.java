package dev.caravan.vendors.datto;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;

/** The audits of all devices that were asked for, in the store. Thread-safe. */
public final class AuditStore {
  private final Jdbi jdbi;

  public AuditStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The audits of those devices of an account that are known, by uid. */
  Map<String, Audit> known(String account, Collection<String> devices) {
    if (devices.isEmpty()) {
      return Map.of();
    }
    return jdbi.withHandle(
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
    if (updated(account, device, audit)) {
      return;
    }
    try {
      execute(
          "INSERT INTO datto_audit (account, device, audited_at, serial, manufacturer, model)"
              + " VALUES (:account, :device, :auditedAt, :serial, :manufacturer, :model)",
          account,
          device,
          audit);
    } catch (UnableToExecuteStatementException e) {
      // Another sync of the account may have asked for the same device.
      if (!updated(account, device, audit)) {
        throw e;
      }
    }
  }

  private boolean updated(String account, String device, Audit audit) {
    return execute(
            "UPDATE datto_audit SET audited_at = :auditedAt, serial = :serial,"
                + " manufacturer = :manufacturer, model = :model"
                + " WHERE account = :account AND device = :device",
            account,
            device,
            audit)
        > 0;
  }

  private int execute(String sql, String account, String device, Audit audit) {
    return jdbi.withHandle(
        handle -> {
          try (Update update = handle.createUpdate(sql)) {
            return update
                .bind("account", account)
                .bind("device", device)
                .bind("auditedAt", audit.auditedAt())
                .bind("serial", audit.serial())
                .bind("manufacturer", audit.manufacturer())
                .bind("model", audit.model())
                .execute();
          }
        });
  }
}
