package dev.caravan.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.wire.RequestLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Devices that become rows of a table. */
public final class RowScenario extends Scenario<RowScenario> {
  public static final String SYNC = "datto-devices-to-ninox";
  public static final String TABLE = "Devices";

  public RowScenario(Path folder, int devices) {
    super(folder, SYNC, SandboxOptions.defaults().withRecords(5, devices, 0));
    with("ninox.base-url", sandbox.uri() + "/ninox/v1").with("ninox.token", "sandbox-token");
    with("ninox.team", "Acme").with("ninox.database", "Operations");
    with("ninox.requests-per-minute", "20000").with("ninox.index-lag", "1ms");
    with(SYNC + ".target-table", TABLE).with(SYNC + ".max-creates", "0");
  }

  @Override
  RowScenario self() {
    return this;
  }

  public List<ObjectNode> rows() {
    return sandbox.ninox().rows(TABLE);
  }

  /** The rows by what a column says. */
  public Map<String, ObjectNode> rowsBy(String column) {
    return rows().stream()
        .collect(
            Collectors.toMap(row -> row.path("fields").path(column).asText(), Function.identity()));
  }

  /** What was asked of the table's vendor with that method since the log was cleared. */
  public List<RequestLog.LoggedRequest> asked(String method) {
    return sandbox.log().entries("ninox", method, "/");
  }
}
