package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only a complete, well-formed cycle may close anything. */
class BadPagesTest {
  private static final String ALERTS = "/alerts/open";

  @TempDir Path folder;

  static Stream<Fault> faults() {
    return Stream.of(
        Fault.of(Kind.HTML),
        Fault.of(Kind.MISSING_ARRAY),
        Fault.of(Kind.MALFORMED_JSON),
        Fault.status(200).withBody("application/json", "{\"error\":\"maintenance\"}"),
        Fault.status(200).withBody("application/json", "{\"alerts\":null}"),
        Fault.status(200).withBody("application/json", "{\"alerts\":{}}"),
        Fault.status(200).withBody("application/json", "[]"),
        Fault.of(Kind.REDIRECT).withUrl("http://localhost:1/elsewhere"),
        Fault.of(Kind.NEXT_LINK).withUrl("http://127.0.0.2:9/api/v2/account/alerts/open?page=1"),
        Fault.of(Kind.NEXT_LINK).withUrl("self"),
        Fault.status(403),
        Fault.status(404));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_page_that_is_not_the_apis_closes_nothing_and_aborts_with_a_sentence(Fault fault) {
    try (TicketScenario scenario = TicketScenario.running(folder, 12)) {
      scenario.sync();
      scenario.sandbox.log().clear();
      scenario.fault(fault.on("datto", "GET", ALERTS).times(0));
      for (int i = 0; i < 3; i++) {
        CycleReport report = scenario.sync();
        assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(report.error()).contains("datto").hasSizeGreaterThan(20);
        assertThat(report.closed()).isZero();
      }
      assertThat(scenario.writes()).isEmpty();
      assertThat(scenario.sandbox.log().entries("datto", "GET", "/api/v2/alert/")).isEmpty();
      scenario.sandbox.faults().clear();
      assertThat(scenario.sync().unchanged()).isEqualTo(12);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"pageDetails\":{\"count\":0,\"totalCount\":213,\"nextPageUrl\":null},\"alerts\":[]}",
        "{\"pageDetails\":{\"totalCount\":\"213\"},\"alerts\":[]}",
        "{\"pageDetails\":{\"totalCount\":1,\"nextPageUrl\":\"\"},\"alerts\":[]}"
      })
  void a_list_with_fewer_rows_than_its_total_closes_nothing(String page) {
    try (TicketScenario scenario = TicketScenario.running(folder, 8)) {
      scenario.sync();
      scenario.openKeys().forEach(scenario::resolves);
      scenario.sandbox.log().clear();
      scenario.fault(
          Fault.status(200).withBody("application/json", page).on("datto", "GET", ALERTS).times(0));
      for (int i = 0; i < 3; i++) {
        CycleReport report = scenario.sync();
        assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(report.error()).contains("datto", "not whole: it has 0 of");
      }
      assertThat(scenario.writes()).isEmpty();
      scenario.sandbox.faults().clear();
      scenario.sync();
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(scenario.tickets()).noneMatch(ticket -> ticket.open());
    }
  }

  @Test
  void a_list_that_is_not_there_is_a_matter_of_its_address() {
    try (TicketScenario scenario = TicketScenario.running(folder, 1)) {
      scenario.fault(Fault.status(404).on("datto", "GET", ALERTS).times(0));
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.error()).contains("answered 404", "compare datto.base-url and paths");
    }
  }

