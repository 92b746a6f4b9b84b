package dev.caravan.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.CycleTurn;
import dev.caravan.cycle.Outcome;
import dev.caravan.time.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(60)
class ScheduleTest {
  private static final Duration OFTEN = Duration.ofMillis(20);

  private final StopRequest stop = StopRequest.listen();
  private @Nullable CompletableFuture<Void> running;

  @AfterEach
  void end() {
    stop.ask();
    if (running != null) {
      running.orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join();
    }
    stop.close();
  }

  private static CycleReport report(String sync, long cycle, @Nullable Instant resumeAt) {
    return report(sync, cycle, Outcome.COMPLETE, resumeAt, false);
  }

  private static CycleReport report(
      String sync, long cycle, Outcome outcome, @Nullable Instant resumeAt, boolean heldBack) {
    return new CycleReport(
        sync,
        cycle,
        outcome,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        Map.of(),
        List.of(),
        Map.of(),
        Duration.ZERO,
        false,
        false,
        List.of(),
        null,
        List.of(),
        null,
        resumeAt,
        heldBack,
        null);
  }

  private void start(
      List<ScheduledSync> syncs,
      int parallel,
      InstantSource clock,
      Function<String, CycleTurn> turn,
      Consumer<CycleReport> listener) {
    ScheduledCycles cycles =
        new ScheduledCycles() {
          @Override
          public List<ScheduledSync> syncs() {
            return syncs;
          }

          @Override
          public CycleTurn turn(String sync) {
            return turn.apply(sync);
          }

          @Override
          public void stop() {
            // Nothing is under way.
          }
        };
    Schedule schedule =
        new Schedule(cycles, parallel, System::nanoTime, clock, stop, report -> {}, listener);
    running =
        CompletableFuture.runAsync(
            () -> {
              try {
                schedule.runUntilStopped();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  private static ScheduledSync sync(String name, Duration every) {
    return new ScheduledSync(name, true, name, every);
  }

  @Test
  void whatever_a_cycle_throws_the_next_one_comes() {
    AtomicInteger turns = new AtomicInteger();
    start(
        List.of(sync("a", OFTEN)),
        4,
        InstantSource.system(),
        sync -> {
          switch (turns.incrementAndGet()) {
            case 1 -> throw new IllegalStateException("the store is away");
            case 2 -> throw new StackOverflowError();
            case 3 -> throw new NoClassDefFoundError("a.B");
            default -> {
              return new CycleTurn.Ran(report(sync, turns.get(), null), System.nanoTime());
            }
          }
        },
        report -> {});
    await().untilAtomic(turns, org.hamcrest.Matchers.greaterThan(5));
  }

  @Test
  void whatever_a_report_throws_the_next_cycle_comes() {
    AtomicInteger told = new AtomicInteger();
    start(
        List.of(sync("a", OFTEN)),
        4,
        InstantSource.system(),
        sync -> new CycleTurn.Ran(report(sync, 1, null), System.nanoTime()),
        report -> {
          if (told.incrementAndGet() % 2 == 0) {
            throw new AssertionError("nobody reads this");
          }
          throw new IllegalStateException("the budget cannot be read");
        });
    await().untilAtomic(told, org.hamcrest.Matchers.greaterThan(5));
  }

  @Test
  void a_wall_clock_that_is_set_back_by_an_hour_neither_stops_nor_hurries_anything() {
    Duration every = Duration.ofMillis(150);
    AtomicLong ahead = new AtomicLong();
    ConcurrentLinkedQueue<Long> begun = new ConcurrentLinkedQueue<>();
    start(
        List.of(sync("a", every)),
        4,
        () -> Instant.now().plusMillis(ahead.get()),
        sync -> {
          long now = System.nanoTime();
          begun.add(now);
          if (begun.size() == 2) {
            ahead.addAndGet(-Duration.ofHours(1).toMillis());
          }
          return new CycleTurn.Ran(report(sync, begun.size(), null), now);
        },
        report -> {});
    await().atMost(Duration.ofSeconds(20)).until(() -> begun.size() > 4);
    List<Long> moments = List.copyOf(begun);
    for (int i = 1; i < moments.size(); i++) {
      assertThat(Duration.ofNanos(moments.get(i) - moments.get(i - 1)))
          .isGreaterThanOrEqualTo(every.minusMillis(5));
    }
  }

  @Test
  void that_a_vendor_is_still_down_is_no_news() {
    AtomicInteger turns = new AtomicInteger();
    ConcurrentLinkedQueue<Long> told = new ConcurrentLinkedQueue<>();
    start(
        List.of(sync("a", OFTEN)),
        4,
        InstantSource.system(),
        sync -> {
          int turn = turns.incrementAndGet();
          boolean well = turn == 1 || turn == 10;
          return new CycleTurn.Ran(
              report(sync, turn, well ? Outcome.COMPLETE : Outcome.ABORTED, null, !well),
              System.nanoTime());
        },
        report -> told.add(report.cycle()));
    await().untilAtomic(turns, org.hamcrest.Matchers.greaterThan(15));
    assertThat(told).containsExactly(1L, 2L, 10L, 11L);
  }

  @Test
  void that_another_process_runs_a_sync_is_said_once() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger logger = (Logger) LoggerFactory.getLogger(Schedule.class);
    Level before = logger.getLevel();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
    AtomicInteger turns = new AtomicInteger();
    try {
      start(
          List.of(sync("a", OFTEN)),
          4,
          InstantSource.system(),
          sync -> {
            int turn = turns.incrementAndGet();
            return turn == 8
                ? new CycleTurn.Ran(report(sync, turn, null), System.nanoTime())
                : new CycleTurn.HeldElsewhere("a is already running elsewhere");
          },
          report -> {});
      await().untilAtomic(turns, org.hamcrest.Matchers.greaterThan(15));
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(before);
    }
    assertThat(List.copyOf(lines.list))
        .extracting(ILoggingEvent::getFormattedMessage)
        .filteredOn(line -> line.contains("stands by"))
        .hasSize(2);
  }

  @Test
  void a_cycle_that_a_limit_parked_is_not_begun_before_its_moment() {
    HandClock wall = new HandClock();
    ConcurrentLinkedQueue<Long> begun = new ConcurrentLinkedQueue<>();
    start(
        List.of(sync("a", OFTEN)),
        4,
        wall,
        sync -> {
          begun.add(System.nanoTime());
          return new CycleTurn.Ran(
              report(sync, 1, wall.instant().plusMillis(300)), System.nanoTime());
        },
        report -> {});
    await().until(() -> begun.size() >= 2);
    List<Long> moments = List.copyOf(begun);
    assertThat(Duration.ofNanos(moments.get(1) - moments.get(0)))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  @Test
  void a_sync_that_is_not_due_or_runs_elsewhere_is_no_news_and_is_asked_again() {
    AtomicInteger turns = new AtomicInteger();
    AtomicInteger told = new AtomicInteger();
    start(
        List.of(sync("a", OFTEN)),
        4,
        InstantSource.system(),
        sync ->
            turns.incrementAndGet() % 2 == 0
                ? new CycleTurn.NotDue(Duration.ofMillis(10))
                : new CycleTurn.HeldElsewhere("a is already running elsewhere"),
        report -> told.incrementAndGet());
    await().untilAtomic(turns, org.hamcrest.Matchers.greaterThan(6));
    assertThat(told).hasValue(0);
  }

  @Test
  void threads_are_as_many_as_cycles_at_a_time_and_not_as_syncs() {
    Semaphore go = new Semaphore(0);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(3);
    List<ScheduledSync> many =
        java.util.stream.IntStream.range(0, 50).mapToObj(i -> sync("s" + i, OFTEN)).toList();
    start(
        many,
        3,
        InstantSource.system(),
        sync -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          full.countDown();
          go.acquireUninterruptibly();
          now.decrementAndGet();
          return new CycleTurn.Ran(report(sync, 1, null), System.nanoTime());
        },
        report -> {});
    await().until(() -> full.getCount() == 0);
    go.release(1_000_000);
    await().until(() -> go.availablePermits() < 999_900);
    assertThat(most).hasValue(3);
  }
}
