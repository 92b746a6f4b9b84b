package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.runtime.Office;
import dev.caravan.sandbox.wire.Fault;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source is asked for few records a cycle; those that cannot be closed keep out no other. */
class ConfirmationsTest {
  private static final int A_CYCLE = 3;

  @TempDir Path folder;

  private Office office() {
    return new Office(folder, 30)
        .with("datto.reads-per-minute", "" + 10 * A_CYCLE)
        .with("datto.limit-window", "1s")
        .with("datto.window-margin", "0s");
  }

  private static int asked(Office office) {
    return office.sandbox.log().entries("datto", "GET", "/api/v2/alert/").size();
  }

  @Test
  void closes_that_the_target_refused_are_not_asked_for_again() {
    try (Office office = office()) {
      office.sync();
      List<String> refused = office.openKeys().subList(0, A_CYCLE);
      refused.forEach(office::resolves);
      office.fault(Fault.status(422).on("atera", "PUT", "/tickets/").times(0));
      office.sync();
      assertThat(office.sync().failed()).isEqualTo(A_CYCLE);
      office.sandbox.faults().clear();
      office.sandbox.log().clear();
      office.sync();
      assertThat(asked(office)).isZero();

      String other = office.openKeys().get(20);
      office.resolves(other);
      office.sync();
      assertThat(office.sync().closed()).isEqualTo(1);
      assertThat(office.ticketOf(other).open()).isFalse();
    }
  }

  @Test
  void an_alert_that_says_null_for_resolved_is_judged_by_when_it_was_and_stops_nobody() {
    try (Office office = office()) {
      office.sync();
      List<String> keys = office.openKeys();
      for (String key : keys.subList(0, 2)) {
        office.resolves(key);
        office.changes(key, "{\"resolved\":null}");
      }
      // Left out of the list, but by its own words not resolved.
      office.changes(keys.get(1), "{\"resolvedOn\":null}");
      office.sync();

      CycleReport report = office.sync();

      assertThat(report.error()).isNull();
      assertThat(report.closed()).isEqualTo(1);
      assertThat(office.ticketOf(keys.get(0)).open()).isFalse();
      assertThat(office.ticketOf(keys.get(1)).open()).isTrue();
    }
  }

  @Test
  void records_that_the_guard_holds_back_do_not_keep_out_the_others() {
    try (Office office = office().with(Office.SYNC + ".max-closes", "0")) {
      office.sync();
      List<String> keys = office.openKeys().stream().sorted().toList();
      keys.subList(0, 2 * A_CYCLE).forEach(office::vanishes);
      office.resolves(keys.get(29));
      office.sync();
      int cycles = 0;
      while (office.ticketOf(keys.get(29)).open() && cycles < 50) {
        office.sandbox.log().clear();
        office.sync();
        assertThat(asked(office)).isLessThanOrEqualTo(A_CYCLE);
        cycles++;
      }
      assertThat(office.ticketOf(keys.get(29)).open()).isFalse();
      assertThat(office.tickets()).filteredOn(ticket -> !ticket.open()).hasSize(1);
    }
  }
}
