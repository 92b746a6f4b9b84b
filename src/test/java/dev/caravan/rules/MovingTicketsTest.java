package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list of tickets that is ordered by their changes moves while its pages are read. */
class MovingTicketsTest {
  private static final int PAGE = 50;

  @TempDir Path folder;

  @Test
  void a_ticket_that_moves_behind_the_reader_is_found_all_the_same() throws Exception {
    try (TicketScenario scenario =
        TicketScenario.running(folder, PAGE + 1).with("atera.parallel-calls", "1")) {
      scenario.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", "/tickets$"));
      assertThat(scenario.sync().inDoubt()).isEqualTo(1);
      List<TicketSnapshot> tickets = scenario.tickets();
      long doubtful = tickets.get(PAGE).id();
      // It was the last, and is the first as soon as somebody writes to it: all others move on.
      ObjectNode second = TicketScenario.json(scenario.listOfTickets());
      JsonNode last = second.path("items").path(PAGE - 1);
      second.put("page", 2).put("nextLink", "").putArray("items").add(last);
      scenario.fault(
          Fault.status(200)
              .withBody("application/json", second.toString())
              .on("atera", "GET", "/lastmodified.*page=2")
              .times(0));

      for (int i = 0; i < 4; i++) {
        scenario.clock.jump(Duration.ofMinutes(1));
        PersonAction.Comment comment = new PersonAction.Comment("Seen.", false, true);
        scenario.sandbox.atera().person(doubtful, comment);
        scenario.sync();
      }

      assertThat(scenario.sandbox.faults().broken()).isGreaterThan(1);
      assertThat(scenario.tickets()).hasSameSizeAs(tickets);
      assertThat(scenario.intents()).isEmpty();
    }
  }
}
