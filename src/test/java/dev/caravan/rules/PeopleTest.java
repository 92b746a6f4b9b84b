package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.State;
import dev.caravan.ledger.TestEntries;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People first: what they do to a ticket stays. */
class PeopleTest {
  private static final String CRITICAL = "{\"priority\":\"Critical\"}";

  @TempDir Path folder;

  @Test
  void a_ticket_that_a_person_closed_is_not_reopened_and_gets_no_successor() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.sync();
      scenario.person("a", new PersonAction.Close());
      scenario.changes("a", CRITICAL);
      scenario.sandbox.log().clear();
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(report.updated()).as("nothing was updated").isZero();
      assertThat(report.unchanged()).isEqualTo(1);
      scenario.changes("a", "{\"priority\":\"Low\"}");
      scenario.sync();
      scenario.sync();
      assertThat(scenario.writes()).isEmpty();
      assertThat(scenario.ticketOf("a").status()).isEqualTo("Closed");

      scenario.vanishes("a");
      scenario.sync();
      scenario.sync();
      scenario.opens("a");
      assertThat(scenario.sync().created()).as("it was away and returned").isEqualTo(1);
      assertThat(scenario.ticketsOf("a", 2)).hasSize(1);
    }
  }

  static Stream<PersonAction> ends() {
    return Stream.of(new PersonAction.Delete(), new PersonAction.Merge(1));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void a_ticket_that_is_gone_ends_its_entry(PersonAction end) {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.sync();
      long id = scenario.ticketOf("a").id();
      PersonAction action =
          end instanceof PersonAction.Merge
              ? new PersonAction.Merge(scenario.sandbox.atera().createTicket("Other", "other"))
              : end;
      scenario.sandbox.atera().person(id, action);
      assertThat(scenario.ticketsOf("a", 1)).isEmpty();
      scenario.changes("a", CRITICAL);
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.entry("a").state()).isEqualTo(State.CLOSED);
      assertThat(scenario.entry("a").endedByPerson()).isTrue();
      assertThat(scenario.sync().created()).isZero();
      scenario.vanishes("a");
      scenario.sync();
      scenario.sync();
      scenario.opens("a");
      assertThat(scenario.sync().created()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Deleted", "Merged", "spam", "Archived"})
  void a_ticket_that_was_put_away_but_is_still_listed_is_over(String status) {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0)
            .with(TicketScenario.SYNC + ".technician-id", "9")
            .with(TicketScenario.SYNC + ".on-target-closed", "resolve")) {
      scenario.opens("a");
      scenario.sync();
      scenario.person("a", new PersonAction.Status(status));
      scenario.changes("a", CRITICAL);
      scenario.sandbox.log().clear();

      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);

      assertThat(scenario.writes()).as("neither a field nor a comment").isEmpty();
      assertThat(scenario.entry("a").state()).isEqualTo(State.CLOSED);
      assertThat(scenario.entry("a").endedByPerson()).isTrue();
      assertThat(scenario.openKeys()).as("who puts a ticket away says nothing").contains("a");
      assertThat(scenario.sync().created()).isZero();
      scenario.vanishes("a");
      scenario.sync();
      scenario.sync();
      assertThat(scenario.writes()).isEmpty();
      scenario.opens("a");
      assertThat(scenario.sync().created()).as("it was away and returned").isEqualTo(1);
    }
  }

  @Test
  void the_end_of_its_alert_is_not_told_to_a_ticket_that_was_put_away() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0).with(TicketScenario.SYNC + ".technician-id", "9")) {
      scenario.opens("a");
      scenario.sync();
      scenario.person("a", new PersonAction.Status("Deleted"));
      scenario.vanishes("a");
      scenario.sandbox.log().clear();
      scenario.sync();
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.writes()).isEmpty();
      assertThat(scenario.entry("a").state()).isEqualTo(State.CLOSED);
    }
  }

  @Test
  void a_gone_ticket_is_closed_without_fuss_when_its_alert_ends() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0).with(TicketScenario.SYNC + ".technician-id", "9")) {
      scenario.opens("a");
      scenario.sync();
      scenario.person("a", new PersonAction.Delete());
      scenario.resolves("a");
      scenario.sync();
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.entry("a").state()).isEqualTo(State.CLOSED);
      assertThat(scenario.entry("a").endedByPerson()).isFalse();
      assertThat(scenario.intents()).isEmpty();
    }
  }

  @Test
  void a_title_that_a_person_edited_stays_while_the_other_fields_follow() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.sync();
      long id = scenario.ticketOf("a").id();
      scenario.person("a", new PersonAction.Edit("Look at this first"));
      scenario.changes("a", CRITICAL);
      scenario.changes("a", "{\"alertContext\":{\"diskName\":\"D:\"}}");
      CycleReport report = scenario.sync();
      assertThat(report.updated()).isEqualTo(1);
      TicketSnapshot ticket = scenario.sandbox.atera().ticket(id).orElseThrow();
      assertThat(ticket.title()).isEqualTo("Look at this first");
      assertThat(ticket.priority()).isEqualTo("Critical");
      scenario.changes("a", "{\"alertContext\":{\"diskName\":\"E:\"}}");
      scenario.sync();
      assertThat(scenario.sandbox.atera().ticket(id).orElseThrow().title())
          .isEqualTo("Look at this first");
    }
  }

  @Test
  void a_title_that_differs_stays_where_the_ledger_does_not_know_what_we_wrote_last() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.sync();
      String title = "Ann: waiting for a new disk [%s]".formatted(TicketScenario.marker("a", 1));
      scenario.person("a", new PersonAction.Edit(title));
      scenario.changes("a", CRITICAL);
      forgetWhatWasWritten(scenario);
      assertThat(scenario.sync().updated()).isEqualTo(1);
      assertThat(scenario.ticketOf("a").title()).isEqualTo(title);
      assertThat(scenario.ticketOf("a").priority()).isEqualTo("Critical");
      scenario.changes("a", "{\"alertContext\":{\"diskName\":\"D:\"}}");
      assertThat(scenario.sync().error()).isNull();
      assertThat(scenario.ticketOf("a").title()).isEqualTo(title);
    }
  }

  @Test
  void a_title_of_ours_follows_the_alert_although_the_ledger_had_forgotten_it() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.sync();
      forgetWhatWasWritten(scenario);
      scenario.sync();
      scenario.changes("a", "{\"alertContext\":{\"diskName\":\"D:\"}}");
      scenario.sync();
      assertThat(scenario.ticketOf("a").title()).contains("D:");
    }
  }

  /** As after a rebuilding of the ledger. */
  private static void forgetWhatWasWritten(TicketScenario scenario) {
    scenario
        .caravan()
        .ledger()
        .write(
            TicketScenario.SYNC,
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
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0).with(TicketScenario.SYNC + ".technician-id", "9")) {
      scenario.opens("a");
      scenario.sync();
      scenario.person("a", touch);
      String status = scenario.ticketOf("a").status();
      scenario.resolves("a");
      scenario.sync();
      scenario.sync();
      scenario.sync();
      TicketSnapshot ticket = scenario.ticketOf("a");
      assertThat(ticket.status()).isEqualTo(status);
      assertThat(ours(ticket))
          .singleElement()
          .satisfies(text -> assertThat(text).contains("resolved at", "left open because"));
      assertThat(scenario.entry("a").state()).isEqualTo(State.CLOSED);
    }
  }

  @ParameterizedTest
  @MethodSource("touches")
  void a_ticket_that_a_person_touched_is_closed_where_the_operator_says_so(PersonAction touch) {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0)
            .with(TicketScenario.SYNC + ".technician-id", "9")
            .with(TicketScenario.SYNC + ".close-touched", "close")) {
      scenario.opens("a");
      scenario.sync();
      scenario.person("a", touch);
      scenario.resolves("a");
      scenario.sync();
      scenario.sync();
      TicketSnapshot ticket = scenario.ticketOf("a");
      assertThat(ticket.status()).isEqualTo("Resolved");
      assertThat(ours(ticket))
          .singleElement()
          .satisfies(text -> assertThat(text).contains("resolved at").doesNotContain("left open"));
    }
  }

  @Test
  void a_comment_of_ours_does_not_hide_that_a_person_commented_before() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0)
            .with(TicketScenario.SYNC + ".technician-id", "9")
            .with(TicketScenario.SYNC + ".comment-every", "0s")) {
      scenario.opens("a");
      scenario.sync();
      scenario.person("a", new PersonAction.Comment("I am on it", false, true));
      scenario.changes("a", CRITICAL);
      scenario.sync();
      assertThat(ours(scenario.ticketOf("a"))).hasSize(1);
      scenario.resolves("a");
      scenario.sync();
      scenario.sync();
      assertThat(scenario.ticketOf("a").open()).isTrue();
    }
  }

  @Test
  void comments_of_ours_alone_do_not_keep_a_ticket_open() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0)
            .with(TicketScenario.SYNC + ".technician-id", "9")
            .with(TicketScenario.SYNC + ".comment-every", "0s")) {
      scenario.opens("a");
      scenario.sync();
      scenario.changes("a", CRITICAL);
      scenario.sync();
      scenario.resolves("a");
      scenario.sync();
      scenario.sync();
      assertThat(scenario.ticketOf("a").status()).isEqualTo("Resolved");
      assertThat(ours(scenario.ticketOf("a")).get(1)).doesNotContain("left open");
    }
  }

  @Test
  void nothing_is_written_to_a_ticket_that_does_not_carry_our_marker() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      scenario.sync();
      TicketSnapshot ours = scenario.ticketOf("a");
      long other = scenario.sandbox.atera().createTicket("Somebody else's", "not ours");
      scenario
          .caravan()
          .ledger()
          .write(
              TicketScenario.SYNC,
              1,
              view -> {
                view.entries()
                    .update(
                        List.of(
                            TestEntries.withTarget(
                                view.entries().find("a").orElseThrow(), "" + other)));
                return null;
              });
      scenario.sandbox.log().clear();
      scenario.changes("a", CRITICAL);
      CycleReport report = scenario.sync();
      assertThat(report.failed()).isEqualTo(1);
      assertThat(scenario.deadLetters().get(0).reason()).contains("marker", String.valueOf(other));
      scenario.resolves("a");
      scenario.sync();
      scenario.sync();
      assertThat(scenario.writes()).isEmpty();
      assertThat(scenario.sandbox.atera().ticket(other).orElseThrow().status()).isEqualTo("Open");
      assertThat(scenario.sandbox.atera().ticket(ours.id())).isPresent();
    }
  }

  private static List<String> ours(TicketSnapshot ticket) {
    return ticket.comments().stream()
        .map(comment -> comment.path("Comment").asText())
        .filter(text -> text.startsWith("[" + TicketScenario.marker("a", 1)))
        .toList();
  }
}
