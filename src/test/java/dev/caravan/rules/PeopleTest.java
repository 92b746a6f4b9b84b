package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.State;
import dev.caravan.ledger.TestEntries;
import dev.caravan.runtime.Office;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** People first: what they do to a ticket stays. */
class PeopleTest {
  private static final String CRITICAL = "{\"priority\":\"Critical\"}";

  @TempDir Path folder;

  @Test
  void a_ticket_that_a_person_closed_is_not_reopened_and_gets_no_successor() {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.sync();
      office.person("a", new PersonAction.Close());
      office.changes("a", CRITICAL);
      office.sandbox.log().clear();
      CycleReport report = office.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(report.updated()).as("nothing was updated").isZero();
      assertThat(report.unchanged()).isEqualTo(1);
      office.changes("a", "{\"priority\":\"Low\"}");
      office.sync();
      office.sync();
      assertThat(office.writes()).isEmpty();
      assertThat(office.ticketOf("a").status()).isEqualTo("Closed");

      office.vanishes("a");
      office.sync();
      office.opens("a");
      assertThat(office.sync().created()).as("it was away and returned").isEqualTo(1);
      assertThat(office.ticketsOf("a", 2)).hasSize(1);
    }
  }

  static Stream<PersonAction> ends() {
    return Stream.of(new PersonAction.Delete(), new PersonAction.Merge(1));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void a_ticket_that_is_gone_ends_its_entry(PersonAction end) {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.sync();
      long id = office.ticketOf("a").id();
      PersonAction action =
          end instanceof PersonAction.Merge
              ? new PersonAction.Merge(office.sandbox.atera().createTicket("Other", "other"))
              : end;
      office.sandbox.atera().person(id, action);
      assertThat(office.ticketsOf("a", 1)).isEmpty();
      office.changes("a", CRITICAL);
      CycleReport report = office.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(office.entry("a").state()).isEqualTo(State.CLOSED);
      assertThat(office.entry("a").endedByPerson()).isTrue();
      assertThat(office.sync().created()).isZero();
      office.vanishes("a");
      office.sync();
      office.opens("a");
      assertThat(office.sync().created()).isEqualTo(1);
    }
  }

  @Test
  void a_gone_ticket_is_closed_without_fuss_when_its_alert_ends() {
    try (Office office = new Office(folder, 0).with(Office.SYNC + ".technician-id", "9")) {
      office.opens("a");
      office.sync();
      office.person("a", new PersonAction.Delete());
      office.resolves("a");
      office.sync();
      assertThat(office.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(office.entry("a").state()).isEqualTo(State.CLOSED);
      assertThat(office.entry("a").endedByPerson()).isFalse();
      assertThat(office.steps()).isEmpty();
    }
  }

  @Test
  void a_title_that_a_person_edited_stays_while_the_other_fields_follow() {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.sync();
      long id = office.ticketOf("a").id();
      office.person("a", new PersonAction.Edit("Look at this first"));
      office.changes("a", CRITICAL);
      office.changes("a", "{\"alertContext\":{\"diskName\":\"D:\"}}");
      CycleReport report = office.sync();
      assertThat(report.updated()).isEqualTo(1);
      TicketSnapshot ticket = office.sandbox.atera().ticket(id).orElseThrow();
      assertThat(ticket.title()).isEqualTo("Look at this first");
      assertThat(ticket.priority()).isEqualTo("Critical");
      office.changes("a", "{\"alertContext\":{\"diskName\":\"E:\"}}");
      office.sync();
      assertThat(office.sandbox.atera().ticket(id).orElseThrow().title())
          .isEqualTo("Look at this first");
    }
  }

  @Test
  void a_title_that_differs_stays_where_the_ledger_does_not_know_what_we_wrote_last() {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.sync();
      String title = "Ann: waiting for a new disk [%s]".formatted(Office.marker("a", 1));
      office.person("a", new PersonAction.Edit(title));
      office.changes("a", CRITICAL);
      forgetWhatWasWritten(office);
      assertThat(office.sync().updated()).isEqualTo(1);
      assertThat(office.ticketOf("a").title()).isEqualTo(title);
      assertThat(office.ticketOf("a").priority()).isEqualTo("Critical");
      office.changes("a", "{\"alertContext\":{\"diskName\":\"D:\"}}");
      assertThat(office.sync().error()).isNull();
      assertThat(office.ticketOf("a").title()).isEqualTo(title);
    }
  }

  @Test
  void a_title_of_ours_follows_the_alert_although_the_ledger_had_forgotten_it() {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.sync();
      forgetWhatWasWritten(office);
      office.sync();
      office.changes("a", "{\"alertContext\":{\"diskName\":\"D:\"}}");
      office.sync();
      assertThat(office.ticketOf("a").title()).contains("D:");
    }
  }

  /** As after a rebuilding of the ledger. */
  private static void forgetWhatWasWritten(Office office) {
    office
        .caravan()
        .ledger()
        .write(
            Office.SYNC,
            1,
            view -> {
              view.entries()
                  .update(
                      List.of(
                          TestEntries.withNothingApplied(view.entries().find("a").orElseThrow())));
              return null;
            });
  }

  static Stream<PersonAction> touches() {
    return Stream.of(
        new PersonAction.Comment("I am on it", false, false),
        new PersonAction.Comment("Please hurry", true, false),
        new PersonAction.Comment("As [cv-aaaaaaaaaaaa/0f3c12ab] says", false, true),
        new PersonAction.Status("Pending"),
        new PersonAction.Assign(7));
  }

  @ParameterizedTest
  @MethodSource("touches")
  void a_ticket_that_a_person_touched_gets_a_comment_instead_of_being_closed(PersonAction touch) {
    try (Office office = new Office(folder, 0).with(Office.SYNC + ".technician-id", "9")) {
      office.opens("a");
      office.sync();
      office.person("a", touch);
      String status = office.ticketOf("a").status();
      office.resolves("a");
      office.sync();
      office.sync();
      office.sync();
      TicketSnapshot ticket = office.ticketOf("a");
      assertThat(ticket.status()).isEqualTo(status);
      assertThat(ours(ticket))
          .singleElement()
          .satisfies(text -> assertThat(text).contains("resolved at", "left open because"));
      assertThat(office.entry("a").state()).isEqualTo(State.CLOSED);
    }
  }

  @ParameterizedTest
  @MethodSource("touches")
  void a_ticket_that_a_person_touched_is_closed_where_the_operator_says_so(PersonAction touch) {
    try (Office office =
        new Office(folder, 0)
            .with(Office.SYNC + ".technician-id", "9")
            .with(Office.SYNC + ".close-touched", "close")) {
      office.opens("a");
      office.sync();
      office.person("a", touch);
      office.resolves("a");
      office.sync();
      office.sync();
      TicketSnapshot ticket = office.ticketOf("a");
      assertThat(ticket.status()).isEqualTo("Resolved");
      assertThat(ours(ticket))
          .singleElement()
          .satisfies(text -> assertThat(text).contains("resolved at").doesNotContain("left open"));
    }
  }

  @Test
  void a_comment_of_ours_does_not_hide_that_a_person_commented_before() {
    try (Office office =
        new Office(folder, 0)
            .with(Office.SYNC + ".technician-id", "9")
            .with(Office.SYNC + ".comment-every", "0s")) {
      office.opens("a");
      office.sync();
      office.person("a", new PersonAction.Comment("I am on it", false, true));
      office.changes("a", CRITICAL);
      office.sync();
      assertThat(ours(office.ticketOf("a"))).hasSize(1);
      office.resolves("a");
      office.sync();
      office.sync();
      assertThat(office.ticketOf("a").open()).isTrue();
    }
  }

  @Test
  void comments_of_ours_alone_do_not_keep_a_ticket_open() {
    try (Office office =
        new Office(folder, 0)
            .with(Office.SYNC + ".technician-id", "9")
            .with(Office.SYNC + ".comment-every", "0s")) {
      office.opens("a");
      office.sync();
      office.changes("a", CRITICAL);
      office.sync();
      office.resolves("a");
      office.sync();
      office.sync();
      assertThat(office.ticketOf("a").status()).isEqualTo("Resolved");
      assertThat(ours(office.ticketOf("a")).get(1)).doesNotContain("left open");
    }
  }

  @Test
  void nothing_is_written_to_a_ticket_that_does_not_carry_our_marker() {
    try (Office office = new Office(folder, 0)) {
      office.opens("a");
      office.sync();
      TicketSnapshot ours = office.ticketOf("a");
      long other = office.sandbox.atera().createTicket("Somebody else's", "not ours");
      office
          .caravan()
          .ledger()
          .write(
              Office.SYNC,
              1,
              view -> {
                view.entries()
                    .update(
                        List.of(
                            TestEntries.withTarget(
                                view.entries().find("a").orElseThrow(), "" + other)));
                return null;
              });
      office.sandbox.log().clear();
      office.changes("a", CRITICAL);
      CycleReport report = office.sync();
      assertThat(report.failed()).isEqualTo(1);
      assertThat(office.deadLetters().get(0).reason()).contains("marker", String.valueOf(other));
      office.resolves("a");
      office.sync();
      office.sync();
      assertThat(office.writes()).isEmpty();
      assertThat(office.sandbox.atera().ticket(other).orElseThrow().status()).isEqualTo("Open");
      assertThat(office.sandbox.atera().ticket(ours.id())).isPresent();
    }
  }

  private static List<String> ours(TicketSnapshot ticket) {
    return ticket.comments().stream()
        .map(comment -> comment.path("Comment").asText())
        .filter(text -> text.startsWith("[" + Office.marker("a", 1)))
        .toList();
  }
}
