package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With --json, standard output is one JSON object, whatever else the process has to say. */
@Timeout(120)
class JsonOutputProcessTest {
  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @TempDir Path folder;

  @Test
  void what_libraries_print_and_log_goes_to_standard_error() throws Exception {
    try (TicketScenario here =
        new TicketScenario(folder, SandboxOptions.defaults().withRecords(1, 5, 2))
            .with("caravan.syncs", SYNC)) {
      for (List<String> words :
          List.of(
              List.of("sync", SYNC),
              List.of("plan", SYNC),
              List.of("check"),
              List.of("ledger", "list", SYNC))) {
        try (CaravanProcess caravan =
            CaravanProcess.talkative(
                folder, Map.of("CARAVAN_LOG_LEVEL", "DEBUG"), here.configFile(), words)) {
          JsonNode json = STRICT.readTree(caravan.rest());
          assertThat(json.isObject()).as("%s: %s", words, json).isTrue();
          assertThat(caravan.exitCode(Duration.ofSeconds(60))).as(caravan.err()).isZero();
          assertThat(caravan.err()).contains("{\"library\": \"says\"} this");
        }
      }
    }
  }
}
