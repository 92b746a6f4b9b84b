package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The machine fails, and not a call: no memory, no stack. Both by a mapping of one's own. */
@Timeout(180)
class MachineErrorProcessTest {
  private static final String NO_STACK =
      "def deeper: 1 + deeper; map({key: .key, update: {x: deeper}})";

  /**
   * Few large pieces fill the heap; a collector that looks at many small ones takes minutes. Before
   * the first cycle mappings are tried on a sample, which is not to fill it.
   */
  private static final String NO_MEMORY =
      "map(select(.key != \"sample\") | {key: .key, update: {x: [range(0; 1000000000) |"
          + " \"0123456789\" * 10000]}})";

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;

  private TicketScenario with(String mapping) throws IOException {
    Path own = Files.createDirectories(folder.resolve("own/mappings"));
    Files.writeString(own.resolve("alert-to-atera-ticket.jq"), mapping);
    return new TicketScenario(folder, SandboxOptions.defaults().withRecords(1, 5, 3))
        .with("caravan.routes-dirs", folder.resolve("own").toString())
        .with("caravan.syncs", SYNC)
        .with(SYNC + ".every", "200ms");
  }

  private CaravanProcess caravan(TicketScenario here, String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--config", here.configFile().toString()));
    return CaravanProcess.caravan(
        folder, Map.of(), List.of("-Xmx80m", "-XX:+UseSerialGC"), all.toArray(String[]::new));
  }

  private JsonNode syncOnce(TicketScenario here) throws Exception {
    try (CaravanProcess sync = caravan(here, "sync", SYNC, "--json")) {
      JsonNode json = new ObjectMapper().readTree(sync.rest());
      assertThat(sync.exitCode(LONG)).as(sync.err()).isEqualTo(4);
      assertThat(json.path("sync").asText()).isEqualTo(SYNC);
      assertThat(json.path("outcome").asText()).isEqualTo("aborted");
      return json;
    }
  }

  @Test
  void a_sync_that_runs_out_of_memory_ends_with_4_and_its_json() throws Exception {
    try (TicketScenario here = with(NO_MEMORY)) {
      assertThat(syncOnce(here).path("error").asText()).contains("ran out of memory");
    }
  }

  @Test
  void a_sync_that_runs_out_of_stack_ends_with_4_and_its_json() throws Exception {
    try (TicketScenario here = with(NO_STACK)) {
      assertThat(syncOnce(here).path("error").asText()).contains("StackOverflowError");
    }
  }

  @Test
  void run_says_that_it_ran_out_of_memory_and_ends_with_4() throws Exception {
    try (TicketScenario here = with(NO_MEMORY);
        CaravanProcess run = caravan(here, "run")) {
      assertThat(run.exitCode(LONG)).as(run.err()).isEqualTo(4);
      assertThat(run.err()).contains("Error: Caravan ran out of memory and ends");
    }
  }

  @Test
  void run_goes_on_with_the_next_cycle_after_one_that_ran_out_of_stack() throws Exception {
    try (TicketScenario here = with(NO_STACK);
        CaravanProcess run = caravan(here, "run")) {
      for (int cycle = 1; cycle <= 3; cycle++) {
        run.awaitLine("cycle " + cycle + " · ");
        assertThat(run.awaitLine("aborted: ")).contains("StackOverflowError");
      }
      run.terminate();
      assertThat(run.exitCode(LONG)).isZero();
    }
  }
}
