package dev.caravan.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rounds of {@link ReplicaRound}, one after the other. {@code -Dreplicas.seed} repeats one, {@code
 * -Dreplicas.rounds} says how many, {@code -Dreplicas.alerts} how many alerts each, {@code
 * -Dreplicas.store=sqlite} lets one process work on the embedded store.
 */
@Tag("soak")
class ReplicaStorm {
  private static final int ROUNDS = 10;
  private static final int ALERTS = 120;

  @TempDir Path folder;

  @Test
  void afterwards_every_alert_has_its_one_ticket() throws Exception {
    Long first = Long.getLong("replicas.seed");
    int rounds = Integer.getInteger("replicas.rounds", first == null ? ROUNDS : 1);
    long seed = first == null ? System.currentTimeMillis() : first;
    int alerts = Integer.getInteger("replicas.alerts", ALERTS);
    boolean embedded = "sqlite".equals(System.getProperty("replicas.store"));
    RoundFigures all = RoundFigures.NONE;
    List<String> failed = new ArrayList<>();
    try (StoppablePostgres postgres = embedded ? null : new StoppablePostgres(folder)) {
      for (int i = 0; i < rounds; i++) {
        RoundPlan plan =
            postgres == null
                ? RoundPlan.alone(seed + i, alerts)
                : RoundPlan.replicas(seed + i, postgres, alerts);
        Path own = Files.createDirectory(folder.resolve("round-" + i));
        try (ReplicaRound round = new ReplicaRound(own, plan)) {
          RoundFigures figures = round.run();
          System.out.println("replicas.seed=" + plan.seed() + ": " + figures);
          if (!isClean(figures)) {
            failed.add(plan.seed() + ": " + figures);
          }
          all = all.plus(figures);
        }
      }
    }
    System.out.println(all);
    assertThat(failed).isEmpty();
  }

  static boolean isClean(RoundFigures figures) {
    return figures.doubled() + figures.lost() + figures.closedByMistake() == 0
        && figures.peakReads() <= ReplicaRound.READS
        && figures.peakTickets() <= ReplicaRound.TICKET_CALLS;
  }
}
