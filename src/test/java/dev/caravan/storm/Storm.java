package dev.caravan.storm;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.DeadLetter;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketTruth;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

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

  final Town town;
  final Books books;
  private final long seed;
  private final Random random;
  private final Mishaps mishaps;
  private final KilledProcesses kills;
  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  private final List<String> returning = new ArrayList<>();
  private long cycles;
  private long broken;
  private long restarts;
  private long killed;
  private long deeds;

  Storm(Path folder, long seed) {
    this.seed = seed;
    this.random = new Random(seed);
    this.mishaps = new Mishaps(random);
    this.town = new Town(folder, 40, seed);
    this.books = new Books(town);
    this.kills = new KilledProcesses(town, folder);
    town.here
        .with("datto.read-timeout", "2s")
        .with("atera.read-timeout", "2s")
        .with("atera.index-lag", "30s")
        .with("datto.reads-per-minute", Integer.toString(LIMIT_DATTO))
        .with("atera.requests-per-minute", Integer.toString(LIMIT_ATERA))
        .with("datto.limit-window", WINDOW_MILLIS + "ms")
        .with("atera.limit-window", WINDOW_MILLIS + "ms")
        .with("datto.window-margin", "1s")
        .with("atera.window-margin", "1s")
        .with(Town.SYNC + ".technician-id", "9");
    town.sandbox
        .datto()
        .set(Map.of("maxPage", 20, "readLimit", LIMIT_DATTO, "windowMs", WINDOW_MILLIS));
    town.sandbox
        .atera()
        .set(Map.of("requestLimit", LIMIT_ATERA, "windowMs", WINDOW_MILLIS, "searchLagMs", 15_000));
  }

  /** Lets so much time pass, with everything that happens in it, and then the quiet after it. */
  void rage(Duration length, double killProbability) throws Exception {
    Duration passed = Duration.ZERO;
    while (passed.compareTo(length) < 0) {
      Duration step = SHORTEST_STEP.plusSeconds(random.nextInt(LONGER_BY_SECONDS));
      passed = passed.plus(step);
      town.clock.jump(step);
      alerts();
      people();
      faults();
      books.open();
      if (random.nextDouble() < killProbability) {
        town.restart();
        killed += kills.killOne(random) ? 1 : 0;
      } else {
        cycle(0);
      }
      books.close(this::describe);
      if (random.nextInt(3) > 0) {
        broken += town.sandbox.faults().broken();
        town.sandbox.faults().clear();
      }
      if (random.nextInt(20) == 0) {
        town.restart();
        restarts++;
      }
    }
    calm();
  }

  /** No more faults; the operator looks at what was held back or refused. */
  private void calm() {
    broken += town.sandbox.faults().broken();
    town.sandbox.faults().clear();
    for (String key : town.openKeys()) {
      // A record that changes gets another chance after it was refused.
      change(key);
    }
    retryRefused();
    for (int i = 0; i < 8; i++) {
      town.clock.jump(Duration.ofMinutes(15));
      books.open();
      cycle(1000);
      books.close(this::describe);
    }
  }

  /** As the command dead-letters retry does: what the target refused for no reason goes again. */
  private void retryRefused() {
    town.caravan()
        .ledger()
        .write(
            Town.SYNC,
            town.caravan().ledger().lastCycle(Town.SYNC),
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
    CycleReport report = town.sync(acceptCloses);
    outcomes.merge(report.outcome(), 1, Integer::sum);
    cycles++;
  }

  Outcome lastQuiet() {
    return town.sync().outcome();
  }

  private void alerts() {
    for (int i = random.nextInt(4); i > 0; i--) {
      town.sandbox.datto().openAlerts(1 + random.nextInt(3));
    }
    List<String> open = new ArrayList<>(town.openKeys());
    for (int i = random.nextInt(6); i > 0 && !open.isEmpty(); i--) {
      String key = open.remove(random.nextInt(open.size()));
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> change(key);
        case 3, 4, 5, 6 -> town.sandbox.datto().resolveAlert(key);
        case 7 -> {
          // It flaps: resolved, and open again under another uid.
          town.sandbox.datto().resolveAlert(key);
          town.sandbox.datto().openAlerts(1);
        }
        case 8 -> {
          town.sandbox.datto().deleteAlert(key);
          returning.add(key);
        }
        default -> deleteDeviceOf(key);
      }
    }
    if (!returning.isEmpty() && random.nextInt(6) == 0) {
      String key = returning.remove(0);
      if (!town.openKeys().contains(key)) {
        town.opens(key);
      }
    }
  }

  private void change(String key) {
    List<String> priorities = List.of("Critical", "High", "Moderate", "Low", "Information");
    town.sandbox
        .datto()
        .changeAlert(
            key,
            Town.json(
                "{\"priority\":\"%s\",\"alertContext\":{\"diskName\":\"%s:\"}}"
                    .formatted(mishaps.any(priorities), (char) ('C' + random.nextInt(20)))));
  }

  private void deleteDeviceOf(String key) {
    if (town.sandbox.datto().devices().size() <= 20) {
      return;
    }
    town.sandbox.datto().openAlerts().stream()
        .filter(alert -> alert.path("alertUid").asText().equals(key))
        .map(alert -> alert.path("alertSourceInfo").path("deviceUid").asText())
        .findFirst()
        .ifPresent(town.sandbox.datto()::deleteDevice);
    town.sandbox.datto().addDevices(1);
  }

  private void people() {
    List<TicketTruth> tickets = town.sandbox.atera().tickets();
    for (int i = random.nextInt(3); i > 0 && !tickets.isEmpty(); i--) {
      // Mostly the latest ones.
      TicketTruth ticket = tickets.get(random.nextInt(Math.min(tickets.size(), 60)));
      PersonAction action =
          switch (random.nextInt(9)) {
            case 0, 1 -> new PersonAction.Edit("Somebody's own title " + deeds);
            case 2, 3 ->
                new PersonAction.Comment(
                    "I look at it", random.nextBoolean(), random.nextBoolean());
            case 4 -> new PersonAction.Status("Pending");
            case 5 -> new PersonAction.Close();
            case 6 -> new PersonAction.Reopen();
            case 7 -> new PersonAction.Assign(7);
            default -> new PersonAction.Delete();
          };
      if (town.sandbox.atera().person(ticket.id(), action)) {
        books.person(ticket, action);
        deeds++;
      }
    }
  }

  private void faults() {
    if (random.nextInt(2) == 0) {
      for (int i = random.nextInt(3); i >= 0; i--) {
        town.sandbox.faults().add(mishaps.next());
      }
    }
    if (random.nextInt(25) == 0) {
      town.sandbox.datto().revokeTokens();
    }
  }

  /** The seed, for who wants to see it again. */
  private String describe() {
    return "seed %d, cycle %d".formatted(seed, cycles);
  }

  String counts() {
    Set<String> words = new HashSet<>();
    outcomes.forEach(
        (outcome, count) -> words.add(count + " " + outcome.name().toLowerCase(Locale.ROOT)));
    return ("seed %d: %d cycles (%s), %d processes killed, %d restarted, %d faults struck, %d deeds"
            + " of people, %s; peak %d of %d reads, %d of %d Atera calls")
        .formatted(
            seed,
            cycles,
            String.join(", ", words),
            killed,
            restarts,
            broken,
            deeds,
            books.counts(),
            peakOfDatto(),
            LIMIT_DATTO,
            peakOfAtera(),
            LIMIT_ATERA);
  }

  int peakOfDatto() {
    return town.sandbox.datto().windows().get("read").use().peak();
  }

  int peakOfAtera() {
    return town.sandbox.atera().windows().get("requests").use().peak();
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
    town.close();
  }
}
