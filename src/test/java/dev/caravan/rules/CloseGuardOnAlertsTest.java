package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source is asked for a share of what is missing; the rest counts until it is asked about. */
class CloseGuardOnAlertsTest {
  @TempDir Path folder;

  private TicketScenario scenario(int alerts, int asked) {
    return TicketScenario.running(folder, alerts)
        .with("datto.reads-per-minute", "" + 10 * asked)
        .with("datto.limit-window", "1s")
        .with("datto.window-margin", "0s");
  }

  /** The alerts that were asked about since the log was cleared. */
  private static List<String> asked(TicketScenario scenario) {
    return scenario.sandbox.log().entries("datto", "GET", "/api/v2/alert/").stream()
        .map(entry -> entry.path().substring(entry.path().lastIndexOf('/') + 1))
        .toList();
  }

  private static long closed(TicketScenario scenario) {
    return scenario.tickets().stream().filter(ticket -> !ticket.open()).count();
  }

  @Test
  void four_hundred_alerts_that_are_gone_do_not_dribble_away_sixty_a_cycle() {
    try (TicketScenario scenario = scenario(420, 60)) {
      scenario.sync();
      scenario.openKeys().subList(0, 400).forEach(scenario::vanishes);
      scenario.sync();
      Set<String> everAsked = new HashSet<>();
      for (int cycle = 0; cycle < 7; cycle++) {
        scenario.sandbox.log().clear();
        CycleReport guarded = scenario.sync();
        assertThat(guarded.outcome()).isEqualTo(Outcome.GUARDED);
        assertThat(guarded.error())
            .contains("60 of 420 ", "340 more", "84 are allowed", "--accept-closes 400");
        assertThat(guarded.closed()).isZero();
        everAsked.addAll(asked(scenario));
      }
      assertThat(everAsked).as("none again before all were asked about").hasSize(400);

      CycleReport tooFew = scenario.syncAccepting(399);
      assertThat(tooFew.outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(tooFew.error())
          .contains("399 of 420 ", "1 more", "--accept-closes 399 is too few for 400");
      assertThat(closed(scenario)).isZero();

      scenario.sandbox.log().clear();
      CycleReport accepted = scenario.syncAccepting(400);
      assertThat(accepted.error()).isNull();
      assertThat(accepted.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(accepted.closed()).isEqualTo(400);
      assertThat(asked(scenario)).hasSize(400);
    }
  }

  @Test
  void what_the_source_confirms_is_closed_over_some_cycles_without_an_alarm() {
    try (TicketScenario scenario = scenario(120, 20)) {
      scenario.sync();
      scenario.openKeys().subList(0, 100).forEach(scenario::resolves);
      scenario.sync();
      for (int cycle = 0; cycle < 5; cycle++) {
        CycleReport report = scenario.sync();
        assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(report.closed()).isEqualTo(20);
      }
      assertThat(closed(scenario)).isEqualTo(100);
    }
  }

  @Test
  void a_few_that_are_gone_among_many_that_are_resolved_wait_until_all_were_asked_about() {
    try (TicketScenario scenario = scenario(100, 10)) {
      scenario.sync();
      List<String> keys = scenario.openKeys();
      List<String> gone = keys.subList(0, 6);
      gone.forEach(scenario::vanishes);
      keys.subList(6, 60).forEach(scenario::resolves);
      scenario.sync();
      int guarded = 0;
      int cycles = 0;
      while (closed(scenario) < 60 && cycles < 20) {
        boolean held = scenario.sync().outcome() == Outcome.GUARDED;
        guarded += held ? 1 : 0;
        cycles++;
        if (held) {
          assertThat(gone).allMatch(key -> scenario.ticketOf(key).open());
        }
      }
      assertThat(guarded).isPositive();
      assertThat(cycles)
          .as("all are asked about in six, those held back once more")
          .isBetween(6, 7);
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
    }
  }

  @Test
  void the_guard_clears_itself_when_the_records_are_back() {
    try (TicketScenario scenario = scenario(120, 5)) {
      scenario.sync();
      List<String> keys = scenario.openKeys();
      scenario.fault(Fault.of(Kind.EMPTY_LIST).on("datto", "GET", "/alerts/open").times(0));
      scenario.sync();
      assertThat(scenario.sync().closed()).isZero();
      scenario.sandbox.faults().clear();
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(report.unchanged()).isEqualTo(keys.size());
      assertThat(closed(scenario)).isZero();
    }
  }

  @Test
  void an_empty_list_names_what_was_accepted_and_what_it_takes() {
    try (TicketScenario scenario = scenario(14, 60)) {
      scenario.sync();
      scenario.openKeys().forEach(scenario::vanishes);
      scenario.sync();
      CycleReport none = scenario.sync();
      assertThat(none.error())
          .contains("14 of 14 ", "none is allowed while the source lists nothing")
          .endsWith("--accept-closes 14");
      CycleReport tooFew = scenario.syncAccepting(5);
      assertThat(tooFew.outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(tooFew.error()).contains("--accept-closes 5 is too few for 14");
      assertThat(tooFew.error()).doesNotContain("allowed");
      assertThat(scenario.syncAccepting(14).closed()).isEqualTo(14);
    }
  }

  @Test
  void an_empty_list_is_believed_though_the_target_refuses_to_close_what_was_confirmed() {
    try (TicketScenario scenario = scenario(12, 60)) {
      scenario.sync();
      scenario.openKeys().forEach(scenario::resolves);
      scenario.fault(Fault.status(400).on("atera", "PUT", "/tickets/").times(0));
      scenario.sync();
      assertThat(scenario.sync().failed()).isEqualTo(12);

      CycleReport report = scenario.sync();

      assertThat(report.error()).isNull();
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
    }
  }

  @Test
  void tickets_that_several_alerts_share_are_asked_about_whole_when_the_operator_accepts_them() {
    try (TicketScenario scenario =
        scenario(0, 2).with(TicketScenario.SYNC + ".one-ticket-per", "condition")) {
      scenario.opens("stays", "other", "C:", Instant.parse("2026-11-20T10:00:00Z"));
      for (int ticket = 0; ticket < 12; ticket++) {
        for (int alert = 0; alert < 3; alert++) {
          scenario.opens(
              alert + "-" + ticket,
              "device-" + ticket,
              "C:",
              Instant.parse("2026-11-20T10:00:00Z").plusSeconds(alert));
        }
      }
      assertThat(scenario.sync().created()).isEqualTo(13);
      scenario.openKeys().stream().filter(key -> !key.equals("stays")).forEach(scenario::vanishes);
      scenario.sync();
      CycleReport accepted = scenario.syncAccepting(12);
      assertThat(accepted.error()).isNull();
      assertThat(accepted.closed()).isEqualTo(12);
    }
  }
}
