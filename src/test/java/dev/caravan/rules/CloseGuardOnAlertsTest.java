package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.Office;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
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

  private Office office(int alerts, int asked) {
    return new Office(folder, alerts)
        .with("datto.reads-per-minute", "" + 10 * asked)
        .with("datto.limit-window", "1s")
        .with("datto.window-margin", "0s");
  }

  /** The alerts that were asked about since the log was cleared. */
  private static List<String> asked(Office office) {
    return office.sandbox.log().entries("datto", "GET", "/api/v2/alert/").stream()
        .map(entry -> entry.path().substring(entry.path().lastIndexOf('/') + 1))
        .toList();
  }

  private static long closed(Office office) {
    return office.tickets().stream().filter(ticket -> !ticket.open()).count();
  }

  @Test
  void four_hundred_alerts_that_are_gone_do_not_dribble_away_sixty_a_cycle() {
    try (Office office = office(420, 60)) {
      office.sync();
      office.openKeys().subList(0, 400).forEach(office::vanishes);
      office.sync();
      Set<String> everAsked = new HashSet<>();
      for (int cycle = 0; cycle < 7; cycle++) {
        office.sandbox.log().clear();
        CycleReport guarded = office.sync();
        assertThat(guarded.outcome()).isEqualTo(Outcome.GUARDED);
        assertThat(guarded.error())
            .contains("60 of 420 ", "340 more", "84 are allowed", "--accept-closes 400");
        assertThat(guarded.closed()).isZero();
        everAsked.addAll(asked(office));
      }
      assertThat(everAsked).as("none again before all were asked about").hasSize(400);

      CycleReport tooFew = office.syncAccepting(399);
      assertThat(tooFew.outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(tooFew.error())
          .contains("399 of 420 ", "1 more", "--accept-closes 399 is too few for 400");
      assertThat(closed(office)).isZero();

      office.sandbox.log().clear();
      CycleReport accepted = office.syncAccepting(400);
      assertThat(accepted.error()).isNull();
      assertThat(accepted.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(accepted.closed()).isEqualTo(400);
      assertThat(asked(office)).hasSize(400);
    }
  }

  @Test
  void what_the_source_confirms_is_closed_over_some_cycles_without_an_alarm() {
    try (Office office = office(120, 20)) {
      office.sync();
      office.openKeys().subList(0, 100).forEach(office::resolves);
      office.sync();
      for (int cycle = 0; cycle < 5; cycle++) {
        CycleReport report = office.sync();
        assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(report.closed()).isEqualTo(20);
      }
      assertThat(closed(office)).isEqualTo(100);
    }
  }

  @Test
  void a_few_that_are_gone_among_many_that_are_resolved_wait_until_all_were_asked_about() {
    try (Office office = office(100, 10)) {
      office.sync();
      List<String> keys = office.openKeys();
      List<String> gone = keys.subList(0, 6);
      gone.forEach(office::vanishes);
      keys.subList(6, 60).forEach(office::resolves);
      office.sync();
      int guarded = 0;
      int cycles = 0;
      while (closed(office) < 60 && cycles < 20) {
        boolean held = office.sync().outcome() == Outcome.GUARDED;
        guarded += held ? 1 : 0;
        cycles++;
        if (held) {
          assertThat(gone).allMatch(key -> office.ticketOf(key).open());
        }
      }
      assertThat(guarded).isPositive();
      assertThat(cycles)
          .as("all are asked about in six, those held back once more")
          .isBetween(6, 7);
      assertThat(office.sync().outcome()).isEqualTo(Outcome.COMPLETE);
    }
  }

  @Test
  void the_guard_clears_itself_when_the_records_are_back() {
    try (Office office = office(120, 5)) {
      office.sync();
      List<String> keys = office.openKeys();
      office.fault(Fault.of(Kind.EMPTY_LIST).on("datto", "GET", "/alerts/open").times(0));
      office.sync();
      assertThat(office.sync().closed()).isZero();
      office.sandbox.faults().clear();
      CycleReport report = office.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(report.unchanged()).isEqualTo(keys.size());
      assertThat(closed(office)).isZero();
    }
  }

  @Test
  void an_empty_list_names_what_was_accepted_and_what_it_takes() {
    try (Office office = office(14, 60)) {
      office.sync();
      office.openKeys().forEach(office::vanishes);
      office.sync();
      CycleReport none = office.sync();
      assertThat(none.error())
          .contains("14 of 14 ", "none is allowed while the source lists nothing")
          .endsWith("--accept-closes 14");
      CycleReport tooFew = office.syncAccepting(5);
      assertThat(tooFew.outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(tooFew.error()).contains("--accept-closes 5 is too few for 14");
      assertThat(tooFew.error()).doesNotContain("allowed");
      assertThat(office.syncAccepting(14).closed()).isEqualTo(14);
    }
  }

  @Test
  void tickets_that_several_alerts_share_are_asked_about_whole_when_the_operator_accepts_them() {
    try (Office office = office(0, 2).with(Office.SYNC + ".one-ticket-per", "condition")) {
      office.opens("stays", "other", "C:", Instant.parse("2026-11-20T10:00:00Z"));
      for (int ticket = 0; ticket < 12; ticket++) {
        for (int alert = 0; alert < 3; alert++) {
          office.opens(
              alert + "-" + ticket,
              "device-" + ticket,
              "C:",
              Instant.parse("2026-11-20T10:00:00Z").plusSeconds(alert));
        }
      }
      assertThat(office.sync().created()).isEqualTo(13);
      office.openKeys().stream().filter(key -> !key.equals("stays")).forEach(office::vanishes);
      office.sync();
      CycleReport accepted = office.syncAccepting(12);
      assertThat(accepted.error()).isNull();
      assertThat(accepted.closed()).isEqualTo(12);
    }
  }
}
