package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.TestEntries;
import dev.caravan.runtime.Office;
import dev.caravan.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan says what the next cycle would do, and does nothing. */
class PlanTest {
  private static final List<String> TABLES =
      List.of("sync", "cycle", "entry", "step", "dead_letter", "event", "shedlock");

  @TempDir Path folder;

  @Test
  void a_plan_counts_what_the_following_cycle_does_and_writes_nothing_anywhere() {
    try (Office office = new Office(folder, 300).with(Office.SYNC + ".technician-id", "9")) {
      planAndSync(office);
      List<String> keys = office.openKeys();
      keys.subList(0, 7).forEach(office::resolves);
      office.restart();
      planAndSync(office);
      office.sandbox.datto().openAlerts(4);
      for (String key : keys.subList(20, 30)) {
        office.changes(key, "{\"alertSourceInfo\":{\"deviceName\":\"RENAMED\"}}");
      }
      office.restart();
      CycleReport plan = planAndSync(office);
      assertThat(plan.created()).isEqualTo(4);
      assertThat(plan.updated()).isEqualTo(10);
      assertThat(plan.closed()).isEqualTo(7);
      assertThat(plan.changes())
          .extracting(change -> change.path("op").asText())
          .filteredOn(op -> !op.equals("update"))
          .as("a comment with each change and with each close")
          .containsOnly("create", "comment", "close")
          .hasSize(4 + 7 + 10 + 7);
    }
  }

  private CycleReport planAndSync(Office office) {
    Map<String, List<Map<String, Object>>> before = dump(office);
    office.sandbox.log().clear();
    CycleReport plan = office.here.plan();
    assertThat(plan.outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(plan.planned()).isTrue();
    assertThat(office.writes()).isEmpty();
    assertThat(dump(office)).isEqualTo(before);
    CycleReport sync = office.sync();
    assertThat(sync.cycle()).isEqualTo(plan.cycle());
    assertThat(counts(sync)).isEqualTo(counts(plan));
    office.restart();
    return plan;
  }

  private static List<Integer> counts(CycleReport report) {
    return List.of(
        report.read(),
        report.created(),
        report.updated(),
        report.closed(),
        report.unchanged(),
        report.failed(),
        report.inDoubt(),
        report.held());
  }

  private static Map<String, List<Map<String, Object>>> dump(Office office) {
    Map<String, List<Map<String, Object>>> tables = new TreeMap<>();
    try (Store store = Store.open(office.here.settings().store())) {
      for (String table : TABLES) {
        tables.put(
            table,
            store
                .jdbi()
                .withHandle(
                    handle -> handle.createQuery("SELECT * FROM " + table).mapToMap().list()));
      }
    }
    return tables;
  }

  @Test
  void a_plan_does_not_promise_creates_that_a_killed_cycle_may_have_made() {
    try (Office office = new Office(folder, 3)) {
      office.sync();
      String key = office.openKeys().get(0);
      office
          .caravan()
          .ledger()
          .write(
              Office.SYNC,
              1,
              view -> {
                var entry = view.entries().find(key).orElseThrow();
                view.entries()
                    .update(List.of(TestEntries.in(entry, dev.caravan.ledger.State.INTENDED)));
                view.steps()
                    .intend(
                        List.of(
                            new dev.caravan.ledger.WriteIntent(
                                view.steps().reserve(1),
                                1,
                                key,
                                1,
                                dev.caravan.ledger.Op.CREATE,
                                null,
                                entry.wanted().fingerprint(),
                                "{}",
                                java.time.Instant.now())));
                return null;
              });
      office.restart();
      CycleReport plan = office.here.plan();
      assertThat(plan.created()).isZero();
      assertThat(plan.inDoubt()).isEqualTo(1);
      assertThat(office.sync().created()).as("it was found").isZero();
      assertThat(office.tickets()).hasSize(3);
    }
  }
}
