package dev.caravan.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A short round on each store; the soak {@link ReplicaStorm} is many long ones. */
@Timeout(300)
class ReplicaStormTest {
  private static final int ALERTS = 45;

  @TempDir Path folder;

  private void isClean(RoundPlan plan) throws Exception {
    Path own = Files.createDirectory(folder.resolve("round"));
    try (ReplicaRound round = new ReplicaRound(own, plan.shortened())) {
      RoundFigures figures = round.run();
      System.out.println(figures);
      assertThat(ReplicaStorm.isClean(figures)).as(figures.toString()).isTrue();
    }
  }

  @Test
  void three_processes_on_one_postgresql() throws Exception {
    try (StoppablePostgres postgres = new StoppablePostgres(folder)) {
      isClean(RoundPlan.replicas(1, postgres, ALERTS));
    }
  }

  @Test
  void one_process_on_the_embedded_store() throws Exception {
    isClean(RoundPlan.alone(1, ALERTS));
  }
}
