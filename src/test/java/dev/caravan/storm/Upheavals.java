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
  private boolean behind;
  private int cyclesToNext = 3;
  private boolean saved;

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

  /** Every few cycles: once or twice in each hour it is put back. */
  private void saveOrPutBack() throws IOException {
    if (--cyclesToNext > 0) {
      return;
    }
    cyclesToNext = 3 + random.nextInt(7);
    scenario.restart();
    if (saved) {
      behind = store.putBack();
      putBack += behind ? 1 : 0;
      if (behind) {
        // Started before time jumps again: what the older budgets do not know of counts from now
        // on.
        scenario.caravan().accountsInUse().budgets(TicketScenario.SYNC);
      }
      // The same state may be put back once more, when it is older still.
      saved = random.nextInt(3) == 0;
    } else {
      store.save();
      saved = true;
    }
  }

  /**
   * Whether the ledger is older than the target and has not been searched for since. That is one
   * scan, as it must be for a process's every start, so no list of tickets may lie then.
   */
  boolean isBehind() {
    return behind;
  }

  /** A cycle has gone through its source. */
  void caughtUp() {
    behind = false;
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
