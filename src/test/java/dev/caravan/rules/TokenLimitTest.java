package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.Office;
import dev.caravan.sandbox.wire.Fault;
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

  private static int asked(Office office) {
    return office.sandbox.log().entries("datto", "POST", TOKEN).size();
  }

  @Test
  void a_refused_token_call_keeps_later_processes_quiet_and_a_403_after_it_is_the_block() {
    try (Office office = new Office(folder, 1)) {
      office.fault(
          Fault.status(429)
              .withHeaders(Map.of("Retry-After", "120"))
              .on("datto", "POST", TOKEN)
              .times(0));
      CycleReport parked = office.sync();
      assertThat(parked.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(parked.error()).contains("the vendor asked us to pause");
      office.restart();
      assertThat(office.sync().error()).contains("the vendor asked us to pause");
      assertThat(asked(office)).isEqualTo(1);

      office.clock.jump(Duration.ofSeconds(121));
      office.sandbox.faults().clear();
      office.fault(Fault.status(403).on("datto", "POST", TOKEN).times(0));
      office.restart();
      assertThat(office.sync().error())
          .contains("the vendor asked us to pause")
          .doesNotContain("key and secret");
      office.sandbox.faults().clear();
      office.clock.jump(Duration.ofSeconds(200));
      office.restart();
      assertThat(office.sync().outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(asked(office)).isEqualTo(2);

      office.clock.jump(Duration.ofSeconds(101));
      office.restart();
      assertThat(office.sync().created()).isEqualTo(1);
    }
  }
}
