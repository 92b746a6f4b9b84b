package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which records get a ticket, and how many in a cycle. */
class WantedTest {
  @TempDir Path folder;

  @Test
  void max_creates_spreads_a_flood_over_several_cycles() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 60).with(TicketScenario.SYNC + ".max-creates", "25")) {
      CycleReport first = scenario.sync();
      assertThat(first.created()).isEqualTo(25);
      assertThat(first.held()).isEqualTo(35);
      assertThat(first.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.sync().created()).isEqualTo(25);
      assertThat(scenario.sync().created()).isEqualTo(10);
      assertThat(scenario.sync().unchanged()).isEqualTo(60);
      assertThat(scenario.tickets()).hasSize(60);
    }
  }

  @Test
  void an_alert_below_the_least_severity_gets_no_ticket_but_one_that_has_one_keeps_it() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0).with(TicketScenario.SYNC + ".min-severity", "major")) {
      scenario.opens("a");
      scenario.opens("b");
      scenario.changes("b", "{\"priority\":\"Low\"}");
      CycleReport first = scenario.sync();
      assertThat(first.created()).isEqualTo(1);
      assertThat(first.held()).isEqualTo(1);
      scenario.changes("a", "{\"priority\":\"Information\"}");
      assertThat(scenario.sync().updated()).isEqualTo(1);
      assertThat(scenario.ticketOf("a").priority()).isEqualTo("Low");
      scenario.resolves("a");
      scenario.sync();
      assertThat(scenario.sync().closed()).isEqualTo(1);
      scenario.changes("b", "{\"priority\":\"Critical\"}");
      assertThat(scenario.sync().created()).isEqualTo(1);
    }
  }

  @Test
  void an_alert_waits_until_it_is_old_enough_and_one_that_ends_before_leaves_no_trace() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0).with(TicketScenario.SYNC + ".open-after", "10m")) {
      scenario.opens("a");
      scenario.opens("b");
      long now = Instant.now().toEpochMilli();
      scenario.changes("a", "{\"timestamp\":" + now + "}");
      scenario.changes("b", "{\"timestamp\":" + now + "}");
      assertThat(scenario.sync().held()).isEqualTo(2);
      scenario.resolves("b");
      scenario.restart();
      scenario.withClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(11)));
      assertThat(scenario.sync().created()).isEqualTo(1);
      assertThat(scenario.tickets()).hasSize(1);
      scenario.ticketOf("a");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 180, 100_000, -180})
  void a_sources_clock_that_is_wrong_makes_no_alert_wait_longer(int minutesAhead) {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0).with(TicketScenario.SYNC + ".open-after", "10m")) {
      scenario.opens("a");
      long opened = Instant.now().plus(Duration.ofMinutes(minutesAhead)).toEpochMilli();
      scenario.changes("a", "{\"timestamp\":" + opened + "}");
      assertThat(scenario.sync().held()).isEqualTo(minutesAhead > 0 ? 1 : 0);
      scenario.restart();
      scenario.withClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(9)));
      assertThat(scenario.sync().created()).isZero();
      scenario.restart();
      scenario.withClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(12)));
      assertThat(scenario.sync().created()).isEqualTo(minutesAhead > 0 ? 1 : 0);
      assertThat(scenario.tickets()).hasSize(1);
    }
  }

  @Test
  void a_record_that_waited_and_returns_waits_again() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0).with(TicketScenario.SYNC + ".open-after", "10m")) {
      scenario.opens("a");
      long ahead = Instant.now().plus(Duration.ofHours(30)).toEpochMilli();
      scenario.changes("a", "{\"timestamp\":" + ahead + "}");
      scenario.sync();
      scenario.own.jump(Duration.ofMinutes(11));
      assertThat(scenario.sync().created()).isEqualTo(1);
      scenario.vanishes("a");
      scenario.sync();
      scenario.sync();
      scenario.opens("a");
      scenario.changes("a", "{\"timestamp\":" + ahead + "}");
      assertThat(scenario.sync().created()).isZero();
      scenario.own.jump(Duration.ofMinutes(11));
      assertThat(scenario.sync().created()).isEqualTo(1);
    }
  }
}
