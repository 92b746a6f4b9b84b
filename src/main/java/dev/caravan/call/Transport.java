package dev.caravan.call;

import dev.caravan.call.VendorFailure.InDoubt;
import dev.caravan.call.VendorFailure.NotSent;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;

/** What an exception below HTTP says of the request. */
public final class Transport {
  private Transport() {}

  /**
   * Whether it is certain that not one byte of the request reached the vendor: refused connection,
   * unknown host, connect time-out, failed TLS handshake, no free connection, one that somebody
   * spoke on unasked.
   */
  public static boolean nothingSent(Throwable cause) {
    return cause instanceof WholeAnswer.NotBegun;
  }

  /** Why we did not send it ourselves, where that is what happened. */
  static Optional<RuntimeException> withheld(Throwable cause) {
    return cause instanceof WholeAnswer.NotBegun
            && cause.getCause() instanceof SendCheck.Withheld withheld
        ? Optional.of(withheld.reason())
        : Optional.empty();
  }

  /** Whether the answer was waited for in vain, each byte of it or the whole. */
  static boolean isTimeOut(@Nullable Throwable cause) {
    return cause instanceof InterruptedIOException || cause instanceof WholeAnswer.DeadlineOver;
  }

  /** The failure of a call that ended with that exception. */
  public static VendorFailure failure(Attempt attempt, Throwable cause) {
    return nothingSent(cause)
        ? notSent(attempt, "could not be sent: ", cause)
        : new InDoubt(attempt, 0, "was not answered: " + sentence(cause), cause);
  }

  /** That of a call of which nothing was sent. */
  public static NotSent notSent(Attempt attempt, String what, Throwable cause) {
    NotSent.Because because =
        cause.getCause() instanceof ProxyRefusal refused && refused.isFinal()
            ? NotSent.Because.PROXY
            : NotSent.Because.UNREACHABLE;
    return new NotSent(attempt, what + sentence(cause), cause, because);
  }

  /** One line for people; the class name says more than most messages of the network stack. */
  public static String sentence(Throwable thrown) {
    return thrown instanceof WholeAnswer.NotBegun unsent && unsent.getCause() != null
        ? phrase(unsent.getCause()) + unsent.way()
        : phrase(thrown);
  }

  private static String phrase(Throwable cause) {
    if (cause instanceof UnknownHostException) {
      return "unknown host " + cause.getMessage();
    }
    if (cause instanceof ConnectionRequestTimeoutException) {
      return "no free connection in time";
    }
    if (cause instanceof SSLException) {
      return "TLS failed, " + cause.getMessage() + Certificates.advice(cause);
    }
    if (cause instanceof WholeAnswer.OverLimit
        || cause instanceof ProxyRefusal
        || cause instanceof CleanConnection.Unasked) {
      return String.valueOf(cause.getMessage());
    }
    if (cause instanceof InterruptedIOException) {
      return "timed out, " + String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    }
    String name = cause.getClass().getSimpleName();
    return cause.getMessage() == null ? name : name + ", " + cause.getMessage();
  }
}
