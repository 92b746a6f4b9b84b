package dev.caravan.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many routes and beans one alert passes: who follows it through the files reads that many. */
class WayOfAnAlertTest {
  private static final int ROUTES_OF_A_FIRST_CYCLE = 27;
  private static final int BEANS_OF_A_FIRST_CYCLE = 96;
  private static final int ROUTES_OF_A_LATER_CYCLE = 19;
  private static final int BEANS_OF_A_LATER_CYCLE = 61;

  @TempDir Path folder;

  @Test
  void an_alert_becomes_a_ticket_by_a_short_way() {
    try (StepCounter counter = StepCounter.open();
        TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("first");
      assertThat(scenario.sync().created()).isEqualTo(1);
      assertThat(counter.routes()).as("%s", counter).isLessThanOrEqualTo(ROUTES_OF_A_FIRST_CYCLE);
      assertThat(counter.beans()).as("%s", counter).isLessThanOrEqualTo(BEANS_OF_A_FIRST_CYCLE);

      counter.clear();
      scenario.opens("later");
      assertThat(scenario.sync().created()).isEqualTo(1);
      assertThat(counter.routes()).as("%s", counter).isLessThanOrEqualTo(ROUTES_OF_A_LATER_CYCLE);
      assertThat(counter.beans()).as("%s", counter).isLessThanOrEqualTo(BEANS_OF_A_LATER_CYCLE);
    }
  }

  @Test
  void what_is_asked_once_a_cycle_is_asked_with_its_first_page() {
    try (StepCounter counter = StepCounter.open();
        TicketScenario scenario = TicketScenario.running(folder, 300)) {
      assertThat(scenario.sync().created()).isEqualTo(300);

      assertThat(counter.entered("reconcile-action-atera-tickets")).isEqualTo(2);
      assertThat(counter.entered("atera-tickets-identity")).isEqualTo(1);
      assertThat(counter.entered("reconcile-search")).isEqualTo(1);
      assertThat(counter.entered("atera-tickets-scan")).as("and a look").isEqualTo(2);
    }
  }
}
