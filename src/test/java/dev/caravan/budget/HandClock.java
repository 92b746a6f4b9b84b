package dev.caravan.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. Thread-safe. */
final class HandClock implements InstantSource {
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private Instant now = START;

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** Sets it to so many milliseconds after the start. */
  synchronized void at(long millis) {
    now = START.plusMillis(millis);
  }

  synchronized void move(Duration by) {
    now = now.plus(by);
  }
}
