package dev.caravan.vendors.atera;

import dev.caravan.call.VendorFailure.Missing;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/** Tells a ticket that is gone from a path that leads nowhere. Thread-safe. */
public final class TicketLook {
  private static final String MISSING = "ticketMissing";

  /** Keeps in mind that a ticket is missing, until it is known that its collection is not. */
  public void missing(Exchange exchange) {
    exchange.setProperty(
        MISSING, exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Missing.class));
  }

  /** The collection is missing too: nothing is known of the ticket. */
  public void collectionMissing(Exchange exchange) {
    Missing failure = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Missing.class);
    throw new IllegalStateException(
        ("%s. Neither a ticket nor the list of tickets is there, so no ticket is taken for deleted;"
                + " look at %s.base-url and %s.tickets-path")
            .formatted(failure.sentence(), failure.account(), failure.account()));
  }

  /** The collection is there: the ticket is gone. */
  public void gone(Exchange exchange) {
    throw (Missing) exchange.removeProperty(MISSING);
  }
}
