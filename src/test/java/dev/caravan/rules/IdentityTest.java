package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.Office;
import dev.caravan.sandbox.wire.Fault;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger belongs to its accounts. */
class IdentityTest {
  @TempDir Path folder;

  @Test
  void another_source_account_is_refused_with_both_identities_and_nothing_is_written() {
    try (Office office = new Office(folder, 5)) {
      office.sync();
      String before = office.sandbox.datto().settings().accountUid();
      office.sandbox.datto().set(Map.of("accountUid", "another-account"));
      refused(office, before, "another-account");
      office.sandbox.datto().set(Map.of("accountUid", before));
      assertThat(office.sync().outcome()).isEqualTo(Outcome.COMPLETE);
    }
  }

  @Test
  void another_target_account_is_refused_with_both_identities_and_nothing_is_written() {
    try (Office office = new Office(folder, 5)) {
      office.sync();
      String before = office.sandbox.atera().settings().accountId();
      office.sandbox.atera().set(Map.of("accountId", "another-account"));
      refused(office, before, "another-account");
      office.sandbox.atera().set(Map.of("accountId", before));
      assertThat(office.sync().created()).isEqualTo(1);
    }
  }

  private static void refused(Office office, String before, String now) {
    office.opens("new");
    office.sandbox.log().clear();
    CycleReport report = office.sync();
    assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(report.outcome().exitCode()).isEqualTo(2);
    assertThat(report.outcome().word()).isEqualTo("aborted");
    assertThat(report.error()).contains(before, now);
    assertThat(office.writes()).isEmpty();
    office.restart();
    assertThat(office.here.plan().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(office.sync().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(office.writes()).isEmpty();
    office.vanishes("new");
    office.opens("new");
  }

  @Test
  void a_target_that_does_not_say_who_it_is_aborts_the_cycle_before_any_write() {
    try (Office office = new Office(folder, 5)) {
      office.fault(Fault.status(404).on("atera", "GET", "/account$").times(0));
      CycleReport report = office.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(office.writes()).isEmpty();
      office.sandbox.faults().clear();
      office.fault(
          Fault.status(200).withBody("application/json", "{}").on("atera", "GET", "/account$"));
      assertThat(office.sync().error()).contains("AccountID");
      assertThat(office.writes()).isEmpty();
      assertThat(office.sync().created()).isEqualTo(5);
    }
  }
}
