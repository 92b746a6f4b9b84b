package dev.caravan.cli.process;

import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.store.StoreException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A start that waits for a store that cannot be reached: it may be starting as well, and there is
 * nothing for the operator to change. One use; not thread-safe.
 */
public final class PatientStart {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  private final LongSupplier nanos;
  private final Pause pause;
  private final PrintWriter err;

  /** Lets time pass; whether it ended early, because the process is asked to end. */
  interface Pause {
    boolean await(Duration longest) throws InterruptedException;
  }

  /**
   * @param err is told once that the store is waited for
   */
  public PatientStart(StopRequest stop, PrintWriter err) {
    this(System::nanoTime, stop::await, err);
  }

  PatientStart(LongSupplier nanos, Pause pause, PrintWriter err) {
    this.nanos = nanos;
    this.pause = pause;
    this.err = err;
  }

  /**
   * Starts as soon as the store can be reached.
   *
   * @throws StoreException when it cannot be used for another reason, cannot be reached for five
   *     minutes, or the process is asked to end before that
   */
  public CaravanRuntime start(Supplier<CaravanRuntime> start) throws InterruptedException {
    long began = nanos.getAsLong();
    boolean told = false;
    while (true) {
      try {
        return start.get();
      } catch (StoreException e) {
        boolean longEnough = nanos.getAsLong() - began >= PATIENCE.toNanos();
        if (!e.isAway() || longEnough || pause.await(told ? BETWEEN : Duration.ZERO)) {
          throw e;
        }
        if (!told) {
          told = true;
          err.println(
              "%s Waiting for it, %d minutes at most."
                  .formatted(e.getMessage(), PATIENCE.toMinutes()));
          err.flush();
        }
      }
    }
  }
}
