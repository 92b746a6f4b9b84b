package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.State;
import dev.caravan.runtime.Office;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People quote and copy markers: only the place that decides says whose a ticket is. */
class MarkerPlaceTest {
  private static final String CREATE = "/tickets$";

  @TempDir Path folder;

  @Test
  void the_marker_ends_the_title_and_stands_alone_in_the_first_line_of_the_description() {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.sync();
      String marker = "[" + Office.marker("a", 1) + "]";
      assertThat(office.ticketOf("a").title()).contains("Disk C:").endsWith(" " + marker);
      assertThat(office.ticketOf("a").description()).startsWith(marker + "\n");
    }
  }

  @Test
  void a_quote_neither_ends_a_doubt_nor_lets_the_create_be_sent_again() {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.fault(Fault.of(Kind.CUT_BEFORE).on("atera", "POST", CREATE));
      assertThat(office.sync().inDoubt()).isEqualTo(1);
      long reply = reply(office, "Please call me");
      for (int i = 0; i < 3; i++) {
        office.restart();
        assertThat(office.sync().inDoubt()).isEqualTo(1);
      }
      assertThat(office.entry("a").state()).isEqualTo(State.IN_DOUBT);
      assertThat(office.tickets()).hasSize(1);

      office.sandbox.atera().person(reply, new PersonAction.Delete());
      assertThat(office.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(office.tickets()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "text", "null"})
  void a_ticket_in_doubt_is_found_wherever_the_tenants_lists_show_its_marker(String shown) {
    try (Office office = new Office(folder, 0)) {
      office.sandbox.atera().set(Map.of("firstComment", shown));
      office.opens("a");
      office.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", CREATE));
      assertThat(office.sync().inDoubt()).isEqualTo(1);
      long ours = office.ticketOf("a").id();
      long reply = reply(office, "Please call me");
      assertThat(office.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(office.entry("a").targetId()).isEqualTo(String.valueOf(ours));

      office.changes("a", "{\"priority\":\"Critical\"}");
      assertThat(office.sync().updated()).isEqualTo(1);
      office.resolves("a");
      office.sync();
      office.sync();
      assertThat(ticket(office, ours).priority()).isEqualTo("Critical");
      assertThat(ticket(office, ours).status()).isEqualTo("Resolved");
      assertThat(ticket(office, reply).open()).isTrue();
      assertThat(ticket(office, reply).comments()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "null"})
  void after_a_lost_ledger_a_quote_is_neither_taken_up_nor_closed_as_a_double(String shown) {
    try (Office office = new Office(folder, 0).with(Office.SYNC + ".technician-id", "9")) {
      office.sandbox.atera().set(Map.of("firstComment", shown));
      office.opens("a");
      office.sync();
      long ours = office.ticketOf("a").id();
      long reply = reply(office, "It is back");
      long foreign =
          office
              .sandbox
              .atera()
              .createTicket("Email", "WG: [cv-zzzzzzzzzzzz]", "[cv-zzzzzzzzzzzz]");
      long copy = office.sandbox.atera().createTicket("Theirs", "[cv-zzzzzzzzzzzz]\nof theirs");
      office.restart();
      office.here.losesTheLedger();

      assertThat(office.sync().created()).isZero();

      assertThat(office.entry("a").targetId()).isEqualTo(String.valueOf(ours));
      for (long other : new long[] {reply, foreign, copy}) {
        assertThat(ticket(office, other).open()).isTrue();
        assertThat(ticket(office, other).comments()).isEmpty();
      }
    }
  }

  @Test
  void closing_a_reply_does_not_resolve_the_alert() {
    try (Office office = new Office(folder, 1).with(Office.SYNC + ".on-target-closed", "resolve")) {
      office.opens("a");
      office.sync();
      long reply = reply(office, "Is it done?");
      office.sandbox.atera().person(reply, new PersonAction.Close());

      office.sync();

      assertThat(office.openKeys()).contains("a");
      assertThat(office.entry("a").state()).isEqualTo(State.OPEN);
    }
  }

  @Test
  void a_double_that_a_person_works_on_stays() {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", CREATE));
      office.sync();
      TicketSnapshot first = office.ticketOf("a");
      long second = office.sandbox.atera().createTicket(first.title(), first.description());
      office.sandbox.atera().person(second, new PersonAction.Assign(7));

      assertThat(office.sync().outcome()).isEqualTo(Outcome.COMPLETE);

      assertThat(office.entry("a").targetId()).isEqualTo(String.valueOf(first.id()));
      assertThat(ticket(office, second).open()).isTrue();
    }
  }

  /** Somebody answers by e-mail: the ticket's whole title, and a text of their own. */
  private static long reply(Office office, String text) {
    String title = "RE: WEB01: Disk C: low on space [%s]".formatted(Office.marker("a", 1));
    return office.sandbox.atera().createTicket("Email", title, text);
  }

  private static TicketSnapshot ticket(Office office, long id) {
    return office.sandbox.atera().ticket(id).orElseThrow();
  }
}
