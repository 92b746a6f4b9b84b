package dev.caravan.scenario;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** The machine's time, which a test may put forward. Thread-safe. */
public final class JumpingClock extends Clock {
  private final AtomicLong aheadMillis = new AtomicLong();

  public void jump(Duration by) {
    aheadMillis.addAndGet(by.toMillis());
  }

  /** How far it is before the machine's time. */
  public Duration ahead() {
    return Duration.ofMillis(aheadMillis.get());
  }

  @Override
  public Instant instant() {
    return Clock.systemUTC().instant().plusMillis(aheadMillis.get());
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
