package dev.caravan.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class HandClock implements InstantSource {
  public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final Instant start;
  private Instant now;
  private Duration wrong = Duration.ZERO;

  public HandClock() {
    this(START);
  }

  public HandClock(Instant start) {
    this.start = start;
    this.now = start;
  }

  @Override
  public synchronized Instant instant() {
    return now.plus(wrong);
  }

  /** The monotonic clock beside it, which nobody sets. */
  public synchronized long nanos() {
    return Duration.between(START, now).toNanos();
  }

  /** Sets it wrong by that much more; no time passes. */
  public synchronized void set(Duration by) {
    wrong = wrong.plus(by);
  }

  /** Sets it to so many milliseconds after the start. */
  public synchronized void at(long millis) {
    now = start.plusMillis(millis);
  }

  public synchronized void move(Duration by) {
    now = now.plus(by);
  }
}
