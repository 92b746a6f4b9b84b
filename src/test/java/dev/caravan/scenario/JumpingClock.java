package dev.caravan.scenario;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The machine's time, or another clock's, which a test may put forward and back. Thread-safe. */
public final class JumpingClock extends Clock {
  private final AtomicLong aheadMillis = new AtomicLong();
  private final @Nullable JumpingClock other;

  public JumpingClock() {
    this(null);
  }

  private JumpingClock(@Nullable JumpingClock other) {
    this.other = other;
  }

  /** A clock that goes by another one, as long as it does not jump by itself. */
  static JumpingClock beside(JumpingClock other) {
    return new JumpingClock(other);
  }

  public void jump(Duration by) {
    aheadMillis.addAndGet(by.toMillis());
  }

  /** How far it is before the machine's time. */
  public Duration ahead() {
    return (other == null ? Duration.ZERO : other.ahead()).plusMillis(aheadMillis.get());
  }

  /** The monotonic clock of a machine for which that much has passed. */
  long nanos() {
    return System.nanoTime() + ahead().toNanos();
  }

  @Override
  public Instant instant() {
    return Clock.systemUTC().instant().plus(ahead());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
