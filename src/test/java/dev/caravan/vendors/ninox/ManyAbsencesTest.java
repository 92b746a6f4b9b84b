package dev.caravan.vendors.ninox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.RowScenario;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list that lost very many records is worked on in portions, each of which is progress. */
class ManyAbsencesTest {
  @TempDir Path folder;

  private void inTheStore(String sql) throws Exception {
    try (Connection store =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
        Statement statement = store.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long missedOnce(RowScenario here) {
    return here.<Long>ledger(
        view -> {
          long[] missed = new long[1];
          view.entries().eachAlive(entry -> missed[0] += entry.missed() == 1 ? 1 : 0);
          return missed[0];
        });
  }

  @Test
  void what_was_counted_before_the_store_failed_stays_counted() throws Exception {
    try (RowScenario here = new RowScenario(folder, 1200)) {
      assertThat(here.sync().created()).isEqualTo(1200);
      List<String> keys =
          here.sandbox.datto().devices().stream()
              .map(device -> device.path("uid").asText())
              .sorted()
              .toList();
      inTheStore(
          "CREATE TRIGGER fails BEFORE UPDATE ON entry WHEN NEW.source_key = '%s' BEGIN SELECT"
                  .formatted(keys.get(1199))
              + " RAISE(ABORT, 'the disk is full'); END");
      here.sandbox
          .faults()
          .add(Fault.of(Kind.EMPTY_LIST).on("datto", "GET", "/account/devices").times(0));

      assertThat(here.sync().outcome()).isEqualTo(Outcome.ABORTED);

      assertThat(missedOnce(here)).isEqualTo(1000);
      inTheStore("DROP TRIGGER fails");
      here.sandbox.faults().clear();
      assertThat(here.sync().unchanged()).isEqualTo(1200);
      assertThat(missedOnce(here)).isZero();
    }
  }
}
