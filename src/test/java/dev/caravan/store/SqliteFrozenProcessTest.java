package dev.caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.caravan.store.FreezableWriter.Then;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is frozen while it writes keeps the file; others wait for it, and not for ever.
 */
@Timeout(120)
class SqliteFrozenProcessTest {
  @TempDir Path folder;

  @Test
  void who_reads_reads_on_and_who_writes_is_told_what_is_wrong() throws Exception {
    StoreSettings settings = StoreSettings.of("jdbc:sqlite:" + folder.resolve("caravan.db"));
    try (Store store = Store.open(settings)) {
      String insert = "INSERT INTO sync (name, last_cycle, last_step) VALUES ('a', 1, 0)";
      try (FreezableWriter frozen =
          FreezableWriter.holding(settings, "ledger", insert, Then.NOTHING)) {
        frozen.freeze();
        assertThat(count(store)).isZero();
        Instant asked = Instant.now();
        Throwable refused =
            catchThrowable(() -> store.ledger().write(handle -> handle.execute(insert)));
        assertThat(StoreFault.of(refused)).contains("another process has kept it locked");
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(60));
      }
      store.ledger().write(handle -> handle.execute(insert));
      assertThat(count(store)).isEqualTo(1);
    }
  }

  private static int count(Store store) {
    return store
        .ledger()
        .read(handle -> handle.createQuery("SELECT count(*) FROM sync").mapTo(int.class).one());
  }
}
