package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.State;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a list of open records holds and says itself to be over is not open. */
class ListedButOverTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"resolved\":true}",
        "{\"resolved\":true,\"resolvedOn\":1787643495000,\"resolvedBy\":\"AutoResolve\"}",
        "{\"resolved\":\"true\"}",
        "{\"resolved\":\"True\",\"resolvedOn\":\"2026-08-25T07:38:15Z\"}",
        "{\"resolved\":null,\"resolvedOn\":\"1787643495.0\"}"
      })
  void gets_no_ticket_and_closes_the_one_it_has(String over) {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0).with(TicketScenario.SYNC + ".technician-id", "9")) {
      scenario.opens("a");
      scenario.opens("b");
      scenario.changes("b", over);
      CycleReport first = scenario.sync();
      assertThat(first.created()).isEqualTo(1);
      assertThat(first.read()).as("what is open").isEqualTo(1);

      scenario.changes("a", over);
      scenario.sync();
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.entry("a").state()).as(scenario.story("a")).isEqualTo(State.CLOSED);
      assertThat(scenario.ticketOf("a").status()).isEqualTo("Resolved");
      scenario.sandbox.log().clear();
      scenario.sync();
      assertThat(scenario.writes()).as("it stays so while it is listed").isEmpty();
      assertThat(scenario.tickets()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"resolved\":false,\"resolvedOn\":1787643495000}",
        "{\"resolved\":\"false\"}",
        "{\"resolved\":null,\"resolvedOn\":null}",
        "{\"resolved\":null,\"resolvedOn\":\"\"}"
      })
  void what_does_not_say_so_is_open(String open) {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.changes("a", open);
      assertThat(scenario.sync().created()).isEqualTo(1);
      scenario.sync();
      scenario.sync();
      assertThat(scenario.ticketOf("a").status()).isEqualTo("Open");
    }
  }

  @Test
  void a_whole_list_of_them_closes_nothing_that_the_source_calls_open() {
    try (TicketScenario scenario = TicketScenario.running(folder, 12)) {
      scenario.sync();
      scenario.openKeys().forEach(key -> scenario.changes(key, "{\"resolved\":true}"));
      scenario.sync();
      scenario.openKeys().forEach(key -> scenario.changes(key, "{\"resolved\":false}"));
      scenario.sync();
      scenario.sync();
      assertThat(scenario.tickets()).hasSize(12).allMatch(ticket -> ticket.open());
    }
  }
}
