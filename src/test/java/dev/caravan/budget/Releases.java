package dev.caravan.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** The moments at which calls were let go, and the strict rolling count over them. */
final class Releases {
  private final Queue<Long> millis = new ConcurrentLinkedQueue<>();

  void add(long atMillis) {
    millis.add(atMillis);
  }

  /**
   * Now, by a clock that nobody sets, as a call goes: after the last look at its age. What a busy
   * machine takes between the two is what a margin is for.
   */
  void send(SendPermit permit) {
    permit.renew();
    add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  }

  int count() {
    return millis.size();
  }

  /** The most calls in any rolling window, a call at its very end not included. */
  int mostIn(Duration window) {
    List<Long> sorted = millis.stream().sorted().toList();
    int most = 0;
    int first = 0;
    for (int last = 0; last < sorted.size(); last++) {
      while (sorted.get(last) - sorted.get(first) >= window.toMillis()) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  void neverMoreThan(int limit, Duration window) {
    assertThat(mostIn(window)).as("calls in any %s", window).isLessThanOrEqualTo(limit);
  }
}