  /** CVE-2026-78164: camel-http resolves placeholders in an address that a message brings. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s/datto/api/v2/account/alerts/open?page=1&x={{env:PATH}}",
        "%s/datto/api/v2/account/alerts/open/{{env:PATH}}?page=1",
        "/api/v2/account/alerts/open?page=1&x={{datto.secret}}",
        "?page=1&x={{sys:user.home}}",
        "{{datto.base-url}}/api/v2/account/alerts/open?page=1"
      })
  void a_next_page_link_with_a_placeholder_is_refused(String link) {
    try (TicketScenario scenario = TicketScenario.running(folder, 2)) {
      String url = link.replace("%s", scenario.sandbox.uri().toString());
      scenario.fault(Fault.of(Kind.NEXT_LINK).withUrl(url).on("datto", "GET", ALERTS).times(0));
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(scenario.sandbox.log().entries("datto", "GET", "/api/v2/account/alerts"))
          .hasSize(1);
      assertThat(report.closed()).isZero();
    }
  }

  @Test
  void what_a_list_that_is_not_whole_does_hold_gets_its_ticket() {
    try (TicketScenario scenario = TicketScenario.running(folder, 0)) {
      scenario.opens("a");
      String row = scenario.sandbox.datto().openAlerts().get(0).toString();
      scenario.fault(
          Fault.status(200)
              .withBody(
                  "application/json",
                  "{\"pageDetails\":{\"totalCount\":2},\"alerts\":[" + row + "]}")
              .on("datto", "GET", ALERTS)
              .times(0));
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.created()).isEqualTo(1);
    }
  }

  @Test
  void a_bad_second_page_leaves_what_the_first_one_brought() {
    // With a cap, creates would wait for the last page.
    try (TicketScenario scenario =
        TicketScenario.running(folder, 300).with(TicketScenario.SYNC + ".max-creates", "0")) {
      scenario.fault(Fault.of(Kind.HTML).on("datto", "GET", ALERTS).after(1));
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.created()).isEqualTo(250);
      assertThat(scenario.sync().created()).isEqualTo(50);
      assertThat(scenario.tickets()).hasSize(300);
    }
  }

  @Test
  void an_empty_list_with_a_hundred_open_tickets_is_guarded_and_closes_none() {
    try (TicketScenario scenario = TicketScenario.running(folder, 100)) {
      scenario.sync();
      scenario.fault(Fault.of(Kind.EMPTY_LIST).on("datto", "GET", ALERTS).times(0));
      for (int i = 0; i < 4; i++) {
        CycleReport report = scenario.sync();
        assertThat(report.outcome()).isEqualTo(Outcome.GUARDED);
        assertThat(report.outcome().exitCode()).isEqualTo(3);
        assertThat(report.error()).contains("100");
        assertThat(report.closed()).isZero();
      }
      assertThat(scenario.tickets()).hasSize(100).allMatch(TicketSnapshot::open);
      scenario.sandbox.faults().clear();
      CycleReport after = scenario.sync();
      assertThat(after.outcome()).as("the guard clears itself").isEqualTo(Outcome.COMPLETE);
      assertThat(after.unchanged()).isEqualTo(100);
    }
  }

  @Test
  void an_empty_list_is_believed_when_every_record_is_confirmed() {
    try (TicketScenario scenario = TicketScenario.running(folder, 40)) {
      scenario.sync();
      scenario.openKeys().forEach(scenario::resolves);
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.GUARDED);
      CycleReport second = scenario.sync();
      assertThat(second.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(second.closed()).isEqualTo(40);
      assertThat(scenario.tickets()).noneMatch(TicketSnapshot::open);
    }
  }

  @Test
  void a_source_that_cannot_be_reached_in_a_cycle_does_not_count_as_an_absence() {
    try (TicketScenario scenario = TicketScenario.running(folder, 5)) {
      scenario.sync();
      List<String> keys = scenario.openKeys();
      scenario.resolves(keys.get(0));
      scenario.fault(Fault.of(Kind.HTML).on("datto", "GET", ALERTS));
      scenario.sync();
      assertThat(scenario.sync().closed()).isZero();
      assertThat(scenario.sync().closed()).isEqualTo(1);
    }
  }

  @Test
  void rows_that_leave_while_paging_neither_double_nor_close_anything() {
    try (TicketScenario scenario = TicketScenario.running(folder, 600)) {
      Set<String> keys = new HashSet<>(scenario.openKeys());
      scenario.fault(Fault.of(Kind.ROWS_MOVE).on("datto", "GET", ALERTS).times(2));
      scenario.sync();
      CycleReport second = scenario.sync();
      assertThat(second.outcome()).isEqualTo(Outcome.COMPLETE);
      Set<String> open = new HashSet<>(scenario.openKeys());
      assertThat(open).as("what was skipped comes one cycle later").isSubsetOf(keys);
      for (String key : open) {
        scenario.ticketOf(key);
      }
      assertThat(scenario.tickets().size()).isLessThanOrEqualTo(600);
      assertThat(scenario.tickets()).allMatch(TicketSnapshot::open);
    }
  }

  @Test
  void a_row_that_slips_from_one_page_to_the_one_before_is_missed_once_and_not_closed() {
    try (TicketScenario scenario = TicketScenario.running(folder, 600)) {
      scenario.sync();
      scenario.sandbox.log().clear();
      scenario.fault(Fault.of(Kind.ROWS_MOVE).on("datto", "GET", ALERTS).times(2));
      CycleReport moved = scenario.sync();
      assertThat(moved.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(moved.closed() + moved.created() + moved.updated()).isZero();
      scenario.sync();
      CycleReport calm = scenario.sync();
      assertThat(calm.created() + calm.updated()).isZero();
      assertThat(calm.closed()).as("only those that really went").isEqualTo(600 - calm.read());
      for (String key : scenario.openKeys()) {
        assertThat(scenario.ticketOf(key).open()).isTrue();
      }
    }
  }

  @Test
  void rows_that_come_in_while_paging_are_seen_twice_and_counted_once() {
    try (TicketScenario scenario = TicketScenario.running(folder, 600)) {
      scenario.fault(Fault.of(Kind.ROWS_MOVE).on("datto", "GET", ALERTS).times(2).inserting());
      CycleReport first = scenario.sync();
      assertThat(first.read()).isEqualTo(first.created()).isLessThanOrEqualTo(602);
      scenario.sync();
      assertThat(scenario.tickets()).hasSize(602);
      for (String key : scenario.openKeys()) {
        scenario.ticketOf(key);
      }
    }
  }
}
