package dev.caravan.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
    return new CycleReport(
        sync,
        cycle,
        Outcome.COMPLETE,
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
        Duration.ZERO,
        false,
        false,
        List.of(),
        null,
        List.of(),
        null,
        resumeAt,
        false);
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
    Schedule schedule = new Schedule(cycles, parallel, System::nanoTime, clock, stop, listener);
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
  void a_wall_clock_that_is_set_back_by_an_hour_stops_nothing() {
    HandClock wall = new HandClock();
    AtomicInteger turns = new AtomicInteger();
    start(
        List.of(sync("a", OFTEN)),
        4,
        wall,
        sync -> {
          if (turns.incrementAndGet() == 2) {
            wall.move(Duration.ofHours(-1));
          }
          return new CycleTurn.Ran(report(sync, turns.get(), null), System.nanoTime());
        },
        report -> {});
    await().atMost(Duration.ofSeconds(10)).untilAtomic(turns, org.hamcrest.Matchers.greaterThan(4));
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
