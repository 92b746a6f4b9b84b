package dev.caravan.vendors.ninox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.ninox.Field;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.AteraScenario;
import dev.caravan.scenario.RowTicketScenario;
import dev.caravan.store.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ninox as a source of tickets, with a ledger on one kind of store. */
abstract class RowTicketsContract {
  private static final String SYNC = RowTicketScenario.SYNC;

  @TempDir Path folder;
  private RowTicketScenario here;

  abstract TestStore store();

  @BeforeEach
  void start() {
    here = new RowTicketScenario(folder).keptIn(store().settings());
  }

  @AfterEach
  void stop() {
    here.close();
  }

  private static List<Integer> counts(CycleReport report) {
    assertThat(report.error()).isNull();
    assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
    return List.of(report.created(), report.updated(), report.closed(), report.unchanged());
  }

  private int ticketWrites() {
    return here.sandbox.log().entries("atera", "POST", "/").size()
        + here.sandbox.log().entries("atera", "PUT", "/").size();
  }

  @Test
  void rows_become_tickets_that_follow_them() {
    long printer = here.writes("Printer offline", "Description", "No toner", "Priority", "High");
    long phone = here.writes("Phone is dead");
    here.writes("Long done", "Status", "Done");
    assertThat(counts(here.sync())).containsExactly(2, 0, 0, 0);
    assertThat(here.ticketOf(printer))
        .satisfies(
            ticket -> {
              assertThat(ticket.title()).startsWith("Printer offline [cv-");
              assertThat(ticket.description()).contains("No toner");
              assertThat(ticket.priority()).isEqualTo("High");
              assertThat(ticket.status()).isEqualTo("Open");
            });

    here.sandbox.log().clear();
    assertThat(counts(here.sync())).containsExactly(0, 0, 0, 2);
    assertThat(counts(here.sync())).as("of changes only").containsExactly(0, 0, 0, 0);
    assertThat(ticketWrites()).isZero();

    here.edits(phone, "Title", "Phone is dead, and so is the fax");
    here.edits(phone, "Priority", "Critical");
    assertThat(counts(here.sync())).containsExactly(0, 1, 0, 0);
    assertThat(here.ticketOf(phone).title()).startsWith("Phone is dead, and so is the fax");
    assertThat(here.ticketOf(phone).priority()).isEqualTo("Critical");
  }

  @Test
  void
      a_row_that_is_done_resolves_its_ticket_at_once_and_one_that_is_taken_up_again_gets_another() {
    long printer = here.writes("Printer offline");
    here.writes("Phone is dead");
    here.settle();

    here.edits(printer, "Status", "Done");
    CycleReport done = here.sync();
    assertThat(done.changesOnly()).isTrue();
    assertThat(counts(done)).containsExactly(0, 0, 1, 0);
    assertThat(here.ticketOf(printer).status()).isEqualTo("Resolved");
    here.sandbox.log().clear();
    for (int i = 0; i < 3; i++) {
      assertThat(here.sync().closed()).isZero();
    }
    assertThat(ticketWrites()).isZero();

    here.edits(printer, "Status", "In progress");
    assertThat(counts(here.sync())).containsExactly(1, 0, 0, 0);
    assertThat(here.ticketsOf(printer, 2)).hasSize(1);
    assertThat(here.sandbox.atera().tickets()).hasSize(3);
  }

  @Test
  void rows_that_are_done_when_the_table_is_read_whole_resolve_their_tickets_however_many() {
    here.with(SYNC + ".full-read-every", "0s").with(SYNC + ".max-closes", "1");
    for (int i = 0; i < 15; i++) {
      here.writes("request " + i);
    }
    here.sync();
    here.rows()
        .subList(0, 12)
        .forEach(row -> here.edits(row.path("id").asLong(), "Status", "Done"));
    assertThat(counts(here.sync())).containsExactly(0, 0, 12, 3);
    here.sandbox.log().clear();
    assertThat(counts(here.sync())).containsExactly(0, 0, 0, 3);
    assertThat(ticketWrites()).isZero();
  }

