package dev.caravan.replicas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On the embedded store too a frozen {@code run} keeps no other command from its work. */
@Timeout(180)
class FrozenRunTest {
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir Path folder;

  private static int command(Replica beside, String... words) throws Exception {
    return CompletableFuture.supplyAsync(
            () -> {
              try {
                return beside.command(words);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            })
        .get(60, TimeUnit.SECONDS);
  }

  @Test
  void the_others_work_while_it_is_frozen_in_the_middle_of_a_write_to_its_target()
      throws Exception {
    try (TicketScenario scenario = TicketScenario.running(folder, 20)) {
      scenario
          .with("caravan.syncs", TicketScenario.SYNC)
          .with("caravan.store.url", "jdbc:sqlite:" + folder.resolve("caravan.db"));
      scenario.fault(
          Fault.of(Kind.SLOW).on("atera", "POST", "/tickets$").times(0).withDelayMs(1500));
      Path config = scenario.configFile();
      try (Replica run = new Replica(config, 1);
          Replica beside = new Replica(config, 2)) {
        run.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> !scenario.tickets().isEmpty());
        run.freeze(LONG);

        assertThat(command(beside, "ledger", "list", TicketScenario.SYNC)).isZero();
        assertThat(command(beside, "dead-letters", "list", TicketScenario.SYNC)).isZero();
        assertThat(command(beside, "sync", TicketScenario.SYNC)).isEqualTo(4);
        assertThat(beside.lastWords(20)).contains("already running: process");
      }
    }
  }
}
