package dev.caravan.call;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What must still hold when the first byte of a request is about to leave: a route sets it, the
 * innermost link of the HTTP client runs it. Both work in one thread, which carries it from the one
 * to the other.
 */
final class SendCheck {
  private static final ThreadLocal<@Nullable Runnable> DUE = new ThreadLocal<>();

  private SendCheck() {}

  /** Nothing of the request was sent, for that reason. */
  static final class Withheld extends IOException {
    private static final long serialVersionUID = 1L;
    private final RuntimeException reason;

    Withheld(RuntimeException reason) {
      super(reason);
      this.reason = reason;
    }

    RuntimeException reason() {
      return reason;
    }
  }

  /** To be run before the next request of this thread is sent. */
  static void due(Runnable check) {
    DUE.set(check);
  }

  /**
   * Runs what is due, once; a request that is no vendor call has nothing due.
   *
   * @throws Withheld when the check forbids to send the request
   */
  static void run() throws Withheld {
    Runnable check = DUE.get();
    DUE.remove();
    if (check == null) {
      return;
    }
    try {
      check.run();
    } catch (RuntimeException e) {
      throw new Withheld(e);
    }
  }

  /** The request is over; says whether it was never asked what is due, so that nothing was sent. */
  static boolean isLeft() {
    boolean left = DUE.get() != null;
    DUE.remove();
    return left;
  }
}
