package dev.caravan.cycle;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * Hands a page to the steps of the sync that asked for it, and waits for all of them only where it
 * is the last one: those from {@code cycle:compare} on are done while the next page is read.
 */
final class PageProducer extends DefaultProducer {
  private final Syncs syncs;

  PageProducer(CycleEndpoint endpoint, Syncs syncs) {
    super(endpoint);
    this.syncs = syncs;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    String sync = Cycle.of(exchange).sync();
    syncs.consumer(sync).page(exchange);
  }
}
