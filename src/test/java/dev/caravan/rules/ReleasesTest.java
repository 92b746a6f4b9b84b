package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.State;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a person ended, and what never had a ticket, is let go with the same evidence as a ticket is
 * closed.
 */
class ReleasesTest {
  private static final String CRITICAL = "{\"priority\":\"Critical\"}";

  @TempDir Path folder;

  private static List<String> keys(int count) {
    return IntStream.range(0, count).mapToObj(i -> "a" + i).toList();
  }

  /** So many alerts whose tickets people closed. */
  private TicketScenario withClosedByPeople(int count) {
    TicketScenario scenario = TicketScenario.running(folder, 0);
    keys(count).forEach(scenario::opens);
    scenario.sync();
    keys(count).forEach(key -> scenario.person(key, new PersonAction.Close()));
    keys(count).forEach(key -> scenario.changes(key, CRITICAL));
    scenario.sync();
    assertThat(held(scenario)).isEqualTo(count);
    return scenario;
  }

  private static int held(TicketScenario scenario) {
    return (int)
        keys(100).stream()
            .filter(
                key ->
                    scenario.<Boolean>ledger(
                        view ->
                            view.entries().find(key).filter(it -> it.endedByPerson()).isPresent()))
            .count();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void empty_lists_release_no_ticket_that_a_person_closed(int lists) {
    try (TicketScenario scenario = withClosedByPeople(30)) {
      scenario.fault(Fault.of(Kind.EMPTY_LIST).on("datto", "GET", "/alerts/open").times(lists));
      for (int i = 0; i < lists; i++) {
        scenario.sync();
      }
      assertThat(held(scenario)).isEqualTo(30);
      assertThat(scenario.sync().created()).isZero();
      assertThat(scenario.tickets()).hasSize(30);
    }
  }

  @Test
  void what_the_source_does_not_know_either_is_released_after_two_absences() {
    try (TicketScenario scenario = withClosedByPeople(3)) {
      scenario.opens("stays");
      scenario.vanishes("a0");
      scenario.resolves("a1");
      scenario.sync();
      assertThat(scenario.entry("a0").endedByPerson()).isTrue();
      scenario.sync();
      assertThat(held(scenario)).isEqualTo(1);
      scenario.opens("a0");
      assertThat(scenario.sync().created()).isEqualTo(1);
    }
  }

  @Test
  void too_many_that_nothing_confirms_are_kept_until_the_operator_says_so() {
    try (TicketScenario scenario = withClosedByPeople(30)) {
      scenario.opens("stays");
      keys(30).forEach(scenario::vanishes);
      scenario.sync();
      CycleReport guarded = scenario.sync();
      assertThat(guarded.outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(guarded.error()).contains("30 ", "--accept-closes 30");
      assertThat(guarded.held()).isEqualTo(30);
      assertThat(held(scenario)).isEqualTo(30);
      assertThat(scenario.syncAccepting(29).outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(scenario.syncAccepting(30).outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(held(scenario)).isZero();
    }
  }

  @Test
  void ten_an_hour_are_released_and_no_more() {
    try (TicketScenario scenario = withClosedByPeople(15)) {
      scenario.opens("stays");
      keys(9).forEach(scenario::vanishes);
      scenario.sync();
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(held(scenario)).isEqualTo(6);
      keys(13).subList(9, 13).forEach(scenario::vanishes);
      scenario.sync();
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(held(scenario)).isEqualTo(6);
      scenario.clock.jump(Duration.ofMinutes(61));
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(held(scenario)).isEqualTo(2);
    }
  }

  @Test
  void an_empty_list_does_not_forget_what_the_target_refused() {
    try (TicketScenario scenario = TicketScenario.running(folder, 1)) {
      scenario.sync();
      scenario.opens("refused");
      scenario.fault(Fault.status(422).on("atera", "POST", "/tickets$"));
      assertThat(scenario.sync().failed()).isEqualTo(1);
      scenario.fault(Fault.of(Kind.EMPTY_LIST).on("datto", "GET", "/alerts/open").times(3));
      for (int i = 0; i < 3; i++) {
        scenario.sync();
      }
      assertThat(scenario.entry("refused").state()).isEqualTo(State.DEAD);
      assertThat(scenario.deadLetters()).hasSize(1);
      assertThat(scenario.sync().created()).as("refused once, not tried again").isZero();
    }
  }

  @Test
  void a_refused_create_is_forgotten_when_its_alert_is_over() {
    try (TicketScenario scenario = TicketScenario.running(folder, 1)) {
      scenario.sync();
      scenario.opens("refused");
      scenario.fault(Fault.status(422).on("atera", "POST", "/tickets$"));
      scenario.sync();
      scenario.resolves("refused");
      scenario.sync();
      assertThat(scenario.deadLetters()).hasSize(1);
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.deadLetters()).isEmpty();
    }
  }
}
