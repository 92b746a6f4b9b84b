package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What shares a ticket loses nothing: the text of every alert reaches it. */
class SharedTextsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final String FIRST = "The device Harddisk0 has a bad block";
  private static final String SECOND = "The device Harddisk1 has a bad block";
  private static final String THIRD = "The device Harddisk2 has a bad block";

  @TempDir Path folder;

  private TicketScenario scenario() {
    return TicketScenario.running(folder, 0)
        .with(TicketScenario.SYNC + ".one-ticket-per", "condition")
        .with(TicketScenario.SYNC + ".comment-every", "1ms");
  }

  private TicketScenario commenting() {
    return scenario().with(TicketScenario.SYNC + ".technician-id", "9");
  }

  private static ObjectNode alert(String key, String context) {
    ObjectNode alert =
        TicketScenario.json(
            """
            {"alertUid":"%s","priority":"High","alertContext":%s,
             "alertSourceInfo":{"deviceUid":"pc-1","deviceName":"pc-1","siteUid":"s","siteName":"Acme"}}\
            """
                .formatted(key, context));
    return alert.put("timestamp", NOON.plusSeconds(key.charAt(0)).toEpochMilli());
  }

  private static void logged(TicketScenario scenario, String key, String description) {
    scenario
        .sandbox
        .datto()
        .openAlert(
            alert(
                key,
                """
                {"@class":"eventlog_ctx","logName":"System","source":"disk","code":"7","type":"ERROR",\
                "description":"%s"}\
                """
                    .formatted(description)));
  }

  private static void scripted(TicketScenario scenario, String key, String text) {
    scenario
        .sandbox
        .datto()
        .openAlert(
            alert(
                key,
                "{\"@class\":\"comp_script_ctx\",\"samples\":{\"Result\":\"%s\"}}"
                    .formatted(text)));
  }

  private static String all(TicketSnapshot ticket) {
    return ticket.description() + ticket.comments();
  }

  private static void loggedOneAfterTheOther(TicketScenario scenario) {
    String[] texts = {FIRST, SECOND, THIRD};
    for (int i = 0; i < texts.length; i++) {
      logged(scenario, "abc".substring(i, i + 1), texts[i]);
      scenario.sync();
    }
  }

  @Test
  void texts_that_begin_with_one_word_or_with_a_figure_are_conditions_of_their_own() {
    try (TicketScenario scenario = commenting()) {
      scripted(scenario, "a", "CRITICAL: the backup of SQL failed");
      scripted(scenario, "b", "CRITICAL: drive D is full");
      scripted(scenario, "c", "3 of 4 backups failed");
      scripted(scenario, "d", "3 services are stopped");
      scripted(scenario, "e", "2 of 4 backups failed");
      assertThat(scenario.sync().created()).isEqualTo(4);
      assertThat(scenario.tickets())
          .filteredOn(ticket -> all(ticket).contains("backups failed"))
          .singleElement()
          .satisfies(
              ticket -> assertThat(all(ticket)).contains("3 of 4 backups", "2 of 4 backups"));
    }
  }

  @Test
  void what_shares_a_ticket_from_its_creation_stands_in_its_description() {
    try (TicketScenario scenario = commenting()) {
      logged(scenario, "a", FIRST);
      logged(scenario, "b", SECOND);
      assertThat(scenario.sync().created()).isEqualTo(1);
      scenario.sync();
      assertThat(scenario.tickets())
          .singleElement()
          .satisfies(
              ticket -> {
                assertThat(ticket.description()).contains(FIRST, SECOND);
                assertThat(ticket.comments()).isEmpty();
              });
    }
  }

  @Test
  void what_comes_later_is_told_once_in_a_comment() {
    try (TicketScenario scenario = commenting()) {
      logged(scenario, "a", FIRST);
      scenario.sync();
      logged(scenario, "b", SECOND);
      assertThat(scenario.sync().updated()).isEqualTo(1);
      logged(scenario, "c", THIRD);
      scenario.sync();
      scenario.sync();
      assertThat(scenario.tickets().get(0).description()).contains(FIRST);
      assertThat(scenario.tickets()).hasSize(1);
      String comments = scenario.tickets().get(0).comments().toString();
      assertThat(comments).doesNotContain(FIRST);
      assertThat(scenario.tickets().get(0).comments()).hasSize(2);
      assertThat(scenario.tickets().get(0).comments().get(0).path("Comment").asText())
          .contains(SECOND)
          .doesNotContain(THIRD);
      assertThat(scenario.tickets().get(0).comments().get(1).path("Comment").asText())
          .contains(THIRD)
          .doesNotContain(SECOND);
    }
  }

  @Test
  void what_came_while_no_comment_was_due_is_told_with_the_next_one() {
    try (TicketScenario scenario =
        commenting().with(TicketScenario.SYNC + ".comment-every", "60m")) {
      loggedOneAfterTheOther(scenario);
      logged(scenario, "d", "The device Harddisk3 has a bad block");
      scenario.resolves("c");
      scenario.sync();
      assertThat(scenario.tickets().get(0).comments()).hasSize(1);
      scenario.clock.jump(Duration.ofMinutes(61));
      scenario.sync();
      assertThat(scenario.tickets().get(0).comments())
          .hasSize(2)
          .last()
          .asString()
          .contains(THIRD, "Harddisk3");
    }
  }

  @Test
  void a_refused_comment_keeps_its_texts_for_the_next() {
    try (TicketScenario scenario = commenting()) {
      logged(scenario, "a", FIRST);
      scenario.sync();
      logged(scenario, "b", SECOND);
      scenario.fault(Fault.status(400).on("atera", "POST", "/comments"));
      assertThat(scenario.sync().failed()).isEqualTo(1);
      logged(scenario, "c", THIRD);
      scenario.sync();
      assertThat(scenario.tickets().get(0).comments())
          .singleElement()
          .asString()
          .contains(SECOND, THIRD);
    }
  }

  @Test
  void what_was_not_told_when_the_ticket_closes_is_in_the_last_word() {
    try (TicketScenario scenario =
        commenting().with(TicketScenario.SYNC + ".comment-every", "60m")) {
      loggedOneAfterTheOther(scenario);
      for (String key : new String[] {"a", "b", "c"}) {
        scenario.resolves(key);
      }
      scenario.sync();
      assertThat(scenario.sync().closed()).isEqualTo(1);
      assertThat(scenario.tickets().get(0).comments())
          .hasSize(2)
          .last()
          .asString()
          .contains("resolved at", THIRD)
          .doesNotContain(SECOND);
    }
  }

  @Test
  void without_comments_a_text_in_other_words_has_a_ticket_of_its_own() {
    try (TicketScenario scenario = scenario()) {
      logged(scenario, "a", FIRST);
      logged(scenario, "b", "The file system on volume E is corrupt");
      assertThat(scenario.sync().created()).isEqualTo(2);
      logged(scenario, "c", SECOND);
      logged(scenario, "d", FIRST);
      scenario.sync();
      assertThat(scenario.tickets()).hasSize(3);
      assertThat(scenario.tickets())
          .anySatisfy(ticket -> assertThat(ticket.description()).contains(SECOND));
    }
  }

  @Test
  void texts_that_are_too_long_for_one_comment_take_several() {
    try (TicketScenario scenario = commenting()) {
      logged(scenario, "a", FIRST);
      scenario.sync();
      for (char key = 'b'; key < 'g'; key++) {
        logged(scenario, "" + key, "Number " + key + " " + "x".repeat(6000));
      }
      scenario.sync();
      TicketSnapshot ticket = scenario.tickets().get(0);
      for (char key = 'b'; key < 'g'; key++) {
        assertThat(ticket.comments().toString()).contains("Number " + key);
      }
      assertThat(ticket.comments().size()).isGreaterThan(1);
      assertThat(ticket.comments())
          .allSatisfy(one -> assertThat(one.path("Comment").asText()).hasSizeLessThan(21_000));
      int comments = ticket.comments().size();
      scenario.sync();
      assertThat(scenario.tickets().get(0).comments()).hasSize(comments);
    }
  }
}
