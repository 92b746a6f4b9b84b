package dev.caravan.storm;

import dev.caravan.scenario.TicketScenario;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What happens to the machine of an installation between two cycles, at random. */
final class Upheavals {
  private static final List<Duration> STEPS =
      List.of(
          Duration.ofSeconds(2),
          Duration.ofSeconds(20),
          Duration.ofMinutes(5),
          Duration.ofHours(1));

  private final TicketScenario scenario;
  private final StormStore store;
  private final StormKind kind;
  private final Random random;
  private long restarts;
  private long steps;
  private long putBack;

  Upheavals(TicketScenario scenario, StormStore store, StormKind kind, Random random) {
    this.scenario = scenario;
    this.store = store;
    this.kind = kind;
    this.random = random;
  }

  /** Between two cycles. */
  void happen() throws IOException {
    if (random.nextInt(10) == 0) {
      Duration by = STEPS.get(random.nextInt(STEPS.size()));
      clockIsOff(random.nextBoolean() ? by : by.negated());
      steps++;
    }
    if (random.nextInt(20) == 0) {
      scenario.restart();
      restarts++;
    }
    if (kind.putBack() && store.isFile()) {
      saveOrPutBack();
    }
  }

  private void saveOrPutBack() throws IOException {
    int what = random.nextInt(30);
    if (what < 2) {
      scenario.restart();
      store.save();
    } else if (what == 2) {
      scenario.restart();
      putBack += store.putBack() ? 1 : 0;
    }
  }

  /** The clock is set right. */
  void calm() {
    clockIsOff(Duration.ZERO);
  }

  private void clockIsOff(Duration by) {
    Duration now = scenario.own.ahead().minus(scenario.clock.ahead());
    scenario.own.jump(by.minus(now));
  }

  String counts() {
    return "%d restarted, %d clocks set, %d ledgers put back".formatted(restarts, steps, putBack);
  }
}
