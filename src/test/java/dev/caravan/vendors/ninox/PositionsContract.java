package dev.caravan.vendors.ninox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.ledger.Ledger;
import dev.caravan.store.TestStore;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What positions do on every store. */
abstract class PositionsContract {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Position FIRST = new Position(null, 7, NOON, "rules");
  private static final Position SECOND = new Position(7L, 9, NOON, "rules");

  @RegisterExtension final TestStore store;

  PositionsContract(TestStore store) {
    this.store = store;
  }

  private Ledger ledger() {
    return new Ledger(store.jdbi(), InstantSource.fixed(NOON));
  }

  @Test
  void a_position_is_kept_by_sync_and_the_later_one_counts() {
    Positions positions = new Positions(store.jdbi());
    assertThat(positions.of("one")).isEmpty();
    positions.keep("one", ledger().begin("one"), FIRST);
    assertThat(positions.of("one")).hasValue(FIRST);
    positions.keep("one", ledger().begin("one"), SECOND);
    assertThat(positions.of("one")).hasValue(SECOND);
    assertThat(positions.of("two")).isEmpty();
  }

  @Test
  void a_cycle_that_was_overtaken_keeps_none() {
    Positions positions = new Positions(store.jdbi());
    long overtaken = ledger().begin("one");
    ledger().begin("one");
    positions.keep("one", overtaken, FIRST);
    assertThat(positions.of("one")).isEmpty();
  }

  @Test
  void a_position_from_before_the_ledger_was_rebuilt_does_not_count() {
    Positions positions = new Positions(store.jdbi());
    positions.keep("one", ledger().begin("one"), SECOND);
    ledger().end("one", ledger().begin("one"), "aborted", "");
    assertThat(positions.of("one")).hasValue(SECOND);
    ledger().end("one", ledger().begin("one"), "rebuilt", "");
    assertThat(positions.of("one")).isEmpty();
    positions.keep("one", ledger().begin("one"), FIRST);
    assertThat(positions.of("one")).hasValue(FIRST);
  }
}
