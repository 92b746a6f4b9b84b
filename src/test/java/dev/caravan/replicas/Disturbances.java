package dev.caravan.replicas;

import dev.caravan.sandbox.wire.Fault;
import dev.caravan.storm.Mishaps;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What is done to the processes, their store and their vendors while it storms. */
final class Disturbances {
  private static final int TRIES = 12;

  /** On a busy machine a storm lasts longer, up to a limit. */
  private static final int LEAST_STRIKES = 14;

  private static final int LONGER = 3;
  private static final int BURST = 12;
  private static final Duration BURST_WITHIN = Duration.ofMillis(1500);
  private static final Duration FIRST = Duration.ofSeconds(30);

  private final ReplicaRound round;
  private final Mishaps mishaps;
  int kills;
  int freezes;
  int inTransaction;
  int cuts;
  int outages;
  long struck;

  Disturbances(ReplicaRound round) {
    this.round = round;
    this.mishaps = new Mishaps(round.random);
  }

  void storm() throws Exception {
    StoppablePostgres postgres = round.plan.postgres();
    await(() -> creates() > 0, FIRST);
    long begun = System.nanoTime();
    long storm = round.plan.storm().toNanos();
    int strikes = 0;
    boolean outageIsDue = postgres != null && !round.plan.outage().isZero();
    int left = round.plan.alerts() - round.alerts.count();
    while (goesOn(System.nanoTime() - begun, storm, strikes++)) {
      pause(100 + round.random.nextInt(500));
      keepAlive();
      int more = Math.min(left, round.random.nextInt(BURST));
      round.alerts.open(more);
      left -= more;
      round.alerts.move();
      strike();
      if (round.random.nextBoolean()) {
        fault();
      }
      if (outageIsDue && System.nanoTime() - begun > storm / 2) {
        outageIsDue = false;
        postgres.stop();
        pause(round.plan.outage().toMillis());
        postgres.start();
        outages++;
      }
    }
    round.alerts.open(left);
  }

  private static boolean goesOn(long passed, long storm, int strikes) {
    return passed < storm || strikes < LEAST_STRIKES && passed < storm * LONGER;
  }

  private void strike() throws Exception {
    Replica one = round.replicas.get(round.random.nextInt(round.replicas.size()));
    switch (round.random.nextInt(12)) {
      case 0, 1 -> kill(one);
      case 2, 3 -> freezeInTransaction();
      case 4, 5 -> {
        if (one.isBusy() && await(burst(), BURST_WITHIN)) {
          freeze(one);
        }
      }
      case 6 -> {
        if (await(burst(), BURST_WITHIN)) {
          kill(one);
        }
      }
      case 7 -> cuts += round.cutSome();
      case 8, 9, 10 -> {
        for (int i = round.random.nextInt(3); i >= 0; i--) {
          fault();
        }
      }
      default -> {
        struck += round.scenario.sandbox.faults().broken();
        round.scenario.sandbox.faults().clear();
      }
    }
  }

  private void kill(Replica one) throws InterruptedException {
    if (one.isAlive()) {
      one.kill();
      kills++;
    }
    one.start();
  }

  /** One process at least is left to go on. */
  private boolean mayFreeze() {
    return round.replicas.stream().filter(Replica::isBusy).count() > 1;
  }

  private void freeze(Replica one) {
    if (mayFreeze()) {
      Duration longer = Duration.ofMillis(round.random.nextInt(4_000));
      one.freeze(ReplicaRound.LEASE.plus(ReplicaRound.INDEX_LAG).plus(longer));
      freezes++;
    }
  }

  /** Freezes one process after the other until one of them had a transaction open. */
  private void freezeInTransaction() {
    StoppablePostgres postgres = round.plan.postgres();
    if (postgres == null || !postgres.isUp()) {
      return;
    }
    List<Replica> busy = round.replicas.stream().filter(Replica::isBusy).toList();
    for (int i = 0; i < TRIES && mayFreeze(); i++) {
      Replica one = busy.get(i % busy.size());
      int before = freezes;
      freeze(one);
      // The others' transactions are over in a moment.
      if (postgres.idleInTransaction() > 0 && stays(postgres)) {
        inTransaction++;
        return;
      }
      freezes = before;
      one.thaw();
      pause(round.random.nextInt(30));
    }
  }

  private static boolean stays(StoppablePostgres postgres) {
    for (int i = 0; i < 5; i++) {
      pause(20);
      if (postgres.idleInTransaction() == 0) {
        return false;
      }
    }
    return true;
  }

  /** Some tickets are being created at this moment. */
  private BooleanSupplier burst() {
    int before = creates();
    int more = 1 + round.random.nextInt(4);
    return () -> creates() >= before + more;
  }

  private int creates() {
    return round.scenario.sandbox.log().entries("atera", "POST", "/api/v3/tickets").size();
  }

  private static boolean await(BooleanSupplier moment, Duration longest) {
    long deadline = System.nanoTime() + longest.toNanos();
    while (!moment.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      pause(2);
    }
    return true;
  }

  /** Of those that end within seconds: a round is short. */
  private void fault() {
    Fault fault = mishaps.next();
    boolean pausesForLong =
        fault.headers().values().stream().anyMatch(value -> value.length() > 1)
            || fault.status() == 403;
    // A row that goes is an alert that ends without anybody's knowing when.
    boolean endsAlerts = fault.kind() == Fault.Kind.ROWS_MOVE && !fault.insert();
    if (!pausesForLong && !endsAlerts) {
      round.scenario.sandbox.faults().add(fault);
    }
  }

  /** The storm is over: nothing is broken, frozen or dead any more. */
  void calm() throws IOException {
    struck += round.scenario.sandbox.faults().broken();
    round.scenario.sandbox.faults().clear();
    round.replicas.stream().filter(Replica::isFrozen).forEach(Replica::thaw);
    keepAlive();
  }

  /**
   * What ended is started again, as Kubernetes does, and what was frozen for long enough goes on.
   */
  void keepAlive() {
    round.replicas.forEach(Replica::thawInTime);
    round.replicas.stream().filter(one -> !one.isAlive()).forEach(Replica::start);
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
