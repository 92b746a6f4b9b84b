package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.TestEntries;
import dev.caravan.scenario.TicketScenario;
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
    try (TicketScenario scenario =
        TicketScenario.running(folder, 300).with(TicketScenario.SYNC + ".technician-id", "9")) {
      planAndSync(scenario);
      List<String> keys = scenario.openKeys();
      keys.subList(0, 7).forEach(scenario::resolves);
      scenario.restart();
      planAndSync(scenario);
      scenario.sandbox.datto().openAlerts(4);
      for (String key : keys.subList(20, 30)) {
        scenario.changes(key, "{\"alertSourceInfo\":{\"deviceName\":\"RENAMED\"}}");
      }
      scenario.restart();
      CycleReport plan = planAndSync(scenario);
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

  private CycleReport planAndSync(TicketScenario scenario) {
    Map<String, List<Map<String, Object>>> before = dump(scenario);
    scenario.sandbox.log().clear();
    CycleReport plan = scenario.plan();
    assertThat(plan.outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(plan.planned()).isTrue();
    assertThat(scenario.writes()).isEmpty();
    assertThat(dump(scenario)).isEqualTo(before);
    CycleReport sync = scenario.sync();
    assertThat(sync.cycle()).isEqualTo(plan.cycle());
    assertThat(counts(sync)).isEqualTo(counts(plan));
    scenario.restart();
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

  private static Map<String, List<Map<String, Object>>> dump(TicketScenario scenario) {
    Map<String, List<Map<String, Object>>> tables = new TreeMap<>();
    try (Store store = Store.open(scenario.settings().store())) {
      for (String table : TABLES) {
        tables.put(
            table,
            store
                .ledger()
                .read(handle -> handle.createQuery("SELECT * FROM " + table).mapToMap().list()));
      }
    }
    return tables;
  }

  @Test
  void a_plan_does_not_promise_creates_that_a_killed_cycle_may_have_made() {
    try (TicketScenario scenario = TicketScenario.running(folder, 3)) {
      scenario.sync();
      String key = scenario.openKeys().get(0);
      scenario
          .caravan()
          .ledger()
          .write(
              TicketScenario.SYNC,
              1,
              view -> {
                var entry = view.entries().find(key).orElseThrow();
                view.entries()
                    .update(List.of(TestEntries.in(entry, dev.caravan.ledger.State.INTENDED)));
                view.intents()
                    .intend(
                        List.of(
                            new dev.caravan.ledger.WriteIntent(
                                view.intents().reserve(1),
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
      scenario.restart();
      CycleReport plan = scenario.plan();
      assertThat(plan.created()).isZero();
      assertThat(plan.inDoubt()).isEqualTo(1);
      assertThat(scenario.sync().created()).as("it was found").isZero();
      assertThat(scenario.tickets()).hasSize(3);
    }
  }
}
