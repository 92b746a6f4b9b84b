package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.State;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People quote and copy markers: only the place that decides says whose a ticket is. */
class MarkerPlaceTest {
  private static final String CREATE = "/tickets$";
  private static final String MARKER_OF_A = TicketScenario.marker("a", 1);

  @TempDir Path folder;

  @Test
  void the_marker_ends_the_title_and_stands_alone_in_the_first_line_of_the_description() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.sync();
      String marker = "[" + TicketScenario.marker("a", 1) + "]";
      assertThat(scenario.ticketOf("a").title()).contains("Disk C:").endsWith(" " + marker);
      assertThat(scenario.ticketOf("a").description()).startsWith(marker + "\n");
    }
  }

  @Test
  void a_quote_neither_ends_a_doubt_nor_lets_the_create_be_sent_again() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "POST", CREATE));
      assertThat(scenario.sync().inDoubt()).isEqualTo(1);
      long reply = reply(scenario, "Please call me");
      for (int i = 0; i < 3; i++) {
        scenario.restart();
        assertThat(scenario.sync().inDoubt()).isEqualTo(1);
      }
      assertThat(scenario.entry("a").state()).isEqualTo(State.IN_DOUBT);
      assertThat(scenario.tickets()).hasSize(1);

      scenario.sandbox.atera().person(reply, new PersonAction.Delete());
      assertThat(scenario.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.tickets()).hasSize(1);
    }
  }

  @Test
  void a_quote_of_several_markers_keeps_each_of_them_in_doubt() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "POST", CREATE));
      assertThat(scenario.sync().inDoubt()).isEqualTo(1);
      scenario
          .sandbox
          .atera()
          .createTicket("Email", "WG: [cv-zzzzzzzzzzzz], not [" + MARKER_OF_A + "]", "See above");
      for (int i = 0; i < 3; i++) {
        scenario.restart();
        assertThat(scenario.sync().inDoubt()).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "text", "null"})
  void a_ticket_in_doubt_is_found_wherever_the_tenants_lists_show_its_marker(String shown) {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.sandbox.atera().set(Map.of("firstComment", shown));
      scenario.opens("a");
      scenario.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", CREATE));
      assertThat(scenario.sync().inDoubt()).isEqualTo(1);
      long ours = scenario.ticketOf("a").id();
      long reply = reply(scenario, "Please call me");
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.entry("a").targetId()).isEqualTo(String.valueOf(ours));

      scenario.changes("a", "{\"priority\":\"Critical\"}");
      assertThat(scenario.sync().updated()).isEqualTo(1);
      scenario.resolves("a");
      scenario.sync();
      scenario.sync();
      assertThat(ticket(scenario, ours).priority()).isEqualTo("Critical");
      assertThat(ticket(scenario, ours).status()).isEqualTo("Resolved");
      assertThat(ticket(scenario, reply).open()).isTrue();
      assertThat(ticket(scenario, reply).comments()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "null"})
  void after_a_lost_ledger_a_quote_is_neither_taken_up_nor_closed_as_a_double(String shown) {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0).with(TicketScenario.SYNC + ".technician-id", "9")) {
      scenario.sandbox.atera().set(Map.of("firstComment", shown));
      scenario.opens("a");
      scenario.sync();
      long ours = scenario.ticketOf("a").id();
      long reply = reply(scenario, "It is back");
      long foreign =
          scenario
              .sandbox
              .atera()
              .createTicket("Email", "WG: [cv-zzzzzzzzzzzz]", "[cv-zzzzzzzzzzzz]");
      long copy = scenario.sandbox.atera().createTicket("Theirs", "[cv-zzzzzzzzzzzz]\nof theirs");
      scenario.restart();
      scenario.losesTheLedger();

      assertThat(scenario.sync().created()).isZero();

      assertThat(scenario.entry("a").targetId()).isEqualTo(String.valueOf(ours));
      for (long other : new long[] {reply, foreign, copy}) {
        assertThat(ticket(scenario, other).open()).isTrue();
        assertThat(ticket(scenario, other).comments()).isEmpty();
      }
    }
  }

  @Test
  void after_a_lost_ledger_nothing_is_created_beside_a_quote_of_a_ticket_that_is_gone() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.sync();
      long ours = scenario.ticketOf("a").id();
      long reply = reply(scenario, "It is back");
      scenario.sandbox.atera().person(ours, new PersonAction.Delete());
      scenario.restart();
      scenario.losesTheLedger();
      for (int i = 0; i < 3; i++) {
        assertThat(scenario.sync().inDoubt()).isEqualTo(1);
      }
      assertThat(scenario.tickets()).hasSize(1);

      scenario.sandbox.atera().person(reply, new PersonAction.Delete());
      assertThat(scenario.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.ticketsOf("a", 1)).hasSize(1);
    }
  }

  @Test
  void closing_a_reply_does_not_resolve_the_alert() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 1)
            .with(TicketScenario.SYNC + ".on-target-closed", "resolve")) {
      scenario.opens("a");
      scenario.sync();
      long reply = reply(scenario, "Is it done?");
      scenario.sandbox.atera().person(reply, new PersonAction.Close());

      scenario.sync();

      assertThat(scenario.openKeys()).contains("a");
      assertThat(scenario.entry("a").state()).isEqualTo(State.OPEN);
    }
  }

  @Test
  void a_double_that_a_person_works_on_stays() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", CREATE));
      scenario.sync();
      TicketSnapshot first = scenario.ticketOf("a");
      long second = scenario.sandbox.atera().createTicket(first.title(), first.description());
      scenario.sandbox.atera().person(second, new PersonAction.Assign(7));

      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);

      assertThat(scenario.entry("a").targetId()).isEqualTo(String.valueOf(first.id()));
      assertThat(ticket(scenario, second).open()).isTrue();
    }
  }

  /** Somebody answers by e-mail: the ticket's whole title, and a text of their own. */
  private static long reply(TicketScenario scenario, String text) {
    String title = "RE: WEB01: Disk C: low on space [%s]".formatted(TicketScenario.marker("a", 1));
    return scenario.sandbox.atera().createTicket("Email", title, text);
  }

  private static TicketSnapshot ticket(TicketScenario scenario, long id) {
    return scenario.sandbox.atera().ticket(id).orElseThrow();
  }
}
