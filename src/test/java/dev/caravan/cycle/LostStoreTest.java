package dev.caravan.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.h2.api.ErrorCode;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LostStoreTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
        ErrorCode.CONNECTION_BROKEN_1,
        ErrorCode.DATABASE_IS_CLOSED
      })
  void a_cycle_that_lost_the_store_is_aborted_and_says_so_in_a_sentence(int code) {
    Cycle cycle = new Cycle("a-sync", 1, Instant.EPOCH, null, 0);
    CycleReport report =
        new Reports(InstantSource.fixed(Instant.EPOCH))
            .of(
                cycle,
                "datto",
                new ConnectionException(new SQLException("Database is already closed", "", code)),
                Map.of());
    assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(report.error())
        .isEqualTo("the store was closed by the process that had it open; the next cycle goes on");
  }
}
