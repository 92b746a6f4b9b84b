package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.State;
import dev.caravan.runtime.Office;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.wire.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ticket that answers 404 was removed by a person, unless all of them answer so. */
class VanishedTest {
  private static final String CRITICAL = "{\"priority\":\"Critical\"}";
  private static final String ONE = "/tickets/\\d+$";
  private static final String ONE_OR_LIST = "/tickets(/\\d+)?(\\?.*)?$";

  @TempDir Path folder;

  private Office officeWith(int alerts) {
    Office office = new Office(folder, 0);
    keys(alerts).forEach(office::opens);
    office.sync();
    keys(alerts).forEach(key -> office.changes(key, CRITICAL));
    return office;
  }

  private static List<String> keys(int count) {
    return IntStream.range(0, count).mapToObj(i -> "a" + i).toList();
  }

  private static int open(Office office) {
    return office.<Integer>ledger(view -> view.entries().count(State.OPEN));
  }

  @Test
  void one_missing_ticket_whose_list_is_missing_too_is_a_wrong_path() {
    try (Office office = officeWith(1)) {
      office.fault(Fault.status(404).on("atera", "GET", ONE_OR_LIST).times(0));
      CycleReport report = office.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.error()).contains("404", "atera.tickets-path");
      assertThat(open(office)).isEqualTo(1);
      assertThat(office.steps()).isEmpty();
      office.sandbox.faults().clear();
      assertThat(office.sync().updated()).isEqualTo(1);
    }
  }

  @Test
  void a_gateways_page_for_one_ticket_does_not_end_its_entry() {
    try (Office office = officeWith(1)) {
      office.fault(
          Fault.status(404)
              .withBody("text/html", "<html><title>404 Not Found</title></html>")
              .on("atera", "GET", ONE));
      CycleReport report = office.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.error()).contains("404", "'404 Not Found'", "a gateway");
      assertThat(open(office)).isEqualTo(1);
      assertThat(office.steps()).isEmpty();
      assertThat(office.sync().updated()).isEqualTo(1);
    }
  }

  @Test
  void five_missing_tickets_and_none_that_is_there_are_the_accounts_failure() {
    try (Office office = officeWith(5)) {
      office.fault(Fault.status(404).on("atera", "GET", ONE).times(0));
      CycleReport report = office.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.error()).contains("none of the 5", "--accept-closes 5");
      assertThat(open(office)).isEqualTo(5);
      assertThat(office.steps()).isEmpty();
      office.sandbox.faults().clear();
      assertThat(office.sync().updated()).isEqualTo(5);
    }
  }

  @Test
  void the_same_holds_for_closing() {
    try (Office office = officeWith(5).with(Office.SYNC + ".technician-id", "9")) {
      office.sync();
      keys(5).forEach(office::resolves);
      office.sync();
      office.fault(Fault.status(404).on("atera", "GET", ONE).times(0));
      assertThat(office.sync().outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(open(office)).isEqualTo(5);
      office.sandbox.faults().clear();
      assertThat(office.sync().closed()).isEqualTo(5);
    }
  }

  @Test
  void missing_tickets_beside_one_that_is_there_were_removed_by_people() {
    try (Office office = officeWith(6)) {
      keys(5).forEach(key -> office.person(key, new PersonAction.Delete()));
      CycleReport report = office.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(report.updated()).isEqualTo(1);
      assertThat(open(office)).isEqualTo(1);
      assertThat(office.entry("a0").endedByPerson()).isTrue();
    }
  }

  @Test
  void the_operator_may_say_that_people_did_remove_them_all() {
    try (Office office = officeWith(5)) {
      keys(5).forEach(key -> office.person(key, new PersonAction.Delete()));
      assertThat(office.sync().outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(office.syncAccepting(5).outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(open(office)).isZero();
      assertThat(office.sync().outcome()).isEqualTo(Outcome.COMPLETE);
    }
  }
}
