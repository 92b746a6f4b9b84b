package dev.caravan.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HolderTest {
  private static final Holder SELF = Holder.self().forLease("lease-1");

  @Test
  void this_process_lives_and_comes_back_from_its_text() {
    assertThat(SELF.isGone()).isFalse();
    assertThat(Holder.parse(SELF.toString())).isEqualTo(SELF);
    assertThat(SELF.describe())
        .contains("process " + ProcessHandle.current().pid())
        .doesNotContain("|");
  }

  @Test
  void a_later_process_with_the_same_number_is_another_one() {
    assertThat(new Holder(SELF.machine(), SELF.pid(), "1", SELF.startedAt(), "").isGone()).isTrue();
  }

  @Test
  void a_clock_that_is_set_makes_no_process_another_one() {
    Instant before = SELF.startedAt().minus(Duration.ofHours(1));
    assertThat(new Holder(SELF.machine(), SELF.pid(), SELF.start(), before, "").isGone()).isFalse();
  }

  @Test
  void where_nobody_counts_ticks_the_wall_clock_must_do() {
    Instant before = SELF.startedAt().minus(Duration.ofHours(1));
    assertThat(new Holder(SELF.machine(), SELF.pid(), "", before, "").isGone()).isTrue();
    assertThat(new Holder(SELF.machine(), SELF.pid(), "", SELF.startedAt(), "").isGone()).isFalse();
  }

  @Test
  void a_process_that_ended_is_gone() throws Exception {
    Process child = new ProcessBuilder("true").start();
    Holder holder = Holder.of(child.toHandle());
    child.waitFor();
    assertThat(holder.isGone()).isTrue();
  }

  @Test
  void of_another_machine_or_container_nothing_is_known() {
    assertThat(new Holder("another", 1, SELF.start(), SELF.startedAt(), "").isGone()).isFalse();
  }
}
