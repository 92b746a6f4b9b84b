package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.process.Jvm;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed at any point neither loses nor doubles a ticket. */
@Timeout(300)
class KillTest {
  private static final int ALERTS = 60;

  @TempDir Path folder;

  /** Kills the process as soon as so many requests of that kind have arrived. */
  private void killedAfter(Office office, String method, int count) throws Exception {
    office.restart();
    office.sandbox.log().clear();
    Process process =
        Jvm.running(Jvm.SHORT_LIVED, OneCycle.class, office.here.configFile().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("child.log").toFile())
            .start();
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(2))
          .until(() -> office.sandbox.log().entries("atera", method, "/").size() >= count);
    } finally {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static void eachAlertHasOneTicket(Office office) {
    for (String key : office.openKeys()) {
      assertThat(office.ticketsOf(key, 1)).as(key).hasSize(1);
    }
    assertThat(office.steps()).isEmpty();
  }

  @Test
  void killed_again_and_again_while_tickets_are_created() throws Exception {
    try (Office office = new Office(folder, ALERTS)) {
      office.fault(Fault.of(Kind.SLOW).on("atera", "POST", "/tickets$").times(0).withDelayMs(40));
      for (int count : List.of(1, 2, 5, 9, 8, 12)) {
        killedAfter(office, "POST", count);
      }
      office.sandbox.faults().clear();
      assertThat(office.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(office.tickets()).hasSize(ALERTS);
      eachAlertHasOneTicket(office);
    }
  }

  @Test
  void killed_again_and_again_while_tickets_are_closed_and_commented() throws Exception {
    try (Office office =
        new Office(folder, ALERTS)
            .with(Office.SYNC + ".technician-id", "9")
            .with("atera.parallel-calls", "3")) {
      office.sync();
      List<String> gone = office.openKeys().subList(0, 40);
      gone.forEach(office::resolves);
      office.sync();
      office.fault(Fault.of(Kind.SLOW).on("atera", "PUT", "/tickets").times(0).withDelayMs(30));
      office.fault(Fault.of(Kind.SLOW).on("atera", "POST", "/comments").times(0).withDelayMs(30));
      for (int count : List.of(1, 3)) {
        killedAfter(office, "PUT", count);
      }
      for (int count : List.of(1, 4, 6)) {
        killedAfter(office, "POST", count);
      }
      office.sandbox.faults().clear();
      CycleReport report = office.syncUntilSettled();
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      office.sync();
      assertThat(office.tickets()).hasSize(ALERTS);
      for (String key : gone) {
        assertThat(office.ticketOf(key).status()).isEqualTo("Resolved");
        assertThat(office.ticketOf(key).comments()).as(key).hasSize(1);
      }
      eachAlertHasOneTicket(office);
    }
  }
}
