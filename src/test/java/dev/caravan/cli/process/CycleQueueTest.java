package dev.caravan.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CycleQueueTest {
  private static final Duration MINUTE = Duration.ofSeconds(60);

  private static ScheduledSync alerts(String name) {
    return new ScheduledSync(name, true, name, MINUTE);
  }

  private static ScheduledSync inventory(String name, String account) {
    return new ScheduledSync(name, false, account, MINUTE);
  }

  private static long seconds(double seconds) {
    return (long) (seconds * 1e9);
  }

  private static List<String> begun(CycleQueue queue, double at) {
    List<String> begun = new ArrayList<>();
    for (var next = queue.begin(seconds(at)); next.isPresent(); next = queue.begin(seconds(at))) {
      begun.add(next.get().name());
    }
    return begun;
  }

  @Test
  void a_single_sync_begins_at_once() {
    assertThat(begun(CycleQueue.of(List.of(alerts("a")), 4, seconds(100)), 100))
        .containsExactly("a");
  }

  @Test
  void first_cycles_are_spread_over_half_of_the_interval_and_30_s_at_most() {
    List<ScheduledSync> hundred =
        IntStream.range(0, 100).mapToObj(i -> alerts("s%02d".formatted(i))).toList();
    CycleQueue queue = CycleQueue.of(hundred, 1000, 0);

    assertThat(begun(queue, 0)).containsExactly("s00");
    assertThat(queue.nextDue(0)).hasValue(seconds(0.3));
    assertThat(begun(queue, 15)).hasSize(50);
    assertThat(begun(queue, 29.7)).hasSize(49);
  }

  @Test
  void a_few_syncs_begin_a_second_after_each_other() {
    CycleQueue queue = CycleQueue.of(List.of(inventory("b", "x"), alerts("a"), alerts("c")), 4, 0);
    assertThat(begun(queue, 0)).containsExactly("a");
    assertThat(begun(queue, 1)).containsExactly("b");
    assertThat(begun(queue, 2)).containsExactly("c");
  }

  @Test
  void so_many_cycles_run_at_a_time_and_the_one_that_is_due_for_longest_comes_first() {
    CycleQueue queue = new CycleQueue(2);
    queue.add(alerts("c"), seconds(3));
    queue.add(alerts("a"), seconds(1));
    queue.add(alerts("b"), seconds(2));
    assertThat(begun(queue, 10)).containsExactly("a", "b");

    queue.ended(alerts("a"), seconds(11), seconds(70));
    assertThat(begun(queue, 11)).containsExactly("c");
    assertThat(queue.nextDue(seconds(11))).hasValue(seconds(59));
  }

  @Test
  void an_alert_cycle_never_waits_for_one_of_inventory() {
    CycleQueue queue = new CycleQueue(2);
    queue.add(inventory("i", "x"), 0);
    queue.add(inventory("j", "y"), 0);
    queue.add(alerts("a"), seconds(1));
    queue.add(alerts("b"), seconds(1));
    assertThat(begun(queue, 0)).containsExactly("i", "j");
    assertThat(begun(queue, 1)).containsExactly("a", "b");
  }

  @Test
  void alerts_come_before_inventory_that_is_due_for_longer() {
    CycleQueue queue = new CycleQueue(2);
    queue.add(inventory("i", "x"), 0);
    queue.add(inventory("j", "y"), 0);
    queue.add(alerts("a"), seconds(9));
    assertThat(begun(queue, 10)).containsExactly("a", "i");
  }

  @Test
  void inventory_of_one_account_runs_one_after_the_other() {
    CycleQueue queue = new CycleQueue(4);
    queue.add(inventory("i", "x"), 0);
    queue.add(inventory("j", "x"), 0);
    queue.add(inventory("k", "y"), 0);
    assertThat(begun(queue, 0)).containsExactly("i", "k");
    queue.ended(inventory("i", "x"), seconds(1), seconds(60));
    assertThat(begun(queue, 1)).containsExactly("j");
  }

  @Test
  void one_cycle_of_inventory_may_always_run() {
    CycleQueue queue = new CycleQueue(1);
    queue.add(alerts("a"), 0);
    queue.add(inventory("i", "x"), 0);
    queue.add(inventory("j", "y"), 0);
    assertThat(begun(queue, 0)).containsExactly("a", "i");
  }

  @Test
  void a_cycle_that_waits_for_its_vendor_keeps_no_place_from_others() {
    CycleQueue queue = new CycleQueue(2);
    queue.add(alerts("slow-1"), 0);
    queue.add(alerts("slow-2"), 0);
    queue.add(alerts("x"), seconds(2));
    assertThat(begun(queue, 0)).containsExactly("slow-1", "slow-2");
    assertThat(begun(queue, 2)).isEmpty();
    assertThat(queue.nextDue(seconds(2))).hasValue(seconds(8));
    assertThat(begun(queue, 10)).containsExactly("x");
  }

  @Test
  void one_that_waited_the_last_time_keeps_none_from_the_beginning() {
    CycleQueue queue = new CycleQueue(2);
    queue.add(alerts("slow-1"), 0);
    queue.add(alerts("slow-2"), 0);
    begun(queue, 0);
    queue.ended(alerts("slow-1"), seconds(60), seconds(60));
    queue.ended(alerts("slow-2"), seconds(60), seconds(60));
    queue.add(alerts("x"), seconds(61));
    queue.add(alerts("y"), seconds(61));
    assertThat(begun(queue, 60)).containsExactly("slow-1", "slow-2");
    assertThat(begun(queue, 61)).containsExactly("x", "y");
    queue.ended(alerts("slow-1"), seconds(62), seconds(120));
    queue.add(alerts("z"), seconds(120));
    assertThat(begun(queue, 121)).as("which was quick this time").containsExactly("slow-1", "z");
  }

  @Test
  void but_four_times_as_many_at_the_most_run_at_a_time() {
    CycleQueue queue = new CycleQueue(2);
    for (int i = 0; i < 20; i++) {
      queue.add(alerts("slow-%02d".formatted(i)), 0);
    }
    int running = 0;
    for (int ten = 0; ten < 10; ten++) {
      running += begun(queue, 10 * ten).size();
    }
    assertThat(running).isEqualTo(8);
  }

  @Test
  void an_inventory_at_its_limit_does_not_keep_that_of_another_account() {
    CycleQueue queue = new CycleQueue(4);
    List.of("a", "b", "c", "d").forEach(name -> queue.add(alerts(name), 0));
    for (int i = 0; i < 6; i++) {
      queue.add(inventory("i" + i, "account-" + i), 0);
    }
    assertThat(begun(queue, 0)).containsExactly("a", "b", "c", "d", "i0");
    assertThat(begun(queue, 10)).containsExactly("i1", "i2", "i3");
    assertThat(begun(queue, 20)).as("as many as places, whatever they wait for").isEmpty();
  }

  @Test
  void the_monotonic_clock_may_overflow() {
    CycleQueue queue = new CycleQueue(1);
    queue.add(alerts("a"), Long.MIN_VALUE + 5);
    assertThat(queue.begin(Long.MAX_VALUE - 5)).isEmpty();
    assertThat(queue.nextDue(Long.MAX_VALUE - 5)).hasValue(11);
    assertThat(queue.begin(Long.MIN_VALUE + 5)).isPresent();
  }
}
