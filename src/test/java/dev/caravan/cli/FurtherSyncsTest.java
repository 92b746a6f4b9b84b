package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second sync of the same Pipe, by two lines of configuration. */
class FurtherSyncsTest {
  private static final String FURTHER = "emea-alerts";
  private static final int ALERTS = 4;

  @TempDir Path folder;
  private TicketScenario here;

  @BeforeEach
  void start() {
    here = new TicketScenario(folder, SandboxOptions.defaults().withRecords(2, 10, ALERTS));
    here.with("datto-emea.vendor", "datto-rmm")
        .with("datto-emea.base-url", here.sandbox.uri() + "/datto")
        .with("datto-emea.api-key", "sandbox-key")
        .with("datto-emea.secret", "sandbox-secret")
        .with(FURTHER + ".pipe", SYNC)
        .with(FURTHER + ".source-account", "datto-emea")
        .with(FURTHER + ".end-user-id", "128")
        .with("caravan.syncs", SYNC + "," + FURTHER);
  }

  @AfterEach
  void stop() {
    here.close();
  }

  private Typed caravan(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--config", here.configFile().toString()));
    return Typed.caravan(all.toArray(String[]::new));
  }

  @Test
  void each_has_its_own_ledger_markers_counts_and_accounts() {
    Typed plan = caravan("plan", FURTHER, "--json");
    assertThat(plan.json().path("changes")).as(plan.out()).hasSize(ALERTS);

    Typed one = caravan("sync", SYNC, "--json");
    Typed other = caravan("sync", FURTHER, "--json");

    assertThat(one.json().path("created").asInt()).isEqualTo(ALERTS);
    assertThat(other.json().path("created").asInt()).as(other.out()).isEqualTo(ALERTS);
    assertThat(other.json().path("sync").asText()).isEqualTo(FURTHER);
    assertThat(other.json().path("cycle").asInt()).isEqualTo(1);
    assertThat(other.json().path("requests").fieldNames())
        .toIterable()
        .containsExactly("datto-emea", "atera");
    assertThat(here.sandbox.atera().tickets()).hasSize(2 * ALERTS);
    assertThat(caravan("sync", FURTHER, "--json").json().path("unchanged").asInt())
        .isEqualTo(ALERTS);
    for (String sync : List.of(SYNC, FURTHER)) {
      assertThat(caravan("ledger", "list", sync, "--json").json().path("entries")).hasSize(ALERTS);
      assertThat(caravan("dead-letters", "list", sync).exitCode()).isZero();
    }
  }

  @Test
  void a_lost_ledger_of_one_finds_its_own_tickets_only() {
    caravan("sync", SYNC);
    caravan("sync", FURTHER);
    here.losesTheLedger();

    Typed again = caravan("sync", FURTHER, "--json");

    assertThat(again.json().path("created").asInt()).as(again.out()).isZero();
    assertThat(here.sandbox.atera().tickets()).hasSize(2 * ALERTS);
    assertThat(caravan("ledger", "list", FURTHER, "--json").json().path("entries")).hasSize(ALERTS);
  }

  @Test
  void both_run_in_one_process_and_their_routes_go_by_their_names_but_for_steps_that_they_share() {
    try (CaravanRuntime caravan =
        CaravanRuntime.start(RuntimeSpec.of(here.settings(), List.of(SYNC, FURTHER)))) {
      for (String sync : List.of(SYNC, FURTHER)) {
        CycleReport report = caravan.syncs().run(sync, 0);
        assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(report.created()).isEqualTo(ALERTS);
        assertThat(caravan.camel().getRoutes())
            .extracting(Route::getId)
            .contains(sync, sync + "-datto-rmm-alerts-source", sync + "-atera-tickets-sink");
        assertThat(caravan.camel().getRoutes())
            .extracting(Route::getId)
            .filteredOn(id -> id.contains("map-action") || id.contains("reconcile-action"))
            .containsExactlyInAnyOrder(
                "map-action-alert-to-atera-ticket", "reconcile-action-atera-tickets");
      }
    }
    assertThat(here.sandbox.atera().tickets()).hasSize(2 * ALERTS);
  }

  @Test
  void check_knows_it_and_a_name_that_is_nearly_its_is_2() {
    Typed check = caravan("check", "--json");
    assertThat(check.exitCode()).as(check.out()).isZero();
    assertThat(check.out()).contains(FURTHER, "datto-emea");

    Typed wrong = caravan("sync", "emea-alert", "--json");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.json().path("error").asText()).contains("did you mean " + FURTHER);

    here.with(FURTHER + ".pipe", "datto-alerts-to-atera-ticket");
    Typed unknown = caravan("sync", FURTHER, "--json");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.json().path("error").asText()).contains("did you mean " + SYNC);
  }
}
