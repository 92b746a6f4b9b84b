package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.Event;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Lists that end too early look like any other. They are found out by records that they left out
 * and that the source, when it is asked, calls open.
 */
@Execution(ExecutionMode.CONCURRENT)
class BrokenListsTest {
  @TempDir Path folder;

  /** The second page of three is empty and says that it is the last. */
  private static void cutShort(TicketScenario scenario) {
    scenario.fault(
        Fault.of(Kind.EMPTY_LIST).on("datto", "GET", "/alerts/open\\?.*page=1").times(0));
  }

  private TicketScenario scenario() {
    TicketScenario scenario = TicketScenario.running(folder, 45);
    scenario.sandbox.datto().set(Map.of("maxPage", 20));
    scenario.sync();
    return scenario;
  }

  @Test
  void an_open_alert_that_the_source_denies_is_not_closed_while_lists_are_cut_short() {
    try (TicketScenario scenario = scenario()) {
      String denied = scenario.openKeys().get(30);
      cutShort(scenario);
      scenario.fault(Fault.status(404).on("datto", "GET", "/alert/" + denied).times(0));
      for (int i = 0; i < 4; i++) {
        assertThat(scenario.sync().closed()).as("absence %d", i + 1).isZero();
      }
      scenario.sandbox.faults().clear();
      assertThat(scenario.sync().unchanged()).isEqualTo(45);
      assertThat(scenario.entry(denied).missed()).isZero();
      assertThat(scenario.tickets()).hasSize(45).allMatch(TicketSnapshot::open);
    }
  }

  @Test
  void it_is_not_closed_either_where_the_others_are_missing_for_the_first_time() {
    try (TicketScenario scenario = scenario()) {
      String denied = scenario.openKeys().get(42);
      scenario.fault(Fault.status(404).on("datto", "GET", "/alert/" + denied).times(0));
      scenario.fault(Fault.of(Kind.EMPTY_LIST).on("datto", "GET", "/alerts/open\\?.*page=2"));
      scenario.sync();
      scenario.sandbox.faults().clear();
      assertThat(scenario.entry(denied).missed()).isEqualTo(1);
      scenario.fault(Fault.status(404).on("datto", "GET", "/alert/" + denied).times(0));
      cutShort(scenario);
      assertThat(scenario.sync().closed()).isZero();
      assertThat(scenario.tickets()).hasSize(45).allMatch(TicketSnapshot::open);
    }
  }

  @Test
  void no_witness_is_heard_where_every_absence_is_confirmed() {
    try (TicketScenario scenario = scenario()) {
      List<String> keys = scenario.openKeys();
      scenario.resolves(keys.get(1));
      scenario.sync();
      scenario.resolves(keys.get(2));
      scenario.sandbox.log().clear();
      assertThat(scenario.sync().closed()).isEqualTo(1);
      assertThat(scenario.sandbox.log().entries("datto", "GET", "/api/v2/alert/")).hasSize(1);
    }
  }

  @Test
  void what_the_source_confirms_is_closed_all_the_same() {
    try (TicketScenario scenario = scenario()) {
      String resolved = scenario.openKeys().get(30);
      scenario.resolves(resolved);
      cutShort(scenario);
      scenario.sync();
      assertThat(scenario.sync().closed()).isEqualTo(1);
      assertThat(scenario.ticketOf(resolved).open()).isFalse();
    }
  }

  @Test
  void an_alert_that_is_gone_is_closed_in_the_end_though_lists_are_never_whole() {
    try (TicketScenario scenario = scenario()) {
      String gone = scenario.openKeys().get(30);
      scenario.vanishes(gone);
      cutShort(scenario);
      for (int i = 0; i < 4; i++) {
        assertThat(scenario.sync().closed()).as("absence %d", i + 1).isZero();
      }
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.ticketOf(gone).open()).isFalse();
      assertThat(scenario.tickets()).filteredOn(TicketSnapshot::open).hasSize(44);
    }
  }

  @Test
  void the_story_of_a_record_says_why_its_ticket_was_closed() {
    try (TicketScenario scenario = scenario()) {
      String gone = scenario.openKeys().get(3);
      String resolved = scenario.openKeys().get(4);
      scenario.vanishes(gone);
      scenario.resolves(resolved);
      scenario.sync();
      scenario.sync();
      assertThat(whyOver(scenario, gone)).containsExactly("no longer listed");
      assertThat(whyOver(scenario, resolved))
          .singleElement()
          .asString()
          .matches("resolved at \\d{4}-.*Z");
    }
  }

  private static List<String> whyOver(TicketScenario scenario, String key) {
    return scenario.ledger(view -> view.story(key)).stream()
        .filter(event -> event.event().equals("over"))
        .map(Event::detail)
        .toList();
  }
}
