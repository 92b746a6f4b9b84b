package dev.caravan.cycle;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Hands a page to the steps of the sync that asked for it, and waits until they are done. */
final class PageProducer extends DefaultProducer {
  private final Syncs syncs;

  PageProducer(CycleEndpoint endpoint, Syncs syncs) {
    super(endpoint);
    this.syncs = syncs;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    String sync = exchange.getVariable("sync", String.class);
    syncs.consumer(sync).page(exchange);
  }
}
