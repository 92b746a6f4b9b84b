package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import dev.caravan.store.FreezableWriter;
import dev.caravan.store.FreezableWriter.Then;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is frozen while it writes keeps the store's file: others read on, and who writes
 * waits for it, but not for ever.
 */
@Timeout(180)
class LockedStoreProcessTest {
  private static final String INSERT =
      "INSERT INTO sync (name, last_cycle, last_step) VALUES ('a', 1, 0)";

  @TempDir Path folder;

  @Test
  void who_reads_reads_on_and_a_sync_ends_with_4_and_what_is_wrong() throws Exception {
    try (TicketScenario here =
        new TicketScenario(folder, SandboxOptions.defaults().withRecords(1, 5, 2))) {
      assertThat(here.sync().created()).isEqualTo(2);
      here.restart();
      try (FreezableWriter frozen =
          FreezableWriter.holding(here.settings().store(), "ledger", INSERT, Then.NOTHING)) {
        frozen.freeze();
        assertThat(typed(here, "ledger", "list", SYNC).out()).contains("open");
        Instant asked = Instant.now();
        Typed sync = typed(here, "sync", SYNC, "--json");
        assertThat(sync.exitCode()).as(sync.err()).isEqualTo(4);
        JsonNode json = sync.json();
        assertThat(json.path("outcome").asText()).isEqualTo("aborted");
        assertThat(json.path("error").asText()).contains("another process has kept it locked");
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(90));
      }
      assertThat(typed(here, "sync", SYNC).exitCode()).isZero();
    }
  }

  private static Typed typed(TicketScenario here, String... words) {
    String[] all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--config";
    all[words.length + 1] = here.configFile().toString();
    return Typed.caravan(all);
  }
}
