package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.State;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.RowScenario;
import dev.caravan.scenario.TicketScenario;
import dev.caravan.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ledger that is older than its target: a backup was put back, or a snapshot of the machine. */
class LedgerBackInTimeTest {
  private static final String SCAN = "/api/v3/tickets/lastmodified";

  @TempDir Path folder;

  @Test
  void tickets_that_it_does_not_know_are_taken_up() {
    try (TicketScenario scenario = TicketScenario.running(folder, 3)) {
      scenario.sync();
      scenario.backsUp();
      for (int i = 0; i < 20; i++) {
        scenario.opens("new" + i);
      }
      assertThat(scenario.sync().created()).isEqualTo(20);
      scenario.restoresTheBackup();

      assertThat(scenario.plan().created()).isZero();
      CycleReport first = scenario.sync();

      assertThat(first.created()).isZero();
      assertThat(scenario.tickets()).hasSize(23).allMatch(TicketSnapshot::open);
      assertThat(scenario.entry("new7").targetId())
          .isEqualTo(String.valueOf(scenario.ticketOf("new7").id()));
      assertThat(scenario.sync().unchanged()).isEqualTo(23);
    }
  }

  /** What a server that took over from another one lacks, which it followed at a distance. */
  @Test
  void what_it_loses_while_a_process_is_up_is_taken_up_too() {
    try (TicketScenario scenario = TicketScenario.running(folder, 3)) {
      scenario.sync();
      scenario.opens("new");
      assertThat(scenario.sync().created()).isEqualTo(1);
      try (Store store = Store.open(scenario.settings().store())) {
        store
            .ledger()
            .write(
                handle ->
                    handle.execute("DELETE FROM entry WHERE source_key = 'new'")
                        + handle.execute("DELETE FROM cycle WHERE cycle = 2")
                        + handle.execute("UPDATE sync SET last_cycle = 1"));
      }

      assertThat(scenario.sync().created()).isZero();

      assertThat(scenario.tickets()).hasSize(4);
      assertThat(scenario.sync().unchanged()).isEqualTo(4);
    }
  }

