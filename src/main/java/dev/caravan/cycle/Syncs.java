package dev.caravan.cycle;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** The syncs whose routes are up in this process. Thread-safe. */
public final class Syncs {
  private final Map<String, CycleConsumer> consumers = new ConcurrentSkipListMap<>();

  void add(CycleConsumer consumer) {
    consumers.put(consumer.getEndpoint().sync(), consumer);
  }

  void remove(CycleConsumer consumer) {
    consumers.remove(consumer.getEndpoint().sync(), consumer);
  }

  CycleConsumer consumer(String sync) {
    CycleConsumer consumer = consumers.get(sync);
    if (consumer == null) {
      throw new IllegalArgumentException("The sync %s is not loaded".formatted(sync));
    }
    return consumer;
  }

  public Set<String> names() {
    return Set.copyOf(consumers.keySet());
  }

  /** The time between two cycles of a sync. */
  public Duration every(String sync) {
    return consumer(sync).getEndpoint().getEvery();
  }

  /** The account that a sync reads. */
  public String source(String sync) {
    return consumer(sync).getEndpoint().getAccount();
  }

  /** The admission class of a sync's reads, as the budgets name it. */
  public String priority(String sync) {
    return consumer(sync).getEndpoint().getPriority();
  }

  /** Runs one cycle and waits for its end; never throws for what happened in it. */
  public CycleReport run(String sync, int acceptCloses) {
    return consumer(sync).run(CycleKind.SYNC, acceptCloses);
  }

  /**
   * Runs one cycle where it is due: the last one began long enough ago, and no other process is at
   * it. Never throws for what happened in it.
   */
  public CycleTurn turn(String sync) {
    return consumer(sync).turn();
  }

  /** Finds out what a cycle would do; reads only. */
  public CycleReport plan(String sync) {
    return consumer(sync).run(CycleKind.PLAN, 0);
  }

  /** Searches the whole target for what the ledger should know; changes only the ledger. */
  public CycleReport rebuild(String sync) {
    return consumer(sync).run(CycleKind.REBUILD, 0);
  }
}
