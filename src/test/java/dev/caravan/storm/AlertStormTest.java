package dev.caravan.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two hours of everything at once; the soak {@link AlertStorm} is a day of it. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(300)
class AlertStormTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "seed {0}, shared tickets {1}, on PostgreSQL {2}")
  @CsvSource({
    "1, false, false",
    "2, false, true",
    "3, false, false",
    "4, true, false",
    "5, true, true"
  })
  void afterwards_every_alert_or_condition_has_its_one_ticket(
      long seed, boolean shared, boolean onPostgres) throws Exception {
    try (Storm storm = new Storm(folder, seed, new StormKind(shared, onPostgres, false))) {
      storm.rage(Duration.ofHours(2), 0);
      System.out.println(storm.counts());
      verify(storm);
    }
  }

  static void verify(Storm storm) {
    String seed = "%s, last error: %s".formatted(storm.counts(), storm.lastError());
    assertThat(storm.books.disagreements()).as(seed).isEmpty();
    assertThat(storm.lastQuiet()).as(seed).isEqualTo(Outcome.COMPLETE);
    assertThat(storm.peakOfDatto()).as(seed).isLessThanOrEqualTo(storm.limitOfDatto());
    assertThat(storm.peakOfAtera()).as(seed).isLessThanOrEqualTo(storm.limitOfAtera());
  }
}
