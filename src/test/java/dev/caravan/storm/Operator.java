package dev.caravan.storm;

import dev.caravan.scenario.TicketScenario;
import java.util.Map;

/** What the operator of a storm's installation does. */
final class Operator {
  /** Calls that the storm itself makes. */
  private static final int OF_OTHERS = 1;

  private static final long WINDOW_MILLIS = 2000;

  private Operator() {}

  static void configures(TicketScenario scenario, StormKind kind) {
    scenario
        .with("datto.read-timeout", "2s")
        .with("atera.read-timeout", "2s")
        .with("atera.index-lag", "30s")
        .with("datto.reads-per-minute", Integer.toString(Storm.LIMIT_DATTO))
        .with("atera.requests-per-minute", Integer.toString(Storm.LIMIT_ATERA - OF_OTHERS))
        .with("datto.limit-window", WINDOW_MILLIS + "ms")
        .with("atera.limit-window", WINDOW_MILLIS + "ms")
        .with("datto.window-margin", "1s")
        .with("atera.window-margin", "1s")
        .with(TicketScenario.SYNC + ".technician-id", "9")
        .with(TicketScenario.SYNC + ".one-ticket-per", kind.shared() ? "condition" : "alert");
    scenario
        .sandbox
        .datto()
        .set(Map.of("maxPage", 20, "readLimit", Storm.LIMIT_DATTO, "windowMs", WINDOW_MILLIS));
    scenario
        .sandbox
        .atera()
        .set(
            Map.of(
                "requestLimit",
                Storm.LIMIT_ATERA,
                "windowMs",
                WINDOW_MILLIS,
                "searchLagMs",
                15_000));
  }

  /** As the command dead-letters retry does: what the target refused for no reason goes again. */
  static void retryRefused(TicketScenario scenario) {
    scenario
        .caravan()
        .ledger()
        .write(
            TicketScenario.SYNC,
            scenario.caravan().ledger().lastCycle(TicketScenario.SYNC),
            view -> {
              view.deadLetters().all().forEach(view::release);
              return null;
            });
  }
}
