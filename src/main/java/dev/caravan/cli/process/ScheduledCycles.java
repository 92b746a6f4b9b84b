package dev.caravan.cli.process;

import dev.caravan.budget.Priority;
import dev.caravan.cycle.CycleTurn;
import dev.caravan.cycle.Syncs;
import dev.caravan.runtime.CaravanRuntime;
import java.util.List;

/** What a schedule lets run. Thread-safe. */
interface ScheduledCycles {
  List<ScheduledSync> syncs();

  /** Runs a cycle where it is due, and waits for its end. */
  CycleTurn turn(String sync);

  /** Ends the cycles under way. */
  void stop();

  static ScheduledCycles of(CaravanRuntime caravan) {
    Syncs syncs = caravan.syncs();
    return new ScheduledCycles() {
      @Override
      public List<ScheduledSync> syncs() {
        return syncs.names().stream()
            .map(
                name ->
                    new ScheduledSync(
                        name,
                        Priority.of(syncs.priority(name)) != Priority.INVENTORY,
                        syncs.source(name),
                        syncs.every(name)))
            .toList();
      }

      @Override
      public CycleTurn turn(String sync) {
        return syncs.turn(sync);
      }

      @Override
      public void stop() {
        caravan.stop();
      }
    };
  }
}
