package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a command with {@code --json} prints is one document and nothing else, though libraries talk
 * on standard output while it is at work.
 */
@Timeout(240)
class JsonProcessTest {
  /** The logging library tells on standard output what it does, from its first class on. */
  private static final List<String> TALKS =
      List.of("-Dlogback.statusListenerClass=ch.qos.logback.core.status.OnConsoleStatusListener");

  private static final Map<String, String> DEBUG =
      Map.of("CARAVAN_LOG_LEVEL", "DEBUG", "CARAVAN_CAMEL_LOG_LEVEL", "DEBUG");

  @TempDir Path folder;
  private TicketScenario here;

  @BeforeEach
  void start() {
    here = new TicketScenario(folder, SandboxOptions.defaults().withRecords(1, 1, 1));
  }

  @AfterEach
  void stop() {
    here.close();
  }

  @Test
  void commands_that_do_their_work() throws Exception {
    assertThat(printed(0, "plan", SYNC).path("changes")).hasSize(1);
    assertThat(printed(0, "sync", SYNC).path("created").asInt()).isEqualTo(1);
    JsonNode entry = printed(0, "ledger", "list", SYNC).path("entries").path(0);
    assertThat(printed(0, "ledger", "show", SYNC, entry.path("key").asText())).isNotEmpty();
    assertThat(printed(0, "ledger", "rebuild", SYNC)).isNotEmpty();
    assertThat(printed(0, "dead-letters", "list", SYNC).path("deadLetters")).isEmpty();
    assertThat(printed(0, "check")).isNotEmpty();
  }

  @Test
  void commands_that_cannot() throws Exception {
    assertThat(printed(2, "sync", "nonsense").path("error").asText()).contains("nonsense");
    assertThat(printed(2, "ledger", "show", SYNC, "nonsense").path("error").asText())
        .contains("nonsense");
    assertThat(printed(2, "sync", SYNC, "--nonsense").path("error").asText())
        .contains("--nonsense");
    here.sandbox.close();
    assertThat(printed(4, "sync", SYNC).path("outcome").asText()).isEqualTo("aborted");
  }

  private JsonNode printed(int exitCode, String... words) throws Exception {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(List.of("--json", "--config", here.configFile().toString()));
    try (CaravanProcess command =
        CaravanProcess.caravan(folder, DEBUG, TALKS, all.toArray(String[]::new))) {
      String out = command.rest();
      assertThat(command.exitCode(Duration.ofSeconds(60)))
          .as(out + command.err())
          .isEqualTo(exitCode);

      if (exitCode == 0) {
        assertThat(command.err()).as("what the library says").contains("|-INFO in ");
      }
      try (MappingIterator<JsonNode> documents =
          new ObjectMapper().readerFor(JsonNode.class).readValues(out)) {
        List<JsonNode> read = documents.readAll();
        assertThat(read).as(out).hasSize(1);
        return read.get(0);
      }
    }
  }
}
