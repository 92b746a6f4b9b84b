package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.Office;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which records get a ticket, and how many in a cycle. */
class WantedTest {
  @TempDir Path folder;

  @Test
  void max_creates_spreads_a_flood_over_several_cycles() {
    try (Office office = new Office(folder, 60).with(Office.SYNC + ".max-creates", "25")) {
      CycleReport first = office.sync();
      assertThat(first.created()).isEqualTo(25);
      assertThat(first.held()).isEqualTo(35);
      assertThat(first.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(office.sync().created()).isEqualTo(25);
      assertThat(office.sync().created()).isEqualTo(10);
      assertThat(office.sync().unchanged()).isEqualTo(60);
      assertThat(office.tickets()).hasSize(60);
    }
  }

  @Test
  void an_alert_below_the_least_severity_gets_no_ticket_but_one_that_has_one_keeps_it() {
    try (Office office = new Office(folder, 0).with(Office.SYNC + ".min-severity", "major")) {
      office.opens("a");
      office.opens("b");
      office.changes("b", "{\"priority\":\"Low\"}");
      CycleReport first = office.sync();
      assertThat(first.created()).isEqualTo(1);
      assertThat(first.held()).isEqualTo(1);
      office.changes("a", "{\"priority\":\"Information\"}");
      assertThat(office.sync().updated()).isEqualTo(1);
      assertThat(office.ticketOf("a").priority()).isEqualTo("Low");
      office.resolves("a");
      office.sync();
      assertThat(office.sync().closed()).isEqualTo(1);
      office.changes("b", "{\"priority\":\"Critical\"}");
      assertThat(office.sync().created()).isEqualTo(1);
    }
  }

  @Test
  void an_alert_waits_until_it_is_old_enough_and_one_that_ends_before_leaves_no_trace() {
    try (Office office = new Office(folder, 0).with(Office.SYNC + ".open-after", "10m")) {
      office.opens("a");
      office.opens("b");
      long now = Instant.now().toEpochMilli();
      office.changes("a", "{\"timestamp\":" + now + "}");
      office.changes("b", "{\"timestamp\":" + now + "}");
      assertThat(office.sync().held()).isEqualTo(2);
      office.resolves("b");
      office.restart();
      office.withClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(11)));
      assertThat(office.sync().created()).isEqualTo(1);
      assertThat(office.tickets()).hasSize(1);
      office.ticketOf("a");
    }
  }
}
