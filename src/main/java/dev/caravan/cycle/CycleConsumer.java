package dev.caravan.cycle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.caravan.call.CallVariables;
import dev.caravan.cycle.PagePassage.HandOver;
import dev.caravan.cycle.PagePassage.Stage;
import dev.caravan.paging.Pages;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a sync's route. It does nothing by itself: a schedule or a command asks it for a
 * cycle, and the cycle's pages come back through {@link #page}.
 */
final class CycleConsumer extends DefaultConsumer {
  /** What was intended when a page was compared, as {@link CycleHooks#compared} says it. */
  private static final String COMPARED = "caravan.compared";

  private final CycleEndpoint endpoint;
  private final CycleRunner runner;
  private final Syncs syncs;
  private final PageWorkers workers;
  private @Nullable PageRelay comparing;
  private @Nullable PageRelay writing;

  CycleConsumer(
      CycleEndpoint endpoint,
      Processor processor,
      CycleRunner runner,
      Syncs syncs,
      PageWorkers workers) {
    super(endpoint, processor);
    this.workers = workers;
    this.endpoint = endpoint;
    this.runner = runner;
    this.syncs = syncs;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    comparing = new PageRelay(workers, "cycle-" + endpoint.sync());
    writing = new PageRelay(workers, "cycle-" + endpoint.sync() + "-writes");
    syncs.add(this);
  }

  @Override
  protected void doStop() throws Exception {
    syncs.remove(this);
    for (PageRelay relay : new PageRelay[] {comparing, writing}) {
      if (relay != null) {
        relay.close();
      }
    }
    super.doStop();
  }

  @Override
  public CycleEndpoint getEndpoint() {
    return endpoint;
  }

  CycleReport run(CycleKind kind, int acceptCloses) {
    return runner.run(this, kind, acceptCloses);
  }

  CycleTurn turn() {
    return runner.turn(this);
  }

  /**
   * Sends one page through the steps. Those from {@code cycle:compare} on may be under way still
   * when this returns; after the last page they are done. An error of theirs, or of the page
   * before, is thrown.
   */
  void page(Exchange from) throws Exception {
    Cycle cycle = Cycle.of(from);
    boolean last = from.getVariable(Pages.LAST, boolean.class);
    cycle.progress().announced(from.getVariable(Pages.TOTAL, Long.class));
    Exchange page = page(from, cycle, last);
    // What was read is large, and whoever read it waits here.
    from.getMessage().setBody(null);
    pass(page, cycle, last, last);
    if (last) {
      drain();
    }
  }

  /** Waits for the pages that are under way; throws what one of them failed with. */
  void drain() throws Exception {
    try {
      up(comparing).drain();
    } finally {
      up(writing).drain();
    }
  }

  /**
   * Sends what follows from absence through the steps when all pages are through, in portions: what
   * is listed is never kept waiting by what is not.
   */
  void conclude(Cycle cycle) throws Exception {
    while (cycle.progress().nextConclusions()) {
      pass(page(cycle, JsonNodeFactory.instance.arrayNode(), 0, false), cycle, false, true);
      drain();
    }
  }

  private Exchange page(Exchange from, Cycle cycle, boolean last) {
    // What a reading of changes does not list is not absent.
    boolean whole = last && !cycle.progress().isOfChangesOnly();
    int number = from.getVariable(Pages.PAGE, int.class);
    return page(cycle, from.getMessage().getBody(), number, whole);
  }

  private Exchange page(Cycle cycle, Object body, int number, boolean last) {
    Exchange page = createExchange(false);
    page.getMessage().setBody(body);
    page.setVariable(CallVariables.SYNC, endpoint.sync());
    page.setVariable(Cycle.VARIABLE, cycle);
    cycle.guard().watch(page);
    page.setVariable(Pages.PAGE, number);
    // What is asked once a cycle is asked with its first page.
    page.setVariable(CycleVariables.FIRST, number == 1);
    page.setVariable(Pages.LAST, last);
    page.setVariable(CallVariables.ACCOUNT, endpoint.getAccount());
    page.setVariable(CycleVariables.SOURCE, endpoint.getAccount());
    page.setVariable(CycleVariables.CONFIRM, endpoint.getConfirm());
    page.setVariable(CycleVariables.RESOLVE, endpoint.getResolve());
    return page;
  }

  /**
   * @param alone whether all that was written for the pages before is known when it is compared
   */
  private void pass(Exchange page, Cycle cycle, boolean last, boolean alone) throws Exception {
    HandOver handOver =
        (stage, steps) -> {
          if (stage == Stage.WRITE) {
            page.setProperty(COMPARED, runner.compared(cycle));
            up(writing).hand(steps);
            return;
          }
          if (alone) {
            drain();
          }
          up(comparing).hand(steps);
        };
    new PagePassage(page, getAsyncProcessor(), handOver, () -> passed(page, cycle, last)).pass();
  }

  private void passed(Exchange page, Cycle cycle, boolean last) throws Exception {
    try {
      if (page.getException() != null) {
        throw JqFailures.of(page, page.getException());
      }
      long upTo = page.getProperty(COMPARED, Long.MAX_VALUE, Long.class);
      runner.answered(cycle, page.getMessage().getBody(), upTo, last);
    } finally {
      releaseExchange(page, false);
    }
  }

  private static PageRelay up(@Nullable PageRelay relay) {
    return Objects.requireNonNull(relay, "Pages come only while the sync is up");
  }
}
