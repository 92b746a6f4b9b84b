package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.Office;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With on-target-closed=resolve a ticket that a person closes resolves its alert. */
class TargetClosedTest {
  @TempDir Path folder;

  @Test
  void a_person_who_closes_the_ticket_resolves_the_alert() {
    try (Office office = new Office(folder, 2).with(Office.SYNC + ".on-target-closed", "resolve")) {
      office.opens("a");
      office.sync();
      office.person("a", new PersonAction.Close());

      assertThat(office.sync().outcome()).isEqualTo(Outcome.COMPLETE);

      assertThat(office.openKeys()).doesNotContain("a").hasSize(2);
      assertThat(office.sync().created()).isZero();
      assertThat(office.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(office.ticketsOf("a", 1)).hasSize(1);
    }
  }

  @Test
  void without_it_the_alert_stays_and_gets_no_second_ticket() {
    try (Office office = new Office(folder, 2)) {
      office.opens("a");
      office.sync();
      office.person("a", new PersonAction.Close());
      office.sync();
      office.sync();

      assertThat(office.openKeys()).contains("a").hasSize(3);
      assertThat(office.tickets()).hasSize(3);
    }
  }

  @Test
  void an_alert_that_is_gone_by_then_does_not_stop_the_cycle() {
    try (Office office = new Office(folder, 1).with(Office.SYNC + ".on-target-closed", "resolve")) {
      office.opens("a");
      office.sync();
      office.person("a", new PersonAction.Close());
      office.vanishes("a");

      assertThat(office.sync().outcome()).isEqualTo(Outcome.COMPLETE);
    }
  }

  @Test
  void one_scan_tells_of_a_create_in_doubt_and_of_a_ticket_that_a_person_closed() {
    try (Office office = new Office(folder, 0).with(Office.SYNC + ".on-target-closed", "resolve")) {
      office.opens("a");
      office.sync();
      office.opens("b");
      office.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", "/api/v3/tickets$"));
      assertThat(office.sync().inDoubt()).isEqualTo(1);
      office.person("a", new PersonAction.Close());
      office.sandbox.log().clear();

      assertThat(office.sync().outcome()).isEqualTo(Outcome.COMPLETE);

      assertThat(office.sandbox.log().entries("atera", "GET", "/api/v3/tickets/lastmodified"))
          .hasSize(1);
      assertThat(office.openKeys()).containsExactly("b");
      assertThat(office.entry("b").targetId()).isEqualTo(String.valueOf(office.ticketOf("b").id()));
    }
  }

  @Test
  void a_ticket_that_was_in_doubt_when_a_person_closed_it_resolves_its_alert() {
    try (Office office = new Office(folder, 0).with(Office.SYNC + ".on-target-closed", "resolve")) {
      office.opens("a");
      office.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", "/api/v3/tickets$"));
      assertThat(office.sync().inDoubt()).isEqualTo(1);
      office.person("a", new PersonAction.Close());

      assertThat(office.sync().outcome()).isEqualTo(Outcome.COMPLETE);

      assertThat(office.openKeys()).isEmpty();
      assertThat(office.tickets()).hasSize(1);
    }
  }
}
