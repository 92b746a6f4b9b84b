package dev.caravan.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.ledger.Marker;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.store.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of a table, which people write, and the tickets that become of them. */
public final class RowTicketScenario extends Scenario<RowTicketScenario> {
  public static final String SYNC = "ninox-records-to-atera-tickets";
  public static final String TABLE = "Requests";

  public RowTicketScenario(Path folder) {
    super(folder, SYNC, SandboxOptions.defaults().withRecords(2, 1, 0));
    with("ninox.base-url", sandbox.uri() + "/ninox").with("ninox.token", "sandbox-token");
    with("ninox.team", "Acme").with("ninox.database", "Operations");
    with("ninox.requests-per-minute", "20000");
    with(SYNC + ".source-table", TABLE).with(SYNC + ".end-user-id", "128");
  }

  @Override
  RowTicketScenario self() {
    return this;
  }

  /** The ledger is there instead of in a file. */
  public RowTicketScenario keptIn(StoreSettings store) {
    with("caravan.store.url", store.url());
    return store.username().isEmpty()
        ? this
        : with("caravan.store.username", store.username())
            .with("caravan.store.password", store.password());
  }

  /** The next processes live so much later. */
  public RowTicketScenario later(Duration by) {
    return withClock(Clock.offset(Clock.systemUTC(), by));
  }

  /** A person writes a row; its id. */
  public long writes(String title, String... more) {
    Map<String, Object> fields = new HashMap<>(Map.of("Title", title));
    for (int i = 0; i < more.length; i += 2) {
      fields.put(more[i], more[i + 1]);
    }
    return sandbox.ninox().addRow(TABLE, fields);
  }

  public void edits(long row, String column, String value) {
    sandbox.ninox().editRow(TABLE, row, Map.of(column, value));
  }

  /** The tickets of one generation of a row. */
  public List<TicketSnapshot> ticketsOf(long row, int generation) {
    return sandbox
        .atera()
        .ticketsWithMarker(Marker.of("main", SYNC, String.valueOf(row), generation));
  }

  public TicketSnapshot ticketOf(long row) {
    List<TicketSnapshot> found = ticketsOf(row, 1);
    if (found.size() != 1) {
      throw new AssertionError("row " + row + " has " + found.size() + " tickets");
    }
    return found.get(0);
  }

  public List<ObjectNode> rows() {
    return sandbox.ninox().rows(TABLE);
  }

  /** Cycles until the next one is of changes only. */
  public RowTicketScenario settle() {
    for (int i = 0; i < 20; i++) {
      if (plan().changesOnly()) {
        return this;
      }
      sync();
    }
    throw new AssertionError("each cycle reads the whole table");
  }
}
