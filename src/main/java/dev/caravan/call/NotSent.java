package dev.caravan.call;

import org.jspecify.annotations.Nullable;

/**
 * Nothing of the request reached the vendor's API: connection refused, unknown host, failed TLS
 * handshake, connect time-out, no pooled connection, no token. Safe to send again.
 */
public final class NotSent extends VendorFailure {
  public NotSent(Attempt attempt, String sentence, @Nullable Throwable cause) {
    super(attempt, 0, sentence, cause);
  }
}
