package dev.caravan.call;

import org.apache.camel.Exchange;

/**
 * What proves the identity of the accounts of some vendors; a bean that calls name. Thread-safe.
 */
public interface Credentials {
  /**
   * Whether the caller must fetch a token for the variable {@code account} now; may wait while
   * another call fetches one.
   *
   * @throws VendorFailure when there is none to be had
   */
  default boolean due(Exchange exchange) throws InterruptedException {
    return false;
  }

  /**
   * Puts the account's credential on the request and makes it the exchange's {@link Credential}.
   */
  void attach(Exchange exchange);
}
