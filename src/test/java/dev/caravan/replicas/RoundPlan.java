package dev.caravan.replicas;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a round is made of.
 *
 * @param seed what happens follows from it, though not when to the millisecond
 * @param postgres the server that all processes share; absent for one process on a file
 * @param processes how many; one where there is no server
 * @param alerts how many open in the round
 * @param storm how long it storms
 * @param outage how long the store is away once, in the middle; zero for never
 */
record RoundPlan(
    long seed,
    @Nullable StoppablePostgres postgres,
    int processes,
    int alerts,
    Duration storm,
    Duration outage) {
  private static final Duration STORM = Duration.ofSeconds(18);

  private static final Duration SHORT_STORM = Duration.ofSeconds(8);

  /** Longer than the pool of connections waits for one. */
  private static final Duration OUTAGE = Duration.ofSeconds(13);

  /** In every third round the server is away for a while. */
  static RoundPlan replicas(long seed, StoppablePostgres postgres, int alerts) {
    Duration outage = Math.floorMod(seed, 3) == 0 ? OUTAGE : Duration.ZERO;
    return new RoundPlan(seed, postgres, 3, alerts, STORM, outage);
  }

  /** The same in little time. */
  RoundPlan shortened() {
    return new RoundPlan(seed, postgres, processes, alerts, SHORT_STORM, Duration.ZERO);
  }

  static RoundPlan alone(long seed, int alerts) {
    return new RoundPlan(seed, null, 1, alerts, STORM, Duration.ZERO);
  }
}
