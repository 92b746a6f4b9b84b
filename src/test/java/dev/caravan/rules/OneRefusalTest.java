package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the target refuses for one record, or for one site, stops no other. */
class OneRefusalTest {
  private static final String CRITICAL = "{\"priority\":\"Critical\"}";
  private static final int NO_CONTACT = 99_999;

  @TempDir Path folder;

  private TicketScenario withContacts(String rows) throws Exception {
    Files.writeString(folder.resolve("contacts.csv"), "site,end_user_id\n" + rows);
    return TicketScenario.running(folder, 0)
        .with(TicketScenario.SYNC + ".contacts", "contacts.csv")
        .with("atera.parallel-calls", "1");
  }

  private static void opens(TicketScenario scenario, String key, String site, String priority) {
    scenario
        .sandbox
        .datto()
        .openAlert(
            TicketScenario.json(
                """
                {"alertUid":"%s","priority":"%s","alertContext":{"@class":"perf_disk_usage_ctx","diskName":"C:"},\
                "alertSourceInfo":{"deviceUid":"%s","deviceName":"%s","siteUid":"%s","siteName":"%s"}}\
                """
                    .formatted(key, priority, key, key, site, site)));
  }

  @Test
  void a_site_whose_contact_is_gone_keeps_no_other_site_waiting() throws Exception {
    try (TicketScenario scenario = withContacts("Gone," + NO_CONTACT + "\nFine,128\n")) {
      for (int i = 0; i < 12; i++) {
        opens(scenario, "gone" + i, "Gone", "Critical");
      }
      for (int i = 0; i < 3; i++) {
        opens(scenario, "fine" + i, "Fine", "Low");
      }
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(report.created()).isEqualTo(3);
      assertThat(report.failed()).isEqualTo(12);
      scenario.sandbox.log().clear();
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.writes()).isEmpty();
    }
  }

  @Test
  void a_site_whose_contact_is_gone_and_nothing_else_new_keeps_no_close_waiting() throws Exception {
    try (TicketScenario scenario = withContacts("Gone," + NO_CONTACT + "\nFine,128\n")) {
      opens(scenario, "over", "Fine", "High");
      opens(scenario, "worse", "Fine", "High");
      scenario.sync();
      for (int i = 0; i < 6; i++) {
        opens(scenario, "gone" + i, "Gone", "High");
      }
      scenario.resolves("over");
      scenario.changes("worse", CRITICAL);
      assertThat(scenario.sync().updated()).isEqualTo(1);
      assertThat(scenario.sync().closed()).isEqualTo(1);
      for (int i = 0; i < 3; i++) {
        scenario.sync();
      }
      assertThat(scenario.deadLetters()).hasSize(6);
      scenario.sandbox.log().clear();
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.writes()).isEmpty();

      Files.writeString(folder.resolve("contacts.csv"), "site,end_user_id\nGone,128\nFine,128\n");
      scenario.restart();
      assertThat(scenario.sync().created()).isEqualTo(6);
      assertThat(scenario.deadLetters()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 422})
  void a_refused_comment_update_or_close_stops_no_other(int status) {
    try (TicketScenario scenario =
        TicketScenario.running(folder, 0)
            .with(TicketScenario.SYNC + ".technician-id", "9")
            .with(TicketScenario.SYNC + ".comment-every", "0s")) {
      List<String> keys = List.of("a", "b", "c", "d", "e", "f");
      keys.forEach(scenario::opens);
      scenario.sync();
      for (String over : List.of("e", "f")) {
        scenario.resolves(over);
      }
      scenario.sync();
      keys.subList(0, 4).forEach(key -> scenario.changes(key, CRITICAL));
      scenario.fault(Fault.status(status).on("atera", "POST", id(scenario, "a") + "/comments"));
      scenario.fault(Fault.status(422).on("atera", "PUT", id(scenario, "b") + "$"));
      scenario.fault(Fault.status(422).on("atera", "PUT", id(scenario, "e") + "$"));

      CycleReport report = scenario.sync();

      assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(scenario.deadLetters())
          .extracting(letter -> letter.key() + " " + letter.op())
          .containsExactlyInAnyOrder("a " + Op.COMMENT, "b " + Op.UPDATE, "e " + Op.CLOSE);
      assertThat(scenario.ticketOf("c").comments()).hasSize(1);
      assertThat(scenario.ticketOf("d").priority()).isEqualTo("Critical");
      assertThat(scenario.ticketOf("f").status()).isEqualTo("Resolved");
      assertThat(scenario.entry("a").state()).isEqualTo(State.OPEN);
      assertThat(report.closed()).isEqualTo(1);
    }
  }

  private static String id(TicketScenario scenario, String key) {
    return "/tickets/" + scenario.ticketOf(key).id();
  }
}
