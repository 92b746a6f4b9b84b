package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tickets that are later than those which a ledger knows that was put back. */
@Execution(ExecutionMode.CONCURRENT)
class LaterTicketsTest {
  @TempDir Path folder;

  /** What the older ledger knows of a record that has had a later ticket since. */
  enum Earlier {
    INTENDED,
    OPEN,
    CLOSED
  }

  @ParameterizedTest
  @EnumSource
  void a_later_ticket_of_a_record_that_is_gone_by_then_is_closed_like_any_other(Earlier known) {
    try (TicketScenario scenario = TicketScenario.running(folder, 3)) {
      opensAnother(scenario, known);
      scenario.restoresTheBackup();
      scenario.resolves("a");

      assertThat(scenario.sync().error()).isNull();
      scenario.clock.jump(Duration.ofMinutes(5));
      assertThat(scenario.sync().closed()).isEqualTo(1);

      assertThat(scenario.tickets()).filteredOn(TicketSnapshot::open).hasSize(3);
      scenario.opens("a");
      assertThat(scenario.sync().created()).isEqualTo(1);
      assertThat(scenario.tickets()).extracting(TicketSnapshot::title).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_record_whose_later_ticket_is_over_too_gets_the_next_when_it_returns(Earlier known) {
    try (TicketScenario scenario = TicketScenario.running(folder, 3)) {
      opensAnother(scenario, known);
      scenario.resolves("a");
      scenario.sync();
      assertThat(scenario.sync().closed()).isEqualTo(1);
      scenario.restoresTheBackup();
      for (int i = 0; i < 3; i++) {
        scenario.clock.jump(Duration.ofMinutes(5));
        assertThat(scenario.sync().error()).isNull();
      }
      scenario.opens("a");

      assertThat(scenario.sync().created()).isEqualTo(1);

      assertThat(scenario.tickets()).filteredOn(TicketSnapshot::open).hasSize(4);
      assertThat(scenario.tickets()).extracting(TicketSnapshot::title).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_ticket_that_was_closed_since_was_not_closed_by_a_person_where_it_has_its_last_word(
      boolean changed) {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 3).with(TicketScenario.SYNC + ".technician-id", "9")) {
      scenario.opens("a");
      scenario.sync();
      scenario.backsUp();
      scenario.resolves("a");
      scenario.sync();
      assertThat(scenario.sync().closed()).isEqualTo(1);
      scenario.opens("a");
      if (changed) {
        scenario.changes("a", "{\"priority\":\"Critical\"}");
      }
      scenario.restoresTheBackup();

      scenario.sync();
      scenario.sync();

      assertThat(scenario.ticketsOf("a", 1)).hasSize(1).noneMatch(TicketSnapshot::open);
      assertThat(scenario.ticketsOf("a", 2)).hasSize(1).allMatch(TicketSnapshot::open);
      assertThat(scenario.sync().unchanged()).isEqualTo(4);
    }
  }

  @Test
  void a_ticket_that_a_person_closed_since_stays_the_last() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 3).with(TicketScenario.SYNC + ".technician-id", "9")) {
      scenario.opens("a");
      scenario.sync();
      scenario.backsUp();
      scenario.person("a", new PersonAction.Comment("[cv-aaaaaaaaaaaa/closed]", false, true));
      scenario.person("a", new PersonAction.Close());
      scenario.restoresTheBackup();

      scenario.sync();

      assertThat(scenario.entry("a").endedByPerson()).isTrue();
      assertThat(scenario.sync().unchanged()).isEqualTo(4);
      assertThat(scenario.tickets()).hasSize(4);
    }
  }

  /** Leaves the record "a" with an open ticket that the backup does not know. */
  private static void opensAnother(TicketScenario scenario, Earlier known) {
    scenario.opens("a");
    if (known == Earlier.INTENDED) {
      scenario.fault(Fault.status(401).on("atera", "POST", "/tickets$").times(0));
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.ABORTED);
      scenario.backsUp();
      scenario.sandbox.faults().clear();
      scenario.clock.jump(Duration.ofMinutes(5));
      assertThat(scenario.sync().created()).isEqualTo(4);
      return;
    }
    scenario.sync();
    if (known == Earlier.OPEN) {
      scenario.backsUp();
    }
    scenario.resolves("a");
    scenario.sync();
    assertThat(scenario.sync().closed()).isEqualTo(1);
    if (known == Earlier.CLOSED) {
      scenario.backsUp();
    }
    scenario.opens("a");
    assertThat(scenario.sync().created()).isEqualTo(1);
  }
}
