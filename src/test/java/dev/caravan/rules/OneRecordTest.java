package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.State;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.RequestLog;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The failure of one record stops no other. */
class OneRecordTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {403, 422, 500, 503})
  void what_the_source_cannot_say_of_one_alert_is_left_for_later(int status) {
    try (TicketScenario scenario = TicketScenario.running(folder, 20)) {
      scenario.sync();
      List<String> keys = scenario.openKeys();
      keys.subList(0, 3).forEach(scenario::resolves);
      scenario.sync();
      scenario.opens("new");
      scenario.fault(Fault.status(status).on("datto", "GET", "/alert/" + keys.get(1)).times(0));

      CycleReport report = scenario.sync();

      assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(report.created()).isEqualTo(1);
      assertThat(report.closed()).isEqualTo(2);
      assertThat(report.notes())
          .singleElement()
          .asString()
          .contains("1 of the records", "" + status);
      assertThat(scenario.ticketOf(keys.get(1)).open()).isTrue();
      scenario.sandbox.faults().clear();
      assertThat(scenario.sync().closed()).isEqualTo(1);
    }
  }

  @Test
  void a_source_that_answers_no_question_stops_the_asking_and_nothing_before_it() {
    try (TicketScenario scenario = TicketScenario.running(folder, 20)) {
      scenario.sync();
      scenario.openKeys().subList(0, 8).forEach(scenario::resolves);
      scenario.sync();
      scenario.opens("new");
      scenario.fault(Fault.status(403).on("datto", "GET", "/alert/").times(0));
      scenario.sandbox.log().clear();

      CycleReport report = scenario.sync();

      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.error()).contains("403");
      assertThat(report.created()).isEqualTo(1);
      assertThat(scenario.sandbox.log().entries("datto", "GET", "/api/v2/alert/"))
          .as("not all of them are asked about in vain")
          .hasSizeLessThan(8);
      scenario.sandbox.faults().clear();
      assertThat(scenario.sync().closed()).isEqualTo(8);
    }
  }

  @Test
  void a_refused_credential_still_aborts() {
    try (TicketScenario scenario = TicketScenario.running(folder, 20)) {
      scenario.sync();
      scenario.openKeys().subList(0, 2).forEach(scenario::resolves);
      scenario.sync();
      scenario.fault(Fault.status(401).on("datto", "GET", "/alert/").times(0));
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(scenario.tickets()).allMatch(TicketSnapshot::open);
    }
  }

  @Test
  void new_alerts_have_their_tickets_before_the_source_is_asked_about_old_ones() {
    try (TicketScenario scenario = TicketScenario.running(folder, 20)) {
      scenario.sync();
      scenario.openKeys().subList(0, 2).forEach(scenario::resolves);
      scenario.sync();
      scenario.opens("new");
      scenario.sandbox.log().clear();
      scenario.sync();
      List<String> order =
          scenario.sandbox.log().entries().stream()
              .filter(
                  entry ->
                      entry.path().contains("/alert/")
                          || (entry.vendor().equals("atera") && entry.method().equals("POST")))
              .map(RequestLog.LoggedRequest::vendor)
              .distinct()
              .toList();
      assertThat(order).containsExactly("atera", "datto");
    }
  }

  @Test
  void a_comment_that_is_answered_404_is_refused_and_ends_nothing() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 2)
            .with(TicketScenario.SYNC + ".technician-id", "9")
            .with(TicketScenario.SYNC + ".comment-every", "0s")) {
      scenario.opens("a");
      scenario.sync();
      scenario.fault(Fault.status(404).on("atera", "POST", "/tickets/\\d+/comments"));
      scenario.changes("a", "{\"priority\":\"Critical\"}");
      scenario.changes("a", "{\"alertContext\":{\"diskName\":\"D:\",\"freeSpace\":1}}");

      CycleReport report = scenario.sync();

      assertThat(scenario.sandbox.faults().broken()).isEqualTo(1);
      assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(report.failed()).isEqualTo(1);
      assertThat(scenario.entry("a").state()).isEqualTo(State.OPEN);
      assertThat(scenario.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.reason()).contains("404"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "POST"})
  void a_ticket_that_was_just_read_is_not_gone_because_a_write_is_answered_404(String method) {
    try (TicketScenario scenario = TicketScenario.running(folder, 2)) {
      scenario.opens("a");
      scenario.sync();
      scenario.fault(Fault.status(404).on("atera", method, "/tickets/\\d+$"));
      scenario.changes("a", "{\"priority\":\"Critical\"}");
      scenario.sync();
      assertThat(scenario.entry("a").state()).isEqualTo(State.OPEN);
      scenario.sandbox.faults().clear();
      scenario.sync();
      assertThat(scenario.ticketOf("a").priority()).isEqualTo("Critical");
    }
  }

  @Test
  void a_list_of_comments_that_is_missing_does_not_end_the_ticket() {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 2).with(TicketScenario.SYNC + ".technician-id", "9")) {
      scenario.opens("a");
      scenario.sync();
      // Our own comment may hide a person's, so all of them are read before it is closed.
      scenario.changes("a", "{\"alertContext\":{\"diskName\":\"D:\"}}");
      scenario.clock.jump(java.time.Duration.ofHours(2));
      scenario.sync();
      scenario.resolves("a");
      scenario.sync();
      scenario.fault(Fault.status(404).on("atera", "GET", "/tickets/\\d+/comments").times(0));
      CycleReport report = scenario.sync();
      assertThat(scenario.sandbox.faults().broken()).isPositive();
      assertThat(report.closed()).isZero();
      assertThat(scenario.ticketOf("a").open()).isTrue();
      assertThat(scenario.entry("a").state()).isEqualTo(State.OPEN);
    }
  }
}
