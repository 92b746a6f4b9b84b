package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.ledger.State;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which tickets count as put away, and what follows where the ledger does not know them. */
class PutAwayTicketsTest {
  private static final String CRITICAL = "{\"priority\":\"Critical\"}";

  @TempDir Path folder;

  private TicketScenario scenario() {
    TicketScenario scenario =
        TicketScenario.running(folder, 0)
            .with(TicketScenario.SYNC + ".technician-id", "9")
            .with(TicketScenario.SYNC + ".comment-every", "0s");
    scenario.sandbox.atera().set(Map.of("listsDiscarded", true));
    scenario.opens("a");
    scenario.sync();
    return scenario;
  }

  private static void isOver(TicketScenario scenario) {
    assertThat(scenario.writes()).as(scenario.story("a")).isEmpty();
    assertThat(scenario.entry("a").state()).isEqualTo(State.CLOSED);
    assertThat(scenario.tickets()).as("no second ticket").hasSize(1);
  }

  @Test
  void is_over_however_the_person_put_it_away() {
    try (TicketScenario scenario = scenario()) {
      scenario.person("a", new PersonAction.Delete());
      assertThat(scenario.ticketOf("a").status()).as("it can still be read").isEqualTo("Deleted");
      scenario.sandbox.log().clear();
      scenario.changes("a", CRITICAL);
      scenario.sync();
      scenario.sync();
      isOver(scenario);
    }
  }

  @Test
  void the_operator_may_name_further_statuses() {
    try (TicketScenario scenario =
        scenario().with("atera.put-away-statuses", "Zurückgezogen, Duplicate")) {
      scenario.restart();
      scenario.person("a", new PersonAction.Status("ZURÜCKGEZOGEN"));
      scenario.sandbox.log().clear();
      scenario.changes("a", CRITICAL);
      scenario.sync();
      isOver(scenario);
    }
  }

  @Test
  void is_not_taken_for_a_ticket_that_a_person_works_on_after_a_lost_ledger() {
    try (TicketScenario scenario = scenario()) {
      scenario.person("a", new PersonAction.Status("Spam"));
      scenario.restart();
      scenario.losesTheLedger();
      scenario.sandbox.log().clear();
      scenario.sync();
      scenario.sync();
      isOver(scenario);
    }
  }
}