  @Test
  void rows_that_share_a_ticket_resolve_it_when_all_of_them_are_done() throws IOException {
    Path mappings = Files.createDirectories(folder.resolve("my-routes/mappings"));
    Files.writeString(
        mappings.resolve("row-to-atera-ticket.jq"),
        Files.readString(Path.of("routes/mappings/row-to-atera-ticket.jq"))
            .replace("over: (", "condition: \"toner\", device: {id: \"d\"}, over: ("));
    here.with("caravan.routes-dirs", "my-routes").with(SYNC + ".full-read-every", "0s");
    here.with(SYNC + ".one-ticket-per", "condition");
    long first = here.writes("Printer offline");
    long second = here.writes("Printer offline again");
    here.sync();
    here.sync();
    assertThat(here.sandbox.atera().tickets()).hasSize(1);

    here.edits(first, "Status", "Done");
    for (int i = 0; i < 3; i++) {
      here.sync();
    }
    assertThat(here.sandbox.atera().tickets().get(0).open()).isTrue();
    here.edits(second, "Status", "Done");
    for (int i = 0; i < 3; i++) {
      here.sync();
    }
    assertThat(here.sandbox.atera().tickets()).hasSize(1);
    assertThat(here.sandbox.atera().tickets().get(0).open()).isFalse();
  }

  @Test
  void a_ticket_that_a_person_works_on_is_left_open_when_its_row_is_done() {
    long printer = here.writes("Printer offline");
    here.settle();
    long ticket = here.ticketOf(printer).id();
    here.sandbox.atera().person(ticket, new PersonAction.Comment("I look at it.", false, false));
    here.edits(printer, "Status", "Done");
    here.sync();
    here.sync();
    assertThat(here.ticketOf(printer).open()).isTrue();
  }

  @Test
  void a_deleted_row_resolves_its_ticket_when_the_table_is_read_whole() {
    long printer = here.writes("Printer offline");
    here.writes("Phone is dead");
    here.settle();
    here.sandbox.ninox().deleteRow(RowTicketScenario.TABLE, printer);
    assertThat(here.sync().closed()).isZero();

    here.later(Duration.ofMinutes(61));
    here.sync();
    assertThat(counts(here.sync())).containsExactly(0, 0, 1, 1);
    assertThat(here.ticketOf(printer).open()).isFalse();
  }

  @Test
  void a_row_without_a_title_waits_for_one() {
    long draft =
        here.sandbox.ninox().addRow(RowTicketScenario.TABLE, Map.of("Description", "A draft"));
    assertThat(here.sync().created()).isZero();
    here.edits(draft, "Title", "Printer offline");
    assertThat(here.sync().created()).isEqualTo(1);
    here.edits(draft, "Title", "");
    for (int i = 0; i < 3; i++) {
      assertThat(here.sync().closed()).isZero();
    }
    assertThat(here.ticketOf(draft).open()).isTrue();
  }

  @Test
  void a_lost_answer_makes_no_second_ticket_and_a_lost_ledger_none() {
    here.with("atera.index-lag", "1ms");
    here.writes("Printer offline");
    here.writes("Phone is dead");
    here.sandbox.faults().add(Fault.of(Fault.Kind.ANSWER_LOST).on("atera", "POST", "/tickets$"));
    here.syncUntilSettled();
    assertThat(here.sandbox.atera().tickets()).hasSize(2);
  }

  /** People's rows become tickets, all tickets become rows of the same table. */
  @Test
  void both_directions_at_once_come_to_rest() {
    List<String> columns = List.of("ExternalRef", "Title", "Priority", "Status");
    String table =
        here.sandbox
            .ninox()
            .addTable(
                "Both",
                IntStream.range(0, columns.size())
                    .mapToObj(
                        i ->
                            new Field(
                                "ABCD".substring(i, i + 1), columns.get(i), "string", List.of()))
                    .toList());
    here.with(SYNC + ".source-table", table).with("ninox.index-lag", "1ms");
    here.with(AteraScenario.TICKETS + ".target-table", table);
    here.sandbox.ninox().addRow(table, Map.of("Title", "Printer offline"));
    here.sandbox.atera().createTicket("Phone is dead", "By phone");
    for (int i = 0; i < 4; i++) {
      for (String sync : List.of(SYNC, AteraScenario.TICKETS)) {
        try (CaravanRuntime caravan = here.start(sync)) {
          assertThat(caravan.syncs().run(sync, 0).error()).isNull();
        }
      }
    }
    assertThat(here.sandbox.atera().tickets()).hasSize(2);
    int rows = here.sandbox.ninox().rows(table).size();
    assertThat(rows).as("those of people, and one of each ticket").isEqualTo(3);
    here.sandbox.log().clear();
    for (String sync : List.of(SYNC, AteraScenario.TICKETS)) {
      try (CaravanRuntime caravan = here.start(sync)) {
        caravan.syncs().run(sync, 0);
      }
    }
    assertThat(ticketWrites()).isZero();
    assertThat(here.sandbox.ninox().rows(table)).hasSize(rows);
  }
}
