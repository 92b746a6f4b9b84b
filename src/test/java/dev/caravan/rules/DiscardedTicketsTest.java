package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.State;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ticket that a person threw away, and that the target still shows, is over. */
class DiscardedTicketsTest {
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

  @ParameterizedTest
  @ValueSource(strings = {"Deleted", "Merged", "Spam", "Archived", "merged into #7"})
  void gets_no_field_no_comment_and_no_successor(String status) {
    try (TicketScenario scenario = scenario()) {
      scenario.person("a", new PersonAction.Status(status));
      scenario.sandbox.log().clear();
      scenario.changes("a", CRITICAL);
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      scenario.sync();
      isOver(scenario);
      assertThat(scenario.entry("a").endedByPerson()).isTrue();
      scenario.resolves("a");
      scenario.sync();
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      isOver(scenario);
      scenario.opens("a");
      assertThat(scenario.sync().created()).as("it was away and returned").isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Deleted", "Merged", "Spam", "Archived", "Trash"})
  void gets_no_last_word_when_its_alert_ends(String status) {
    try (TicketScenario scenario = scenario()) {
      scenario.person("a", new PersonAction.Status(status));
      scenario.resolves("a");
      scenario.sandbox.log().clear();
      scenario.sync();
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      isOver(scenario);
    }
  }

  @Test
  void is_over_however_the_person_threw_it_away() {
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
        scenario().with("atera.discarded-statuses", "Zurückgezogen, Duplicate")) {
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
