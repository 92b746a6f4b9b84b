package dev.caravan.call;

import dev.caravan.text.PrintableText;
import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * A call that did not succeed. The type says what is known of its effect at the vendor; the
 * sentence says what happened and never holds a secret.
 */
public abstract sealed class VendorFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MOST_CHARACTERS = 3_000;

  private final Attempt attempt;
  private final int status;

  /** The stack is that of the route engine and says nothing about a vendor, hence is left out. */
  private VendorFailure(Attempt attempt, int status, String sentence, @Nullable Throwable cause) {
    super(shown(attempt + " " + sentence), cause, true, false);
    this.attempt = attempt;
    this.status = status;
  }

  /** A vendor may have written a part of it, the path of an address too. */
  private static String shown(String sentence) {
    return PrintableText.atMost(MOST_CHARACTERS, PrintableText.line(sentence));
  }

  /**
   * Whether it may be the fault of the one record that was asked for: it says nothing of others.
   */
  public boolean isOfOneRecord() {
    return this instanceof Rejected
        || this instanceof Forbidden
        || this instanceof InDoubt
        || this instanceof Unreadable
        || (this instanceof Missing && status != HttpURLConnection.HTTP_BAD_METHOD);
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

  /** Whether a page refused it, which is the word of something in between and not of the API. */
  public boolean isPage() {
    return false;
  }

  /** What happened, with account, method and path; one line of at most 3,000 characters. */
  public String sentence() {
    return String.valueOf(getMessage());
  }

  /**
   * Nothing of the request reached the vendor's API: connection refused, unknown host, failed TLS
   * handshake, connect time-out, no pooled connection, no token. Safe to send again.
   */
  public static final class NotSent extends VendorFailure {
    /** Why it was not sent. */
    public enum Because {
      /** The vendor could not be reached, or gave no token. */
      UNREACHABLE,
      /** It had lost its turn, its token or its connection by then. */
      TURN,
      /** A proxy refused to let it through, and would refuse the next one too. */
      PROXY,
      /** The vendor is known to be down; another try would be held back too. */
      HELD_BACK
    }

    private final Because because;

    public NotSent(Attempt attempt, String sentence, @Nullable Throwable cause) {
      this(attempt, sentence, cause, Because.UNREACHABLE);
    }

    NotSent(Attempt attempt, String sentence, @Nullable Throwable cause, Because because) {
      super(attempt, 0, sentence, cause);
      this.because = because;
    }

    /** Of a call that nobody tried to send. */
    public static NotSent untried(Attempt attempt, String sentence, Because because) {
      return new NotSent(attempt, sentence, null, because);
    }

    public Because because() {
      return because;
    }
  }

  /**
   * The request began and its outcome is unknown: cut connection, time-out, 408, 5xx, an answer
   * that took too long or was too large.
   */
  public static final class InDoubt extends VendorFailure {
    public InDoubt(Attempt attempt, int status, String sentence, @Nullable Throwable cause) {
      super(attempt, status, sentence, cause);
    }

    /**
     * Whether the vendor may be at work on it still: we, or a gateway (408, 504), waited in vain.
     */
    public boolean isTimeOut() {
      return status() == HttpURLConnection.HTTP_CLIENT_TIMEOUT
          || status() == HttpURLConnection.HTTP_GATEWAY_TIMEOUT
          || Transport.isTimeOut(getCause());
    }
  }

  /**
   * The vendor did nothing because too much was asked: 429, or a 403 that follows one where the
   * vendor blocks. The budget knows until when nothing may be asked.
   */
  public static final class Throttled extends VendorFailure {
    public Throttled(Attempt attempt, int status, String sentence) {
      super(attempt, status, sentence, null);
    }
  }

  /**
   * The credentials were refused (401, 407), or were refused a moment ago and are not tried again.
   */
  public static final class Unauthorized extends VendorFailure {
    private final boolean renewable;
    private final boolean page;

    /**
     * @param renewable whether a new token may be had, so that one more try makes sense
     */
    public Unauthorized(Attempt attempt, int status, String sentence, boolean renewable) {
      this(attempt, status, sentence, renewable, false);
    }

    Unauthorized(Attempt attempt, int status, String sentence, boolean renewable, boolean page) {
      super(attempt, status, sentence, null);
      this.renewable = renewable;
      this.page = page;
    }

    @Override
    public boolean isPage() {
      return page;
    }

    public boolean renewable() {
      return renewable;
    }
  }

  /** The credentials are good but may not do this (403): the operator must grant it. */
  public static final class Forbidden extends VendorFailure {
    private final boolean page;

    public Forbidden(Attempt attempt, int status, String sentence) {
      this(attempt, status, sentence, false);
    }

    Forbidden(Attempt attempt, int status, String sentence, boolean page) {
      super(attempt, status, sentence, null);
      this.page = page;
    }

    @Override
    public boolean isPage() {
      return page;
    }
  }

  /** There is nothing at that address (404, 405, 410). */
  public static final class Missing extends VendorFailure {
    public Missing(Attempt attempt, int status, String sentence) {
      super(attempt, status, sentence, null);
    }
  }

  /**
   * The vendor refused this one request (400, 409, 413, 415, 422, 423, other 4xx); nothing was
   * done.
   */
  public static final class Rejected extends VendorFailure {
    public Rejected(Attempt attempt, int status, String sentence) {
      super(attempt, status, sentence, null);
    }
  }

  /** An answer that is not the API's: a log-in page, a redirect, broken JSON, a missing member. */
  public static final class Unreadable extends VendorFailure {
    public Unreadable(Attempt attempt, int status, String sentence) {
      super(attempt, status, sentence, null);
    }
  }
}
