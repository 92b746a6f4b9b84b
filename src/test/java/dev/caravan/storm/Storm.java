package dev.caravan.storm;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.wire.RequestLog;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.sql.SQLException;
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
  static final int LIMIT_DATTO = 100;
  static final int LIMIT_ATERA = 150;

  /** Of so many steps in a row one may have a list that is not true. */
  private static final int STEPS_OF_A_LIE = 5;

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
  private final StormKind kind;
  private final StormStore store;
  private final Upheavals upheavals;
  private String stale = "";
  private int sinceLie;
  private long killed;

  Storm(Path folder, long seed, StormKind kind) throws SQLException {
    this.seed = seed;
    this.kind = kind;
    this.store = new StormStore(folder, kind.onPostgres());
    this.random = new Random(seed);
    this.mishaps = new Mishaps(random);
    this.scenario =
        TicketScenario.running(
            folder, SandboxOptions.defaults().withRecords(4, 40, 40).withSeed(seed));
    store.configure(scenario);
    this.upheavals = new Upheavals(scenario, store, kind, random);
    this.standing = new Standing(scenario, kind.shared());
    this.books = new Books(scenario, standing, kind.putBack());
    this.happenings = new Happenings(scenario, books, standing, random);
    Operator.configures(scenario, kind);
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
      lies();
      books.open();
      if (random.nextDouble() < killProbability) {
        kill();
      } else {
        cycle(0);
      }
      books.close(this::describe);
      // A list that is not true must not wait for the next one of its kind.
      if (random.nextInt(3) > 0 || sinceLie == 0) {
        clearFaults();
      }
      upheavals.happen();
    }
    calm();
  }

  private void lies() throws Exception {
    sinceLie++;
    if (sinceLie > STEPS_OF_A_LIE && !stale.isEmpty() && !upheavals.isBehind()) {
      scenario.sandbox.faults().add(mishaps.lie(stale));
      stale = "";
      sinceLie = 0;
    } else if (sinceLie == STEPS_OF_A_LIE - 1) {
      stale = scenario.listOfTickets();
    }
  }

  /** No more faults; the operator looks at what was held back or refused. */
  private void calm() {
    clearFaults();
    upheavals.calm();
    // A record that changes gets another chance after it was refused.
    scenario.openKeys().forEach(happenings::change);
    Operator.retryRefused(scenario);
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

  private void cycle(int acceptCloses) {
    CycleReport report = scenario.syncAccepting(acceptCloses);
    outcomes.merge(report.outcome(), 1, Integer::sum);
    if (report.outcome() != Outcome.ABORTED) {
      upheavals.caughtUp();
    }
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
    return ("seed %d, %s: %d cycles (%s), %d processes killed, %s, %d faults struck, %d deeds of"
            + " people, %s; peak %d of %d reads, %d of %d Atera calls")
        .formatted(
            seed,
            kind,
            cycles,
            words,
            killed,
            upheavals.counts(),
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
