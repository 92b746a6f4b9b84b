package dev.caravan.cli;

import static dev.caravan.runtime.Installation.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.lock.Lease;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.Installation;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketTruth;
import dev.caravan.sandbox.wire.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerCommandsTest {
  @TempDir Path folder;
  private Installation here;

  @BeforeEach
  void start() {
    here = new Installation(folder, SandboxOptions.defaults().withRecords(2, 10, 5));
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

  private long writes() {
    return here.sandbox.log().entries("atera", "POST", "/").size()
        + here.sandbox.log().entries("atera", "PUT", "/").size();
  }

  @Test
  void rebuild_waits_for_nobody_and_says_who_has_the_ledger() throws Exception {
    here.sync();
    try (CaravanRuntime running = here.start();
        Lease held = running.locks().acquire(SYNC);
        Child rebuild =
            Child.caravan(
                folder, Map.of(), "ledger", "rebuild", SYNC, "--config", "" + here.configFile())) {
      assertThat(held).isNotNull();
      assertThat(rebuild.exitCode(Duration.ofSeconds(60))).as(rebuild.err()).isEqualTo(4);
      assertThat(rebuild.err())
          .contains(SYNC, "process " + ProcessHandle.current().pid())
          .doesNotContain("\tat ");
    }
    assertThat(here.sync().unchanged()).isEqualTo(5);
  }

  @Test
  void list_and_show_tell_what_is_known_of_each_record() {
    here.sync();
    Typed list = caravan("ledger", "list", SYNC);
    assertThat(list.exitCode()).isZero();
    assertThat(list.out()).contains("STATE", "5 open");

    JsonNode entry = caravan("ledger", "list", SYNC, "--json").json().path("entries").get(0);
    Typed show = caravan("ledger", "show", SYNC, entry.path("key").asText());
    assertThat(show.out()).contains(entry.path("marker").asText(), "cycle 1", "created");
    assertThat(caravan("ledger", "show", SYNC, entry.path("target").asText()).out())
        .isEqualTo(show.out());
    assertThat(caravan("ledger", "list", SYNC, "--state", "dead").out()).isEqualTo("No entries.\n");
  }

  @Test
  void an_unknown_sync_key_or_state_is_exit_2() {
    here.sync();
    assertThat(caravan("ledger", "list", "datto-alerts-to-atera-ticket").err())
        .contains("did you mean datto-alerts-to-atera-tickets?");
    assertThat(caravan("ledger", "list", "nonsense").exitCode()).isEqualTo(2);
    assertThat(caravan("ledger", "show", SYNC, "nonsense").exitCode()).isEqualTo(2);
    assertThat(caravan("ledger", "list", SYNC, "--state", "dad").exitCode()).isEqualTo(2);
    assertThat(caravan("dead-letters", "retry", SYNC, "nonsense").exitCode()).isEqualTo(2);
    assertThat(caravan("dead-letters", "retry", SYNC).exitCode()).isEqualTo(2);
    assertThat(caravan("ledger").exitCode()).isEqualTo(2);
  }

  @Test
  void a_lost_ledger_is_rebuilt_from_the_markers_and_nothing_is_opened_twice() {
    here.sync();
    TicketTruth closed = here.sandbox.atera().tickets().get(0);
    here.sandbox.atera().person(closed.id(), new PersonAction.Close());
    here.sandbox
        .datto()
        .resolveAlert(here.sandbox.datto().openAlerts().get(0).path("alertUid").asText());
    here.losesTheLedger();
    here.sandbox.log().clear();

    Typed rebuild = caravan("ledger", "rebuild", SYNC, "--json");

    assertThat(rebuild.exitCode()).as(rebuild.err()).isZero();
    assertThat(writes()).isZero();
    JsonNode json = rebuild.json();
    int ended = json.path("ended").asInt();
    assertThat(json.path("restored").asInt() + ended).isEqualTo(4);
    assertThat(json.path("unclaimed")).hasSize(1);
    assertThat(here.sync().created()).isZero();
    assertThat(here.sync().unchanged()).isEqualTo(4);
    assertThat(here.sandbox.atera().tickets()).hasSize(5);
  }

  @Test
  void a_ledger_that_is_right_is_left_as_it_is() {
    here.sync();
    JsonNode json = caravan("ledger", "rebuild", SYNC, "--json").json();
    assertThat(json.path("known").asInt()).isEqualTo(5);
    assertThat(json.path("restored").asInt()).isZero();
    assertThat(json.path("unclaimed")).isEmpty();
    assertThat(here.sync().unchanged()).isEqualTo(5);
  }

  @Test
  void a_refused_change_is_listed_retried_and_dropped() {
    here.sync();
    here.sandbox.datto().openAlerts(2);
    here.sandbox
        .faults()
        .add(
            Fault.status(400)
                .withBody("application/json", "{\"title\":\"no\"}")
                .times(2)
                .on("atera", "POST", "/tickets$"));
    assertThat(here.sync().failed()).isEqualTo(2);
    assertThat(here.sync().created()).isZero();

    JsonNode letters = caravan("dead-letters", "list", SYNC, "--json").json().path("deadLetters");
    assertThat(letters).hasSize(2);
    assertThat(caravan("dead-letters", "list", SYNC).out()).contains("create", "no");
    String retried = letters.get(0).path("key").asText();
    String dropped = letters.get(1).path("key").asText();
    assertThat(caravan("dead-letters", "retry", SYNC, retried).exitCode()).isZero();
    assertThat(caravan("dead-letters", "drop", SYNC, dropped).exitCode()).isZero();

    assertThat(here.sync().created()).isEqualTo(1);
    assertThat(here.sync().created()).isZero();
    assertThat(caravan("dead-letters", "list", SYNC).out()).isEqualTo("No dead letters.\n");
    assertThat(caravan("ledger", "show", SYNC, dropped).out()).contains("dropped", "held");
  }
}
