package dev.caravan.cycle;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The {@code cycle:} component. As a consumer, {@code cycle:<sync>} runs the cycles of a sync: it
 * asks the route named by {@code pages} for the collection. As a producer, {@code cycle:page} hands
 * one page from that route to the steps behind the consumer; {@code cycle:compare} and {@code
 * cycle:write} among these hand it on to a thread of its own, one page after the other.
 */
public final class CycleComponent extends DefaultComponent {
  private final CycleRunner runner;
  private final Syncs syncs;
  private final PageWorkers workers;

  public CycleComponent(CycleRunner runner, Syncs syncs, PageWorkers workers) {
    this.runner = runner;
    this.syncs = syncs;
    this.workers = workers;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    CycleEndpoint endpoint = new CycleEndpoint(uri, this, remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  CycleRunner runner() {
    return runner;
  }

  Syncs syncs() {
    return syncs;
  }

  PageWorkers workers() {
    return workers;
  }
}
