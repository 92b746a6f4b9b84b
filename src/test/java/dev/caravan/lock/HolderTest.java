package dev.caravan.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
    assertThat(
            new Holder(
                    SELF.machine(), SELF.pid(), SELF.startedAt().minus(Duration.ofMinutes(1)), "")
                .isGone())
        .isTrue();
  }

  @Test
  void a_process_that_ended_is_gone() throws Exception {
    Process child = new ProcessBuilder("true").start();
    Holder holder =
        new Holder(
            SELF.machine(), child.pid(), child.info().startInstant().orElse(SELF.startedAt()), "");
    child.waitFor();
    assertThat(holder.isGone()).isTrue();
  }

  @Test
  void of_another_machine_or_container_nothing_is_known() {
    assertThat(new Holder("another", 1, SELF.startedAt(), "").isGone()).isFalse();
  }
}