  @Test
  void a_comment_that_was_written_since_is_not_written_again() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0)
            .with(TicketScenario.SYNC + ".technician-id", "9")
            .with(TicketScenario.SYNC + ".comment-every", "0s")) {
      scenario.opens("a");
      scenario.sync();
      scenario.backsUp();
      scenario.changes("a", "{\"priority\":\"Critical\"}");
      scenario.sync();
      assertThat(scenario.ticketOf("a").comments()).hasSize(1);
      scenario.restoresTheBackup();

      scenario.sync();

      assertThat(scenario.ticketOf("a").comments()).hasSize(1);
      assertThat(scenario.sync().unchanged()).isEqualTo(1);
    }
  }

  @Test
  void a_ticket_that_it_had_only_intended_to_open_is_taken_up() {
    try (TicketScenario scenario = TicketScenario.running(folder, 3)) {
      scenario.sync();
      scenario.fault(Fault.status(401).on("atera", "POST", "/tickets$").times(0));
      scenario.opens("new");
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(scenario.entry("new").state()).isEqualTo(State.INTENDED);
      scenario.backsUp();
      scenario.sandbox.faults().clear();
      scenario.clock.jump(Duration.ofMinutes(5));
      assertThat(scenario.sync().created()).isEqualTo(1);
      scenario.restoresTheBackup();
      scenario.clock.jump(Duration.ofMinutes(5));

      assertThat(scenario.sync().created()).isZero();

      assertThat(scenario.tickets()).hasSize(4);
      assertThat(scenario.entry("new").targetId())
          .isEqualTo(String.valueOf(scenario.ticketOf("new").id()));
    }
  }

  @Test
  void tickets_of_records_that_are_not_listed_then_are_taken_up_when_they_are() {
    try (TicketScenario scenario = TicketScenario.running(folder, 3)) {
      scenario.sync();
      scenario.backsUp();
      scenario.opens("new");
      assertThat(scenario.sync().created()).isEqualTo(1);
      scenario.restoresTheBackup();
      scenario.vanishes("new");
      for (int i = 0; i < 2; i++) {
        scenario.clock.jump(Duration.ofMinutes(5));
        assertThat(scenario.sync().error()).isNull();
      }
      scenario.restart();
      scenario.opens("new");

      assertThat(scenario.plan().created()).isZero();
      assertThat(scenario.sync().created()).isZero();

      assertThat(scenario.tickets()).hasSize(4);
      assertThat(scenario.entry("new").targetId())
          .isEqualTo(String.valueOf(scenario.ticketOf("new").id()));
      assertThat(scenario.sync().unchanged()).isEqualTo(4);
    }
  }

  @Test
  void a_ticket_of_a_record_that_waits_is_taken_up_when_it_does_not_any_more() {
    try (TicketScenario scenario = TicketScenario.running(folder, 3)) {
      scenario.sync();
      scenario.backsUp();
      scenario.opens("new");
      assertThat(scenario.sync().created()).isEqualTo(1);
      scenario.restoresTheBackup();
      scenario.with(TicketScenario.SYNC + ".min-severity", "critical");
      scenario.clock.jump(Duration.ofMinutes(5));
      assertThat(scenario.sync().held()).isEqualTo(1);
      scenario.restart();
      scenario.with(TicketScenario.SYNC + ".min-severity", "info");
      scenario.clock.jump(Duration.ofMinutes(5));

      assertThat(scenario.sync().created()).isZero();

      assertThat(scenario.tickets()).hasSize(4);
    }
  }

  @Test
  void a_record_that_returns_after_its_ticket_was_closed_gets_a_new_one() {
    try (TicketScenario scenario = TicketScenario.running(folder, 3)) {
      scenario.sync();
      scenario.backsUp();
      scenario.opens("new");
      scenario.sync();
      scenario.resolves("new");
      scenario.sync();
      assertThat(scenario.sync().closed()).isEqualTo(1);
      scenario.restoresTheBackup();
      for (int i = 0; i < 3; i++) {
        scenario.clock.jump(Duration.ofMinutes(5));
        assertThat(scenario.sync().error()).isNull();
      }
      scenario.opens("new");

      assertThat(scenario.sync().created()).isEqualTo(1);

      assertThat(scenario.ticketsOf("new", 1)).hasSize(1).noneMatch(TicketSnapshot::open);
      assertThat(scenario.ticketsOf("new", 2)).hasSize(1).allMatch(TicketSnapshot::open);
    }
  }

  @Test
  void a_later_ticket_of_a_record_takes_the_place_of_the_one_that_it_knows() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.sync();
      scenario.backsUp();
      scenario.resolves("a");
      scenario.sync();
      scenario.sync();
      scenario.opens("a");
      assertThat(scenario.sync().created()).isEqualTo(1);
      scenario.restoresTheBackup();

      assertThat(scenario.sync().created()).isZero();

      assertThat(scenario.tickets()).hasSize(2);
      assertThat(scenario.entry("a").generation()).isEqualTo(2);
      assertThat(scenario.entry("a").state()).isEqualTo(State.OPEN);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_record_that_was_away_then_and_returns_gets_no_marker_a_second_time(boolean leftOpen) {
    try (TicketScenario scenario = TicketScenario.running(folder, 3)) {
      scenario.sync();
      scenario.backsUp();
      scenario.opens("a");
      scenario.sync();
      long first = scenario.ticketOf("a").id();
      scenario.vanishes("a");
      for (int i = 0; i < 2 && !leftOpen; i++) {
        scenario.sync();
      }
      assertThat(scenario.ticketOf("a").open()).isEqualTo(leftOpen);
      scenario.restoresTheBackup();
      for (int i = 0; i < 3; i++) {
        scenario.sync();
        scenario.restart();
        scenario.clock.jump(Duration.ofMinutes(10));
      }

      scenario.opens("a");
      scenario.sync();

      assertThat(scenario.ticketsOf("a", 1)).extracting(TicketSnapshot::id).containsExactly(first);
      assertThat(scenario.tickets()).filteredOn(TicketSnapshot::open).hasSize(4);
      assertThat(scenario.entry("a").generation()).isEqualTo(leftOpen ? 1 : 2);
      assertThat(scenario.sync().unchanged()).isEqualTo(4);
    }
  }

  @Test
  void an_open_ticket_of_a_record_that_was_away_may_be_closed_when_it_returns() {
    try (TicketScenario scenario = TicketScenario.running(folder, 3)) {
      scenario.sync();
      scenario.backsUp();
      scenario.opens("a");
      scenario.sync();
      scenario.vanishes("a");
      scenario.restoresTheBackup();
      scenario.sync();
      scenario.sync();
      scenario.person("a", new PersonAction.Close());
      scenario.opens("a");
      scenario.sync();
      scenario.sync();
      assertThat(scenario.ticketsOf("a", 1)).hasSize(1);
      assertThat(scenario.ticketsOf("a", 2)).singleElement().matches(TicketSnapshot::open);
    }
  }

  @Test
  void where_nothing_has_changed_the_look_is_one_call_and_only_at_the_start() {
    try (TicketScenario scenario = TicketScenario.running(folder, 3)) {
      scenario.sync();
      scenario.restart();
      scenario.sandbox.log().clear();
      assertThat(scenario.sync().unchanged()).isEqualTo(3);
      assertThat(scenario.sandbox.log().entries("atera", "GET", SCAN)).hasSize(1);
      scenario.sync();
      assertThat(scenario.sandbox.log().entries("atera", "GET", SCAN)).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {60, -60, 0})
  void whatever_our_clock_showed_then_and_shows_now(int minutesAhead) {
    try (TicketScenario scenario = TicketScenario.running(folder, 3)) {
      Duration wrong = Duration.ofMinutes(minutesAhead);
      scenario.own.jump(wrong);
      scenario.sync();
      scenario.backsUp();
      scenario.clock.jump(Duration.ofMinutes(5));
      scenario.opens("new");
      scenario.sync();
      scenario.restoresTheBackup();
      scenario.clock.jump(Duration.ofMinutes(5));
      scenario.own.jump(wrong.negated());

      assertThat(scenario.sync().created()).isZero();

      assertThat(scenario.tickets()).hasSize(4);
    }
  }

  @Test
  void a_clock_that_was_set_forward_during_a_cycle_hides_nothing_from_the_next() throws Exception {
    try (TicketScenario scenario = TicketScenario.running(folder, 3)) {
      scenario.sync();
      scenario.fault(
          Fault.of(Kind.SLOW).on("atera", "POST", "/tickets$").times(0).withDelayMs(1500));
      scenario.opens("during");
      CompletableFuture<CycleReport> cycle = CompletableFuture.supplyAsync(scenario::sync);
      await().until(() -> scenario.tickets().size() == 4);
      scenario.own.jump(Duration.ofHours(1));
      assertThat(cycle.get().outcome()).isEqualTo(Outcome.COMPLETE);
      scenario.sandbox.faults().clear();
      scenario.backsUp();
      scenario.clock.jump(Duration.ofMinutes(5));
      scenario.opens("new");
      scenario.sync();
      scenario.restoresTheBackup();

      assertThat(scenario.sync().created()).isZero();
      assertThat(scenario.tickets()).hasSize(5);
    }
  }

  @Test
  void rows_that_it_does_not_know_are_taken_up() {
    try (RowScenario here = new RowScenario(folder, 5)) {
      here.sync();
      here.backsUp();
      for (int i = 0; i < 7; i++) {
        here.sandbox.datto().addDevices(1);
      }
      assertThat(here.sync().created()).isEqualTo(7);
      here.restoresTheBackup();
      assertThat(here.sync().created()).isZero();
      assertThat(here.rows()).hasSize(12);
      assertThat(here.sync().unchanged()).isEqualTo(12);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void what_was_closed_since_gets_no_second_last_word(boolean touched) {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0).with(TicketScenario.SYNC + ".technician-id", "9")) {
      scenario.opens("a");
      scenario.sync();
      if (touched) {
        scenario.person("a", new PersonAction.Assign(7));
      }
      scenario.backsUp();
      scenario.resolves("a");
      for (int i = 0; i < 2; i++) {
        scenario.sync();
      }
      assertThat(scenario.ticketOf("a").comments()).hasSize(1);
      assertThat(scenario.ticketOf("a").open()).isEqualTo(touched);
      scenario.restoresTheBackup();

      for (int i = 0; i < 3; i++) {
        assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      }

      assertThat(scenario.entry("a").state()).isEqualTo(State.CLOSED);
      assertThat(scenario.ticketOf("a").comments()).hasSize(1);
    }
  }
}
