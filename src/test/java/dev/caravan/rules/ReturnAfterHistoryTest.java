package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.scenario.JumpingClock;
import dev.caravan.scenario.RowScenario;
import dev.caravan.scenario.Scenario;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that returns when its history has been taken away. */
class ReturnAfterHistoryTest {
  @TempDir Path folder;

  @Test
  void an_alert_that_returns_a_year_later_gets_a_ticket_with_a_marker_that_no_other_bears() {
    try (TicketScenario here = TicketScenario.running(folder, 0)) {
      here.opens("back");
      here.sync();
      here.vanishes("back");
      here.sync();
      here.sync();
      assertThat(here.ticketOf("back").status()).isEqualTo("Resolved");
      here.clock.jump(Duration.ofDays(365));
      here.sync();
      assertThat(listed(here)).isEmpty();
      assertThat(here.caravan().syncs().rebuild(TicketScenario.SYNC).rebuilt().unclaimed())
          .isEmpty();

      here.opens("back");
      assertThat(here.sync().created()).isEqualTo(1);
      here.restart();
      here.losesTheLedger();
      assertThat(here.syncUntilSettled().created()).isZero();

      assertThat(here.tickets()).hasSize(2);
      assertThat(here.ticketsOf("back", 1)).hasSize(1);
      assertThat(here.ticketsOf("back", 2)).hasSize(1).allMatch(it -> it.status().equals("Open"));
    }
  }

  @Test
  void a_device_that_returns_a_year_later_takes_its_row_up_again() {
    JumpingClock clock = new JumpingClock();
    try (RowScenario here = new RowScenario(folder, 3).withClock(clock)) {
      here.sync();
      String uid = here.sandbox.datto().devices().get(0).path("uid").asText();
      here.sandbox.datto().markDevice(uid, true);
      here.sync();
      here.sync();
      assertThat(here.rows()).filteredOn(ReturnAfterHistoryTest::isRemoved).hasSize(1);
      clock.jump(Duration.ofDays(365));
      here.sync();
      assertThat(listed(here)).hasSize(2);

      here.restart();
      here.sandbox.datto().markDevice(uid, false);
      assertThat(here.sync().error()).isNull();

      assertThat(here.rows()).hasSize(3).noneMatch(ReturnAfterHistoryTest::isRemoved);
      assertThat(listed(here)).hasSize(3);
      assertThat(here.sync().unchanged()).isEqualTo(3);
    }
  }

  @Test
  void of_a_sync_that_has_another_name_now_the_old_name_keeps_no_history() throws SQLException {
    JumpingClock clock = new JumpingClock();
    try (RowScenario here = new RowScenario(folder, 3).withClock(clock)) {
      here.sync();
      here.sandbox
          .datto()
          .markDevice(here.sandbox.datto().devices().get(0).path("uid").asText(), true);
      for (int i = 0; i < 5; i++) {
        here.sync();
      }
      onStore("UPDATE sync SET name = 'of-old'");
      for (String table : List.of("cycle", "entry", "event")) {
        onStore("UPDATE %s SET sync = 'of-old'".formatted(table));
      }
      clock.jump(Duration.ofDays(365));
      here.sync();
    }
    assertThat(onStore("SELECT COUNT(*) FROM cycle WHERE sync = 'of-old'")).isLessThanOrEqualTo(2);
    assertThat(onStore("SELECT COUNT(*) FROM entry WHERE sync = 'of-old'")).isEqualTo(2);
    assertThat(onStore("SELECT COUNT(*) FROM ended_entry WHERE sync = 'of-old'")).isEqualTo(1);
  }

  private int onStore(String sql) throws SQLException {
    try (Connection store =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
        Statement statement = store.createStatement()) {
      return statement.execute(sql) ? statement.getResultSet().getInt(1) : 0;
    }
  }

  private static boolean isRemoved(ObjectNode row) {
    return row.path("fields").hasNonNull("Removed");
  }

  private static List<String> listed(Scenario<?> here) {
    List<String> keys = new ArrayList<>();
    here.ledger(
        view -> {
          view.entries().each(entry -> keys.add(entry.key()));
          return null;
        });
    return keys;
  }
}
