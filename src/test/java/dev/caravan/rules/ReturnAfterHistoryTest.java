package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.scenario.JumpingClock;
import dev.caravan.scenario.RowScenario;
import dev.caravan.scenario.Scenario;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
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
