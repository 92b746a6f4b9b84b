package dev.caravan.storm;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.DeadLetter;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.wire.RequestLog;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Hours of alerts, people, faults and restarts, compressed: what happens follows from the seed, and
 * the clock jumps from cycle to cycle.
 */
final class Storm implements AutoCloseable {
  private static final Duration SHORTEST_STEP = Duration.ofSeconds(60);
  private static final int LONGER_BY_SECONDS = 240;
  private static final int LIMIT_DATTO = 100;
  private static final int LIMIT_ATERA = 150;
  private static final long WINDOW_MILLIS = 2000;
  private static final int QUIET_CYCLES = 8;

  /** A process is killed after so many writes at most; it ends by itself when there are none. */
  private static final int MOST_WRITES = 12;

  private static final int MOST_CYCLES = 20;

  final TicketScenario scenario;
  final Books books;
  private final Standing standing;
  private final long seed;
  private final Random random;
  private final Mishaps mishaps;
  private final Happenings happenings;
  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  private long cycles;
  private String lastError = "";
  private long broken;
  private long restarts;
  private long killed;

  /**
   * @param shared whether alerts of one device and condition share a ticket
   */
  Storm(Path folder, long seed, boolean shared) {
    this.seed = seed;
    this.random = new Random(seed);
    this.mishaps = new Mishaps(random);
    this.scenario =
        TicketScenario.running(
            folder, SandboxOptions.defaults().withRecords(4, 40, 40).withSeed(seed));
    this.standing = new Standing(scenario, shared);
    this.books = new Books(scenario, standing);
    this.happenings = new Happenings(scenario, books, standing, random);
    scenario
        .with("datto.read-timeout", "2s")
        .with("atera.read-timeout", "2s")
        .with("atera.index-lag", "30s")
        .with("datto.reads-per-minute", Integer.toString(LIMIT_DATTO))
        .with("atera.requests-per-minute", Integer.toString(LIMIT_ATERA))
        .with("datto.limit-window", WINDOW_MILLIS + "ms")
        .with("atera.limit-window", WINDOW_MILLIS + "ms")
        .with("datto.window-margin", "1s")
        .with("atera.window-margin", "1s")
        .with(TicketScenario.SYNC + ".technician-id", "9")
        .with(TicketScenario.SYNC + ".one-ticket-per", shared ? "condition" : "alert");
    scenario
        .sandbox
        .datto()
        .set(Map.of("maxPage", 20, "readLimit", LIMIT_DATTO, "windowMs", WINDOW_MILLIS));
    scenario
        .sandbox
        .atera()
        .set(Map.of("requestLimit", LIMIT_ATERA, "windowMs", WINDOW_MILLIS, "searchLagMs", 15_000));
  }

  /** Lets so much time pass, with everything that happens in it, and then the quiet after it. */
  void rage(Duration length, double killProbability) throws Exception {
    Duration passed = Duration.ZERO;
    while (passed.compareTo(length) < 0) {
      Duration step = SHORTEST_STEP.plusSeconds(random.nextInt(LONGER_BY_SECONDS));
      passed = passed.plus(step);
      scenario.clock.jump(step);
      happenings.alerts();
      happenings.people();
      happenings.mails();
      faults();
      books.open();
      if (random.nextDouble() < killProbability) {
        kill();
      } else {
        cycle(0);
      }
      books.close(this::describe);
      if (random.nextInt(3) > 0) {
        clearFaults();
      }
      if (random.nextInt(20) == 0) {
        scenario.restart();
        restarts++;
      }
    }
    calm();
  }

  /** No more faults; the operator looks at what was held back or refused. */
  private void calm() {
    clearFaults();
    // A record that changes gets another chance after it was refused.
    scenario.openKeys().forEach(happenings::change);
    retryRefused();
    for (int i = 0; i < QUIET_CYCLES; i++) {
      scenario.clock.jump(Duration.ofMinutes(15));
      books.open();
      cycle(1000);
      books.close(this::describe);
    }
  }

  private void clearFaults() {
    broken += scenario.sandbox.faults().broken();
    scenario.sandbox.faults().clear();
  }

  /** As the command dead-letters retry does: what the target refused for no reason goes again. */
  private void retryRefused() {
    scenario
        .caravan()
        .ledger()
        .write(
            TicketScenario.SYNC,
            scenario.caravan().ledger().lastCycle(TicketScenario.SYNC),
            view -> {
              for (DeadLetter letter : view.deadLetters().all()) {
                view.deadLetters()
                    .put(
                        new DeadLetter(
                            letter.key(),
                            letter.op(),
                            letter.generation(),
                            letter.cycle(),
                            letter.diedAt(),
                            letter.desired(),
                            "",
                            letter.reason(),
                            letter.payload()));
              }
              return null;
            });
  }

  private void cycle(int acceptCloses) {
    CycleReport report = scenario.syncAccepting(acceptCloses);
    outcomes.merge(report.outcome(), 1, Integer::sum);
    if (report.error() != null) {
      lastError = "cycle %d: %s".formatted(report.cycle(), report.error());
    }
    cycles++;
  }

  private void kill() throws Exception {
    int writes = 1 + random.nextInt(MOST_WRITES);
    List<RequestLog.LoggedRequest> earlier = scenario.sandbox.log().entries();
    long last = earlier.isEmpty() ? 0 : earlier.get(earlier.size() - 1).number();
    if (scenario.killed(MOST_CYCLES, () -> writesSince(last) >= writes)) {
      killed++;
    }
  }

  private int writesSince(long request) {
    return scenario
        .sandbox
        .log()
        .entries(
            entry ->
                entry.number() > request
                    && entry.vendor().equals("atera")
                    && !entry.method().equals("GET"))
        .size();
  }

  Outcome lastQuiet() {
    return scenario.sync().outcome();
  }

  private void faults() {
    if (random.nextInt(2) == 0) {
      for (int i = random.nextInt(3); i >= 0; i--) {
        scenario.sandbox.faults().add(mishaps.next());
      }
    }
    if (random.nextInt(25) == 0) {
      scenario.sandbox.datto().revokeTokens();
    }
  }

  /** The seed, for who wants to see it again. */
  private String describe() {
    return "seed %d, cycle %d".formatted(seed, cycles);
  }

  String counts() {
    String words =
        outcomes.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return ("seed %d%s: %d cycles (%s), %d processes killed, %d restarted, %d faults struck, %d"
            + " deeds of people, %s; peak %d of %d reads, %d of %d Atera calls")
        .formatted(
            seed,
            standing.isShared() ? ", shared tickets" : "",
            cycles,
            words,
            killed,
            restarts,
            broken,
            happenings.deeds(),
            books.counts(),
            peakOfDatto(),
            LIMIT_DATTO,
            peakOfAtera(),
            LIMIT_ATERA);
  }

  int peakOfDatto() {
    return scenario.sandbox.datto().windows().get("read").use().peak();
  }

  int peakOfAtera() {
    return scenario.sandbox.atera().windows().get("requests").use().peak();
  }

  /** What the last cycle that did not end complete said. */
  String lastError() {
    return lastError;
  }

  int limitOfDatto() {
    return LIMIT_DATTO;
  }

  int limitOfAtera() {
    return LIMIT_ATERA;
  }

  long seed() {
    return seed;
  }

  @Override
  public void close() {
    standing.close();
    scenario.close();
  }
}
