package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit codes and JSON as others rely on them. */
class ContractTest {
  @TempDir Path folder;
  private TicketScenario here;

  @BeforeEach
  void start() {
    here = new TicketScenario(folder, SandboxOptions.defaults().withRecords(2, 10, 4));
  }

  @AfterEach
  void stop() {
    here.close();
  }

  private Typed caravan(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    if (!all.contains("--config")) {
      all.addAll(List.of("--config", here.configFile().toString()));
    }
    return Typed.caravan(all.toArray(String[]::new));
  }

  /** A cycle with one key more, or another one. */
  private Typed with(String key, String value) throws IOException {
    Path more = Files.writeString(folder.resolve("more.properties"), key + "=" + value + "\n");
    return caravan(
        "sync", SYNC, "--json", "--config", here.configFile() + "", "--config", more + "");
  }

  @Test
  void a_complete_cycle_is_0_and_counts_every_request_of_both_accounts() {
    Typed sync = caravan("sync", SYNC, "--json");
    assertThat(sync.exitCode()).as(sync.out()).isZero();
    JsonNode json = sync.json();
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "sync",
            "cycle",
            "outcome",
            "read",
            "created",
            "updated",
            "closed",
            "unchanged",
            "failed",
            "inDoubt",
            "requests",
            "durationMs");
    assertThat(json.path("outcome").asText()).isEqualTo("complete");
    assertThat(json.path("cycle").asInt()).isEqualTo(1);
    assertThat(json.path("created").asInt()).isEqualTo(4);
    for (String account : List.of("datto", "atera")) {
      JsonNode requests = json.path("requests").path(account);
      assertThat(requests.fieldNames())
          .toIterable()
          .containsExactly("sent", "throttledMs", "status429");
      assertThat(requests.path("sent").asLong()).isEqualTo(here.sandbox.log().total(account));
    }
  }

  @Test
  void a_plan_is_0_lists_its_changes_and_writes_nothing() {
    Typed plan = caravan("plan", SYNC, "--json");
    assertThat(plan.exitCode()).isZero();
    assertThat(plan.json().path("changes")).hasSize(4);
    assertThat(here.sandbox.atera().tickets()).isEmpty();
    assertThat(caravan("plan", SYNC).out()).contains("+ create  ", "Nothing was written.");
  }

  @Test
  void what_only_looks_makes_no_store() throws IOException {
    assertThat(caravan("plan", SYNC).exitCode()).isZero();
    assertThat(caravan("check").out()).contains("store.db is not there yet");
    assertThat(caravan("ledger", "list", SYNC).exitCode()).isZero();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(Path::toString)).noneMatch(file -> file.contains(".db"));
    }
  }

  @Test
  void an_unreachable_vendor_is_4_and_its_account_is_among_the_requests() {
    here.sandbox.faults().add(Fault.of(Fault.Kind.HTML).on("datto", "GET", "/alerts/open"));
    Typed sync = caravan("sync", SYNC, "--json");
    assertThat(sync.exitCode()).isEqualTo(4);
    assertThat(sync.json().path("outcome").asText()).isEqualTo("aborted");
    assertThat(sync.json().path("error").asText()).isNotBlank();
    assertThat(sync.json().path("requests").path("atera").path("sent").asInt(-1)).isZero();
  }

  @Test
  void what_the_operator_must_change_is_2_with_one_small_json_object() throws Exception {
    List<Typed> refusals =
        List.of(
            caravan("sync", "datto-alerts-to-atera-ticket", "--json"),
            caravan("plan", "nonsense", "--json"),
            Typed.caravan("sync", SYNC, "--json", "--config", folder + "/none.properties"),
            caravan("sync", SYNC, "--json", "--accept-closes", "-1"),
            caravan("sync", SYNC, "--json", "--nonsense"),
            with("datto.secrt", "x"),
            with("caravan.store.url", "jdbc:h2:file:" + folder.resolve("none")));
    for (Typed refusal : refusals) {
      assertThat(refusal.exitCode()).as(refusal.out()).isEqualTo(2);
      assertThat(refusal.out().lines()).hasSize(1);
      assertThat(refusal.json().fieldNames())
          .toIterable()
          .containsExactly("sync", "outcome", "error");
      assertThat(refusal.json().path("outcome").asText()).isEqualTo("aborted");
    }
    assertThat(refusals.get(0).json().path("error").asText()).contains("did you mean " + SYNC);
  }

  @Test
  void what_is_odd_is_said_once_on_standard_error_and_stops_nothing() throws Exception {
    Path twice = folder.resolve("twice.properties");
    Files.writeString(twice, "datto.secret=sandbox-secret\ndatto.secret=sandbox-secret\n");
    for (String command : List.of("check", "sync " + SYNC + " --json")) {
      List<String> words = new ArrayList<>(List.of(command.split(" ")));
      words.addAll(List.of("--config", "" + here.configFile(), "--config", "" + twice));
      Typed typed = Typed.caravan(words.toArray(String[]::new));
      assertThat(typed.exitCode()).as(typed.out()).isZero();
      assertThat(typed.err().lines())
          .singleElement()
          .asString()
          .startsWith("Warning: datto.secret (")
          .doesNotContain("sandbox-secret");
      assertThat(typed.out()).doesNotContain("Warning");
    }
  }

  @Test
  void what_makes_no_sense_is_2_with_a_word_on_standard_error_alone() {
    for (Typed wrong :
        List.of(
            Typed.caravan(),
            Typed.caravan("rum"),
            Typed.caravan("sync"),
            Typed.caravan("run", "x"))) {
      assertThat(wrong.exitCode()).isEqualTo(2);
      assertThat(wrong.out()).isEmpty();
      assertThat(wrong.err()).startsWith("Error: ");
    }
    assertThat(Typed.caravan("rum").err()).contains("run");
  }

  @Test
  void help_names_every_command_but_the_launchers_own() {
    Typed help = Typed.caravan("--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .contains("run", "demo", "sandbox", "sync", "plan", "check", "ledger", "dead-letters")
        .doesNotContain("warm-up");
  }

  @Test
  void version_is_the_builds_own_for_every_command() throws IOException {
    String version =
        Files.readString(Path.of("pom.xml"))
            .replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1");
    Typed caravan = Typed.caravan("--version");
    assertThat(caravan.exitCode()).isZero();
    assertThat(caravan.err()).isEmpty();
    assertThat(caravan.out().lines())
        .containsExactly(
            "caravan " + version,
            "Camel %s, Java %s"
                .formatted(
                    new DefaultCamelContext().getVersion(), System.getProperty("java.version")));
    assertThat(Typed.caravan("ledger", "list", "--version")).isEqualTo(caravan);
    assertThat(Typed.caravan("--help").out()).contains("--version");
  }

  @Test
  void warm_up_says_nothing_and_is_0() {
    assertThat(Typed.caravan("warm-up")).isEqualTo(new Typed(0, "", ""));
  }
}
