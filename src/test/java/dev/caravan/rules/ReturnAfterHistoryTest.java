package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static List<String> listed(TicketScenario here) {
    List<String> keys = new ArrayList<>();
    here.ledger(
        view -> {
          view.entries().each(entry -> keys.add(entry.key()));
          return null;
        });
    return keys;
  }
}
