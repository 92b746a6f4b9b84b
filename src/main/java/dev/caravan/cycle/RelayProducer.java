package dev.caravan.cycle;

import dev.caravan.cycle.PagePassage.Stage;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * From here on pages follow each other: a page waits for the one before, goes on in a thread of its
 * own, and the thread that brought it takes up the next one meanwhile.
 */
final class RelayProducer extends DefaultAsyncProducer {
  private final Stage stage;

  RelayProducer(CycleEndpoint endpoint, Stage stage) {
    super(endpoint);
    this.stage = stage;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    try {
      if (mayGoAhead(exchange) && PagePassage.of(exchange).handOn(stage, callback)) {
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
    return stage == Stage.COMPARE || Cycle.of(exchange).progress().pagesAreApart();
  }
}
