package dev.caravan.cycle;

import java.util.concurrent.Callable;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;

/**
 * One page on its way through the steps of its sync: at first in the thread that read it, and from
 * each {@link Stage} on, when the page before has left the steps behind it, in one of its own.
 * Where the steps have no such place, or fail before it, they are all done in one thread.
 */
final class PagePassage {
  private static final String PROPERTY = "caravan.passage";

  /** Where pages wait for each other, in the order in which they come to it. */
  enum Stage {
    COMPARE,
    WRITE
  }

  /** Gives the steps behind a place to another thread. */
  @FunctionalInterface
  interface HandOver {
    /**
     * @throws Exception what the page before failed with, or that the sync was stopped: the steps
     *     that are left must not be done then
     */
    void hand(Stage stage, Callable<?> steps) throws Exception;
  }

  /** What is done when all steps are through with the page, in the thread of the last ones. */
  @FunctionalInterface
  interface End {
    /**
     * @throws Exception also what the steps failed with
     */
    void come() throws Exception;
  }

  /** The steps that are at work in one thread, and who waits for them there. */
  private static final class Leg {
    private final AsyncCallback waiting;
    private volatile boolean handedOn;

    Leg(AsyncCallback waiting) {
      this.waiting = waiting;
    }
  }

  /** The exchange at its begin and its end; a step between them may have a copy of it. */
  private final Exchange page;

  private final AsyncProcessor steps;
  private final HandOver handOver;
  private final End end;
  private volatile Leg leg = new Leg(done -> {});
  private volatile @Nullable Stage reached;

  PagePassage(Exchange page, AsyncProcessor steps, HandOver handOver, End end) {
    this.page = page;
    this.steps = steps;
    this.handOver = handOver;
    this.end = end;
  }

  /**
   * The passage that an exchange is at.
   *
   * @throws IllegalStateException when it is no page of a cycle
   */
  static PagePassage of(Exchange exchange) {
    PagePassage passage = exchange.getProperty(PROPERTY, PagePassage.class);
    if (passage == null) {
      throw new IllegalStateException("Only the pages of a cycle wait for each other");
    }
    return passage;
  }

  /**
   * Takes the page through the steps; returns when they are done, or handed on.
   *
   * @throws Exception what they failed with, or the page before
   */
  void pass() throws Exception {
    page.setProperty(PROPERTY, this);
    go(() -> steps.process(page, done -> leg.waiting.done(done)));
  }

  /**
   * Hands the page on, with the steps that are left.
   *
   * @param rest goes on with these steps
   * @return false when it has been at this place: the steps are where they belong
   * @throws Exception see {@link HandOver#hand}
   */
  boolean handOn(Stage stage, AsyncCallback rest) throws Exception {
    if (reached != null && reached.compareTo(stage) >= 0) {
      return false;
    }
    reached = stage;
    Leg before = leg;
    before.handedOn = true;
    try {
      handOver.hand(stage, () -> go(() -> rest.done(false)));
    } catch (Exception notHandedOn) {
      before.handedOn = false;
      throw notHandedOn;
    }
    before.waiting.done(false);
    return true;
  }

  /** Begins with steps and waits as Camel waits for them, until they are done or handed on. */
  private @Nullable Void go(Runnable begin) throws Exception {
    Leg[] mine = new Leg[1];
    AsyncProcessor awaited =
        new AsyncProcessorSupport() {
          @Override
          public boolean process(Exchange exchange, AsyncCallback callback) {
            mine[0] = new Leg(callback);
            leg = mine[0];
            begin.run();
            return false;
          }
        };
    awaited.process(page);
    if (!mine[0].handedOn) {
      end.come();
    }
    return null;
  }
}
