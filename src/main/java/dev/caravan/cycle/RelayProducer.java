package dev.caravan.cycle;

import dev.caravan.cycle.PagePassage.Place;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * From here on pages follow each other: a page waits for the one before, goes on in a thread of its
 * own, and the thread that brought it takes up the next one meanwhile.
 */
final class RelayProducer extends DefaultAsyncProducer {
  private final Place place;

  RelayProducer(CycleEndpoint endpoint, Place place) {
    super(endpoint);
    this.place = place;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    try {
      if (mayGoAhead(exchange) && PagePassage.of(exchange).handOn(place, callback)) {
        return false;
      }
    } catch (Exception e) {
      exchange.setException(e);
    }
    callback.done(true);
    return true;
  }

  /** Where the next page may have to do with what is written for this one, it waits. */
  private boolean mayGoAhead(Exchange exchange) {
    return place == Place.COMPARE || Cycle.of(exchange).progress().pagesAreApart();
  }
}
