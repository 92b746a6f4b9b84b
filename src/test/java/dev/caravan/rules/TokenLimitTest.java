package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sync that is started anew for each cycle asks for a token each time, and meets limits there.
 */
class TokenLimitTest {
  private static final String TOKEN = "/auth/oauth/token";

  @TempDir Path folder;

  private static int asked(TicketScenario scenario) {
    return scenario.sandbox.log().entries("datto", "POST", TOKEN).size();
  }

  @Test
  void a_refused_token_call_keeps_later_processes_quiet_and_a_403_after_it_is_the_block() {
    try (TicketScenario scenario = TicketScenario.running(folder, 1)) {
      scenario.fault(
          Fault.status(429)
              .withHeaders(Map.of("Retry-After", "120"))
              .on("datto", "POST", TOKEN)
              .times(0));
      CycleReport parked = scenario.sync();
      assertThat(parked.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(parked.error()).contains("the vendor asked us to pause");
      scenario.restart();
      assertThat(scenario.sync().error()).contains("the vendor asked us to pause");
      assertThat(asked(scenario)).isEqualTo(1);

      scenario.clock.jump(Duration.ofSeconds(121));
      scenario.sandbox.faults().clear();
      scenario.fault(Fault.status(403).on("datto", "POST", TOKEN).times(0));
      scenario.restart();
      assertThat(scenario.sync().error())
          .contains("the vendor asked us to pause")
          .doesNotContain("key and secret");
      scenario.sandbox.faults().clear();
      scenario.clock.jump(Duration.ofSeconds(200));
      scenario.restart();
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(asked(scenario)).isEqualTo(2);

      scenario.clock.jump(Duration.ofSeconds(101));
      scenario.restart();
      assertThat(scenario.sync().created()).isEqualTo(1);
    }
  }
}
