package dev.caravan.budget;

import java.time.Duration;

/** The right to send one call. To be used by one thread. */
public interface SendPermit {
  /**
   * To be asked right before the request leaves: whoever was held up since it was admitted, or was
   * admitted before the vendor asked for a pause, gives its place back and waits for another one.
   *
   * @return how long that took
   * @throws RateLimitedUntil at once when the wait would be too long; the call must not be sent
   * @throws BudgetClosed when the budget is closed or the thread interrupted meanwhile
   */
  Duration renew();

  /** The call was not sent after all. */
  void giveBack();
}
