package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.State;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With on-target-closed=resolve a ticket that a person closes resolves its alert. */
class TargetClosedTest {
  @TempDir Path folder;

  private TicketScenario resolving(int alerts) {
    return TicketScenario.running(folder, alerts)
        .with(TicketScenario.SYNC + ".on-target-closed", "resolve");
  }

  @Test
  void a_person_who_closes_the_ticket_resolves_the_alert() {
    try (TicketScenario scenario = resolving(2)) {
      scenario.opens("a");
      scenario.sync();
      scenario.person("a", new PersonAction.Close());

      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);

      assertThat(scenario.openKeys()).doesNotContain("a").hasSize(2);
      assertThat(scenario.sync().created()).isZero();
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.ticketsOf("a", 1)).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {60, -60})
  void whatever_our_clock_showed_then_and_shows_now(int minutesAhead) {
    try (TicketScenario scenario = resolving(0)) {
      Duration wrong = Duration.ofMinutes(minutesAhead);
      scenario.own.jump(wrong);
      scenario.opens("a");
      scenario.sync();
      scenario.person("a", new PersonAction.Close());
      scenario.clock.jump(Duration.ofMinutes(1));
      scenario.own.jump(wrong.negated());

      scenario.sync();

      assertThat(scenario.openKeys()).isEmpty();
    }
  }

  @Test
  void without_it_the_alert_stays_and_gets_no_second_ticket() {
    try (TicketScenario scenario = TicketScenario.running(folder, 2)) {
      scenario.opens("a");
      scenario.sync();
      scenario.person("a", new PersonAction.Close());
      scenario.sync();
      scenario.sync();

      assertThat(scenario.openKeys()).contains("a").hasSize(3);
      assertThat(scenario.tickets()).hasSize(3);
    }
  }

  @Test
  void an_alert_that_is_gone_by_then_does_not_stop_the_cycle() {
    try (TicketScenario scenario = resolving(1)) {
      scenario.opens("a");
      scenario.sync();
      scenario.person("a", new PersonAction.Close());
      scenario.vanishes("a");

      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
    }
  }

  @Test
  void a_process_that_lost_its_lock_resolves_nothing() {
    try (TicketScenario scenario = resolving(0)) {
      scenario.opens("a");
      scenario.sync();
      scenario.person("a", new PersonAction.Close());
      scenario.restart();
      scenario.sandbox.log().clear();

      CycleReport report = syncWith(scenario, runsOutWithTheScan(scenario));

      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.error()).contains("The lock of", "could not be kept");
      assertThat(scenario.openKeys()).containsExactly("a");
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.openKeys()).isEmpty();
    }
  }

  /** From the scan of the tickets on, each look at the clock finds it a minute later. */
  private static LongSupplier runsOutWithTheScan(TicketScenario scenario) {
    AtomicLong ahead = new AtomicLong();
    return () ->
        System.nanoTime()
            + (scenario
                    .sandbox
                    .log()
                    .entries("atera", "GET", "/api/v3/tickets/lastmodified")
                    .isEmpty()
                ? 0
                : ahead.addAndGet(60_000_000_000L));
  }

  private static CycleReport syncWith(TicketScenario scenario, LongSupplier nanos) {
    RuntimeSpec spec =
        RuntimeSpec.of(scenario.settings(), List.of(TicketScenario.SYNC)).withNanos(nanos);
    try (CaravanRuntime caravan = CaravanRuntime.start(spec)) {
      return caravan.syncs().run(TicketScenario.SYNC, 0);
    }
  }

  @Test
  void a_list_that_is_stale_resolves_no_alert() throws Exception {
    try (TicketScenario scenario = resolving(0)) {
      scenario.opens("a");
      scenario.sync();
      scenario.person("a", new PersonAction.Close());
      String stale = scenario.listOfTickets();
      scenario.person("a", new PersonAction.Reopen());
      scenario.fault(
          Fault.status(200)
              .withBody("application/json", stale)
              .on("atera", "GET", "/tickets/lastmodified"));

      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);

      assertThat(scenario.sandbox.faults().broken()).isEqualTo(1);
      assertThat(scenario.openKeys()).containsExactly("a");
      assertThat(scenario.entry("a").state()).isEqualTo(State.OPEN);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 500})
  void an_alert_that_cannot_be_resolved_now_stops_no_other(int status) {
    try (TicketScenario scenario = resolving(1)) {
      scenario.opens("a");
      scenario.opens("b");
      scenario.sync();
      scenario.person("a", new PersonAction.Close());
      scenario.person("b", new PersonAction.Close());
      scenario.opens("new");
      scenario.fault(Fault.status(status).on("datto", "POST", "/alert/a/resolve").times(0));

      CycleReport report = scenario.sync();

      assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(report.notes()).singleElement().asString().contains("a", "" + status);
      assertThat(report.created()).isEqualTo(1);
      assertThat(scenario.openKeys()).contains("a").doesNotContain("b");
      scenario.sandbox.faults().clear();
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.openKeys()).doesNotContain("a");
    }
  }

  @Test
  void one_scan_tells_of_a_create_in_doubt_and_of_a_ticket_that_a_person_closed() {
    try (TicketScenario scenario = resolving(0)) {
      scenario.opens("a");
      scenario.sync();
      scenario.opens("b");
      scenario.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", "/api/v3/tickets$"));
      assertThat(scenario.sync().inDoubt()).isEqualTo(1);
      scenario.person("a", new PersonAction.Close());
      scenario.sandbox.log().clear();

      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);

      assertThat(scenario.sandbox.log().entries("atera", "GET", "/api/v3/tickets/lastmodified"))
          .as("one scan, and a look at the new ticket that it found")
          .hasSize(2);
      assertThat(scenario.openKeys()).containsExactly("b");
      assertThat(scenario.entry("b").targetId())
          .isEqualTo(String.valueOf(scenario.ticketOf("b").id()));
    }
  }

  @Test
  void a_ticket_that_was_in_doubt_when_a_person_closed_it_resolves_its_alert() {
    try (TicketScenario scenario = resolving(0)) {
      scenario.opens("a");
      scenario.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", "/api/v3/tickets$"));
      assertThat(scenario.sync().inDoubt()).isEqualTo(1);
      scenario.person("a", new PersonAction.Close());

      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);

      assertThat(scenario.openKeys()).isEmpty();
      assertThat(scenario.tickets()).hasSize(1);
    }
  }

  @Test
  void a_double_that_we_closed_does_not_resolve_the_alert() {
    try (TicketScenario scenario = resolving(0)) {
      scenario.opens("a");
      scenario.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", "/api/v3/tickets$"));
      scenario.sync();
      TicketSnapshot first = scenario.ticketOf("a");
      scenario.sandbox.atera().createTicket(first.title(), first.description());
      for (int i = 0; i < 3; i++) {
        scenario.sync();
      }
      assertThat(scenario.ticketsOf("a", 1)).filteredOn(TicketSnapshot::open).hasSize(1);
      assertThat(scenario.openKeys()).containsExactly("a");
    }
  }
}
