package dev.caravan.budget;

import java.time.Instant;

/**
 * A call would have to wait too long for its turn; nothing was sent. The cycle ends and the next
 * one begins at {@link #until()}.
 */
public final class RateLimitedUntil extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Instant until;

  public RateLimitedUntil(String account, String bucket, Instant until, String reason) {
    super(
        "%s: no %s call before %s, because %s; the next cycle begins then"
            .formatted(account, bucket, until, reason));
    this.until = until;
  }

  private RateLimitedUntil(RateLimitedUntil other) {
    super(other.getMessage());
    this.until = other.until;
  }

  /** The same for another call: an exception that was thrown is added to by who handles it. */
  public RateLimitedUntil copy() {
    return new RateLimitedUntil(this);
  }

  /** The moment by this process's clock from which a call may be admitted. */
  public Instant until() {
    return until;
  }
}
