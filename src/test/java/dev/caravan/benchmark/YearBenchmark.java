package dev.caravan.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.ledger.Ledger;
import dev.caravan.scenario.RowScenario;
import dev.caravan.store.Database;
import dev.caravan.store.Store;
import dev.caravan.store.StoreSettings;
import dev.caravan.store.UnsyncedStore;
import dev.caravan.time.HandClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The store after a year of 5,000 alerts and 20,000 devices: how large it is, and what it takes of
 * a cycle that changes nothing. Cycles are a minute apart for as long as history is kept and an
 * hour apart before, with all that happened in between. {@code -Dyear.days} makes a short run of it
 * and {@code -Dyear.keep} (days) shows what history costs. Also a whole cycle of devices over HTTP,
 * beside the same with a new store.
 */
@Tag("benchmark")
class YearBenchmark {
  static final Duration KEEP = Duration.ofDays(Integer.getInteger("year.keep", 90));
  private static final int DAYS = Integer.getInteger("year.days", 365);
  private static final int ALERTS = 5_000;
  private static final int DEVICES = 20_000;
  private static final int ALERTS_A_DAY = 500;
  private static final int CHANGES_A_DAY = 200;
  private static final int DEVICES_A_DAY = 20;

  /** In the last hour alone: every device is seen again. */
  private static final int SEEN_A_DAY = 24 * DEVICES;

  private static final int CYCLES = 5;
  private static final double MOST_RATIO = 1.25;
  private static final long MOST_BYTES = 300L << 20;

  private static final List<String> TABLES =
      List.of("cycle", "event", "entry", "ended_entry", "step");

  @TempDir Path folder;
  private Path file;

  @Test
  void a_year_of_cycles_leaves_a_store_that_is_small_and_as_fast_as_on_its_first_day() {
    file = folder.resolve("store.db");
    Store.open(StoreSettings.of("jdbc:sqlite:" + file)).close();
    HandClock clock = new HandClock();
    Database store = UnsyncedStore.ledger(file);
    Ledger ledger = new Ledger(store, clock);
    SimulatedYear year = new SimulatedYear(ledger, clock);
    store.write(
        handle -> {
          year.begin(ALERTS, DEVICES);
          return null;
        });
    long[] first = cycles(year, clock);
    size(store, 0);
    grow(store, year, ledger);
    long large = size(store, DAYS);
    long[] last = cycles(year, clock);
    System.out.printf(
        "The store's part of an unchanged cycle: alerts %d ms and then %d ms, devices %d ms and"
            + " then %d ms%n",
        first[0], last[0], first[1], last[1]);
    assertThat(large).isLessThan(MOST_BYTES);
  }

  @Test
  void a_whole_cycle_over_http_is_as_fast_after_a_year_as_with_a_new_store() throws IOException {
    Path folderOfOld = Files.createDirectory(folder.resolve("old"));
    Path folderOfNew = Files.createDirectory(folder.resolve("new"));
    file = folderOfOld.resolve("store.db");
    Store.open(StoreSettings.of("jdbc:sqlite:" + file)).close();
    HandClock clock = new HandClock(Instant.now().minus(Duration.ofDays(DAYS)));
    Database store = UnsyncedStore.ledger(file);
    Ledger ledger = new Ledger(store, clock);
    SimulatedYear year = new SimulatedYear(ledger, clock);
    store.write(
        handle -> {
          year.begin(ALERTS, DEVICES);
          return null;
        });
    grow(store, year, ledger);
    store.write(
        handle -> {
          year.end();
          return null;
        });
    size(store, DAYS);
    try (RowScenario young = listing(folderOfNew);
        RowScenario old = listing(folderOfOld)) {
      assertThat(young.sync().created()).isEqualTo(DEVICES);
      assertThat(old.sync().created()).isEqualTo(DEVICES);
      long[] before = new long[CYCLES];
      long[] after = new long[CYCLES];
      for (int i = 0; i < CYCLES; i++) {
        before[i] = unchanged(young);
        after[i] = unchanged(old);
      }
      System.out.printf(
          "Unchanged cycles of %,d devices over HTTP, ms: new store %s, after %d days %s%n",
          DEVICES, Arrays.toString(before), DAYS, Arrays.toString(after));
      // What else the machine does makes cycles slower and none quicker.
      double ratio = (double) quickest(after) / quickest(before);
      System.out.printf("Quickest after those days / with a new store: %.2f%n", ratio);
      assertThat(ratio).isLessThan(MOST_RATIO);
    }
  }

  private static RowScenario listing(Path folder) {
    return new RowScenario(folder, DEVICES).with("datto.reads-per-minute", "20000");
  }

  private static long unchanged(RowScenario here) {
    CycleReport report = here.sync();
    assertThat(report.unchanged()).as(report.toString()).isEqualTo(DEVICES);
    return report.duration().toMillis();
  }

  private static void grow(Database store, SimulatedYear year, Ledger ledger) {
    for (int day = 1; day <= DAYS; day++) {
      // What was before is taken away by then, but for what is left of ended entries.
      int minutes = day <= DAYS - KEEP.toDays() - 2 ? 60 : 1;
      for (int hour = 1; hour <= 24; hour++) {
        int seen = day == DAYS && hour == 24 ? SEEN_A_DAY : 0;
        store.write(handle -> hour(year, ledger, minutes, seen));
      }
      if (day % 30 == 0 && day != DAYS) {
        size(store, day);
      }
    }
  }

  private static Void hour(SimulatedYear year, Ledger ledger, int minutes, int seen) {
    for (int minute = 0; minute < 60; minute += minutes) {
      year.cycles(minutes, ALERTS_A_DAY, CHANGES_A_DAY, DEVICES_A_DAY, seen);
    }
    for (String sync : List.of(SimulatedYear.ALERTS, SimulatedYear.DEVICES)) {
      ledger.prune(sync, ledger.lastCycle(sync), KEEP);
    }
    return null;
  }

  /** Milliseconds of alerts and of devices, the middle of five, on the store as it is shipped. */
  private long[] cycles(SimulatedYear year, HandClock clock) {
    try (Store store = Store.open(StoreSettings.of("jdbc:sqlite:" + file))) {
      SimulatedYear same = year.on(new Ledger(store.ledger(), clock));
      return new long[] {middle(same, SimulatedYear.ALERTS), middle(same, SimulatedYear.DEVICES)};
    }
  }

  private static long middle(SimulatedYear year, String sync) {
    long[] millis = new long[CYCLES];
    for (int i = 0; i < millis.length; i++) {
      long began = System.nanoTime();
      year.unchanged(sync, 250);
      millis[i] = (System.nanoTime() - began) / 1_000_000;
    }
    Arrays.sort(millis);
    return millis[millis.length / 2];
  }

  private static long quickest(long[] millis) {
    return Arrays.stream(millis).min().orElseThrow();
  }

  private static long size(Database store, int day) {
    long bytes =
        store.read(
            handle -> number(handle, "PRAGMA page_count") * number(handle, "PRAGMA page_size"));
    String rows =
        TABLES.stream()
            .map(
                table ->
                    "%s %,d"
                        .formatted(
                            table,
                            store.<Long>read(
                                handle -> number(handle, "SELECT COUNT(*) FROM " + table))))
            .collect(Collectors.joining(", "));
    System.out.printf("day %d: %.1f MiB; %s%n", day, bytes / 1048576.0, rows);
    return bytes;
  }

  private static long number(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(long.class).one();
  }
}
