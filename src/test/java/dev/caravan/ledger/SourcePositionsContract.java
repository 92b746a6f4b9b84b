package dev.caravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.store.TestStore;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What positions do on every store. */
abstract class SourcePositionsContract {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final SourcePosition FIRST = new SourcePosition(null, 7, NOON, "rules");
  private static final SourcePosition SECOND = new SourcePosition(7L, 9, NOON, "rules");

  @RegisterExtension final TestStore store;

  SourcePositionsContract(TestStore store) {
    this.store = store;
  }

  private Ledger ledger() {
    return new Ledger(store.ledger(), InstantSource.fixed(NOON));
  }

  @Test
  void a_position_is_kept_by_sync_and_the_later_one_counts() {
    SourcePositions positions = new SourcePositions(store.ledger());
    assertThat(positions.of("one")).isEmpty();
    positions.keep("one", ledger().begin("one"), FIRST);
    assertThat(positions.of("one")).hasValue(FIRST);
    positions.keep("one", ledger().begin("one"), SECOND);
    assertThat(positions.of("one")).hasValue(SECOND);
    assertThat(positions.of("two")).isEmpty();
  }

  @Test
  void a_cycle_that_was_overtaken_keeps_none() {
    SourcePositions positions = new SourcePositions(store.ledger());
    long overtaken = ledger().begin("one");
    ledger().begin("one");
    positions.keep("one", overtaken, FIRST);
    assertThat(positions.of("one")).isEmpty();
  }

  @Test
  void a_position_from_before_the_ledger_was_rebuilt_does_not_count() {
    SourcePositions positions = new SourcePositions(store.ledger());
    positions.keep("one", ledger().begin("one"), SECOND);
    ledger().end("one", ledger().begin("one"), "aborted", "");
    assertThat(positions.of("one")).hasValue(SECOND);
    ledger().end("one", ledger().begin("one"), "rebuilt", "");
    assertThat(positions.of("one")).isEmpty();
    positions.keep("one", ledger().begin("one"), FIRST);
    assertThat(positions.of("one")).hasValue(FIRST);
  }
}
