package dev.caravan.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.ledger.LockLost;
import dev.caravan.store.TestStore;
import dev.caravan.time.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What locks do on every store. */
abstract class SyncLocksContract {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final AtomicLong nanos = new AtomicLong();
  private final HandClock clock = new HandClock();

  @RegisterExtension final TestStore store;

  SyncLocksContract(TestStore store) {
    this.store = store;
  }

  final SyncLocks of(Holder holder) {
    return new SyncLocks(store.ledger(), holder, LEASE, nanos::get, clock);
  }

  /** A process of this machine that has certainly ended. */
  private static Holder dead() {
    Holder self = Holder.self();
    return new Holder(self.machine(), self.pid(), "1", self.startedAt(), "");
  }

  /** A process of which this machine knows nothing. */
  private static Holder elsewhere() {
    return new Holder("another/boot/ns", 42, "7", Instant.parse("2026-11-20T10:00:00Z"), "");
  }

  @Test
  void a_lock_is_held_once_and_free_after_its_lease_was_closed() {
    try (SyncLocks one = of(Holder.self());
        SyncLocks two = of(elsewhere())) {
      Lease lease = one.acquire("sync");
      lease.require();
      assertThatThrownBy(() -> two.acquire("sync"))
          .isInstanceOf(AlreadyRunning.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      assertThatThrownBy(() -> one.acquire("sync")).isInstanceOf(AlreadyRunning.class);
      two.acquire("other").close();
      lease.close();
      assertThatThrownBy(lease::require).isInstanceOf(LockLost.class);
      two.acquire("sync").close();
    }
  }

  @Test
  void the_lock_of_a_dead_process_of_this_machine_is_taken_over_at_once() {
    try (SyncLocks before = of(dead());
        SyncLocks now = of(Holder.self())) {
      Lease lost = before.acquire("sync");
      Lease lease = now.acquire("sync");
      lease.require();
      lost.extend();
      assertThatThrownBy(lost::require).isInstanceOf(LockLost.class);
      lost.close();
      lease.extend();
      assertThatCode(lease::require)
          .as("the dead one's release frees nothing")
          .doesNotThrowAnyException();
      lease.close();
    }
  }

  @Test
  void a_lock_that_was_given_back_is_free_although_the_clock_is_set_back() {
    try (SyncLocks locks = of(Holder.self())) {
      locks.acquire("sync").close();
      long until =
          store
              .ledger()
              .read(
                  handle ->
                      handle
                          .createQuery("SELECT lock_until FROM shedlock")
                          .mapTo(long.class)
                          .one());
      assertThat(until).isLessThanOrEqualTo(0);
    }
  }

  @Test
  void the_lock_of_another_machine_is_not_taken_before_its_time() {
    try (SyncLocks there = of(elsewhere());
        SyncLocks here = of(Holder.self())) {
      there.acquire("sync");
      assertThatThrownBy(() -> here.acquire("sync"))
          .isInstanceOf(AlreadyRunning.class)
          .hasMessageContaining("process 42 on another");
    }
  }

  @Test
  void a_lease_that_ran_out_does_not_extend_its_successor_in_the_same_process() {
    try (SyncLocks locks = of(Holder.self())) {
      Lease old = locks.acquire("sync");
      store.ledger().write(handle -> handle.execute("UPDATE shedlock SET lock_until = 1000"));
      Lease successor = locks.acquire("sync");
      old.extend();
      assertThatThrownBy(old::require).isInstanceOf(LockLost.class);
      old.extend();
      old.close();
      assertThatThrownBy(() -> locks.acquire("sync")).isInstanceOf(AlreadyRunning.class);
      successor.close();
    }
  }

  @Test
  void a_lease_ends_by_the_monotonic_clock_before_it_ends_in_the_store() {
    try (SyncLocks locks = of(Holder.self())) {
      Lease lease = locks.acquire("sync");
      nanos.addAndGet(Duration.ofSeconds(24).toNanos());
      lease.require();
      nanos.addAndGet(Duration.ofSeconds(2).toNanos());
      assertThatThrownBy(lease::require).isInstanceOf(LockLost.class).hasMessageContaining("sync");
      lease.extend();
      lease.require();
      lease.close();
    }
  }

  @Test
  void a_lease_ends_by_the_wall_clock_too_for_a_suspended_machine_stops_the_other_one() {
    try (SyncLocks locks = of(Holder.self())) {
      Lease lease = locks.acquire("sync");
      clock.move(Duration.ofSeconds(24));
      lease.require();
      clock.move(Duration.ofSeconds(2));
      assertThatThrownBy(lease::require).isInstanceOf(LockLost.class);
      lease.extend();
      lease.require();
      lease.close();
    }
  }

  @Test
  void a_clock_that_is_set_back_makes_no_lease_longer() {
    try (SyncLocks locks = of(Holder.self())) {
      Lease lease = locks.acquire("sync");
      clock.move(Duration.ofHours(-1));
      lease.require();
      nanos.addAndGet(Duration.ofSeconds(26).toNanos());
      assertThatThrownBy(lease::require).isInstanceOf(LockLost.class);
      lease.close();
    }
  }
}
