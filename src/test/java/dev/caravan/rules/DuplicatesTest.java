package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.State;
import dev.caravan.runtime.Office;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two tickets with one marker: the oldest is kept. */
class DuplicatesTest {
  @TempDir Path folder;

  /** A ticket that is there twice, while its create is in doubt. */
  private static void twice(Office office) {
    office.opens("a");
    office.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", "/tickets$"));
    office.sync();
    TicketSnapshot first = office.ticketOf("a");
    office.sandbox.atera().createTicket(first.title(), first.description());
    assertThat(office.ticketsOf("a", 1)).hasSize(2);
  }

  private static TicketSnapshot oldest(Office office) {
    return office.ticketsOf("a", 1).stream()
        .min(java.util.Comparator.comparingLong(TicketSnapshot::id))
        .orElseThrow();
  }

  private static TicketSnapshot newest(Office office) {
    return office.ticketsOf("a", 1).stream()
        .max(java.util.Comparator.comparingLong(TicketSnapshot::id))
        .orElseThrow();
  }

  @Test
  void the_others_are_resolved_with_a_comment_that_names_the_one_that_is_kept() {
    try (Office office = new Office(folder, 0).with(Office.SYNC + ".technician-id", "9")) {
      twice(office);
      CycleReport report = office.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(oldest(office).open()).isTrue();
      assertThat(newest(office).status()).isEqualTo("Resolved");
      assertThat(newest(office).comments())
          .singleElement()
          .satisfies(
              comment ->
                  assertThat(comment.path("Comment").asText())
                      .contains("Ticket " + oldest(office).id() + " is kept"));
      assertThat(office.entry("a").targetId()).isEqualTo(String.valueOf(oldest(office).id()));
      assertThat(office.sync().unchanged()).isEqualTo(1);
    }
  }

  @Test
  void without_a_technician_they_are_resolved_without_a_comment() {
    try (Office office = new Office(folder, 0)) {
      twice(office);
      assertThat(office.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(newest(office).status()).isEqualTo("Resolved");
      assertThat(newest(office).comments()).isEmpty();
    }
  }

  @Test
  void healing_that_was_cut_in_between_is_taken_up_without_a_second_comment() throws IOException {
    for (String path : List.of("/comments$", "/tickets/\\d+$")) {
      for (Kind kind : List.of(Kind.ANSWER_LOST, Kind.CUT_BEFORE)) {
        Path own = Files.createDirectory(folder.resolve(kind + "" + path.length()));
        try (Office office = new Office(own, 0).with(Office.SYNC + ".technician-id", "9")) {
          twice(office);
          String method = path.startsWith("/comments") ? "POST" : "PUT";
          office.fault(Fault.of(kind).on("atera", method, path));
          assertThat(office.sync().outcome()).isEqualTo(Outcome.ABORTED);
          assertThat(office.entry("a").state()).isEqualTo(State.IN_DOUBT);
          office.restart();
          assertThat(office.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
          assertThat(newest(office).status()).isEqualTo("Resolved");
          assertThat(newest(office).comments()).hasSize(1);
          assertThat(oldest(office).open()).isTrue();
        }
      }
    }
  }
}
