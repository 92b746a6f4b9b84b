package dev.caravan.call;

import org.jspecify.annotations.Nullable;

/**
 * A call that did not succeed. The type says what is known of its effect at the vendor; the
 * sentence says what happened and never holds a secret.
 */
public abstract sealed class VendorFailure extends RuntimeException
    permits NotSent, InDoubt, Throttled, Unauthorized, Forbidden, Missing, Rejected, Unreadable {
  private final Attempt attempt;
  private final int status;

  /** The stack is that of the route engine and says nothing about a vendor, hence is left out. */
  VendorFailure(Attempt attempt, int status, String sentence, @Nullable Throwable cause) {
    super(attempt + " " + sentence, cause, true, false);
    this.attempt = attempt;
    this.status = status;
  }

  public String account() {
    return attempt.account();
  }

  public String method() {
    return attempt.method();
  }

  public String path() {
    return attempt.path();
  }

  /** The HTTP status, 0 when there was no answer. */
  public int status() {
    return status;
  }

  /** What happened, with account, method and path; at most some 2 KB. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
