package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.State;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ticket that answers 404 was removed by a person, unless all of them answer so. */
class VanishedTest {
  private static final String CRITICAL = "{\"priority\":\"Critical\"}";
  private static final String ONE = "/tickets/\\d+$";
  private static final String ONE_OR_LIST = "/tickets(/\\d+)?(\\?.*)?$";

  @TempDir Path folder;

  private TicketScenario officeWith(int alerts) {
    TicketScenario scenario = TicketScenario.running(folder, 0);
    keys(alerts).forEach(scenario::opens);
    scenario.sync();
    keys(alerts).forEach(key -> scenario.changes(key, CRITICAL));
    return scenario;
  }

  private static List<String> keys(int count) {
    return IntStream.range(0, count).mapToObj(i -> "a" + i).toList();
  }

  private static int open(TicketScenario scenario) {
    return scenario.<Integer>ledger(view -> view.entries().count(State.OPEN));
  }

  @Test
  void one_missing_ticket_whose_list_is_missing_too_is_a_wrong_path() {
    try (TicketScenario scenario = officeWith(1)) {
      scenario.fault(Fault.status(404).on("atera", "GET", ONE_OR_LIST).times(0));
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.error()).contains("404", "atera.tickets-path");
      assertThat(open(scenario)).isEqualTo(1);
      assertThat(scenario.intents()).isEmpty();
      scenario.sandbox.faults().clear();
      assertThat(scenario.sync().updated()).isEqualTo(1);
    }
  }

  @Test
  void a_gateways_page_for_one_ticket_does_not_end_its_entry() {
    try (TicketScenario scenario = officeWith(1)) {
      scenario.fault(
          Fault.status(404)
              .withBody("text/html", "<html><title>404 Not Found</title></html>")
              .on("atera", "GET", ONE));
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.error()).contains("404", "'404 Not Found'", "a gateway");
      assertThat(open(scenario)).isEqualTo(1);
      assertThat(scenario.intents()).isEmpty();
      assertThat(scenario.sync().updated()).isEqualTo(1);
    }
  }

  @Test
  void five_missing_tickets_and_none_that_is_there_are_not_believed_and_stop_nothing_else() {
    try (TicketScenario scenario = officeWith(5)) {
      scenario.opens("new");
      scenario.fault(Fault.status(404).on("atera", "GET", ONE).times(0));
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(report.error()).contains("none of the 5");
      assertThat(report.held()).isEqualTo(5);
      assertThat(scenario.ticketsOf("new", 1)).hasSize(1);
      assertThat(open(scenario)).isEqualTo(6);
      assertThat(scenario.intents()).isEmpty();
      scenario.sandbox.faults().clear();
      assertThat(scenario.sync().updated()).isEqualTo(5);
    }
  }

  @Test
  void the_same_holds_for_closing() {
    try (TicketScenario scenario =
        officeWith(5).with(TicketScenario.SYNC + ".technician-id", "9")) {
      scenario.sync();
      keys(5).forEach(scenario::resolves);
      scenario.sync();
      scenario.fault(Fault.status(404).on("atera", "GET", ONE).times(0));
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(open(scenario)).isEqualTo(5);
      scenario.sandbox.faults().clear();
      assertThat(scenario.sync().closed()).isEqualTo(5);
    }
  }

  @Test
  void missing_tickets_beside_one_that_is_there_were_removed_by_people() {
    try (TicketScenario scenario = officeWith(6)) {
      keys(5).forEach(key -> scenario.person(key, new PersonAction.Delete()));
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(report.updated()).isEqualTo(1);
      assertThat(open(scenario)).isEqualTo(1);
      assertThat(scenario.entry("a0").endedByPerson()).isTrue();
    }
  }

  @Test
  void the_operator_may_say_that_people_did_remove_them_all() {
    try (TicketScenario scenario = officeWith(5)) {
      keys(5).forEach(key -> scenario.person(key, new PersonAction.Delete()));
      assertThat(scenario.sync().error()).contains("set max-closes to 5");
      assertThat(scenario.syncAccepting(5).outcome())
          .as("which lets closes through and nothing else")
          .isEqualTo(Outcome.GUARDED);
      assertThat(open(scenario)).isEqualTo(5);
      scenario.restart();
      scenario.with(TicketScenario.SYNC + ".max-closes", "5");
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(open(scenario)).isZero();
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
    }
  }
}
