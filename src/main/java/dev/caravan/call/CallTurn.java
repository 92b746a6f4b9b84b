package dev.caravan.call;

import dev.caravan.budget.SendPermit;
import dev.caravan.call.VendorFailure.NotSent;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What the budget admitted of a call, until its first byte leaves.
 *
 * @param permit null where nobody asked the budget
 */
record CallTurn(@Nullable SendPermit permit) {
  /** A server may cut a connection on which nothing comes; then a new one is better. */
  private static final Duration LONGEST_WITH_CONNECTION = Duration.ofSeconds(1);

  /** The turn of the call that is to be sent, which is nobody else's from now on. */
  static CallTurn take(Exchange exchange) {
    return new CallTurn((SendPermit) exchange.removeProperty(CallVariables.ADMISSION));
  }

  /**
   * Puts the credential on the call. One that has none is not sent, and leaves its turn to another.
   */
  void attach(Exchange exchange, Credentials credentials) {
    try {
      credentials.attach(exchange);
    } catch (RuntimeException unsent) {
      giveBack();
      throw unsent;
    }
  }

  /**
   * A thread, a connection and the policy may have kept the call waiting for minutes.
   *
   * @throws NotSent when it would have to wait for another turn
   */
  void require(Attempt attempt) {
    if (permit != null && permit.renew().compareTo(LONGEST_WITH_CONNECTION) > 0) {
      giveBack();
      throw NotSent.untried(
          attempt,
          "could not be sent: it had to wait for its turn once more",
          NotSent.Because.TURN);
    }
  }

  private void giveBack() {
    if (permit != null) {
      permit.giveBack();
    }
  }
}
