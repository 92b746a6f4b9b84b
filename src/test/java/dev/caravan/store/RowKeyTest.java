package dev.caravan.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RowKeyTest {
  @Test
  void ordinary_keys_have_the_key_that_stores_of_earlier_builds_hold() {
    assertThat(RowKey.of("sync", "alert-1"))
        .isEqualTo(UUID.fromString("c7065c1d-673c-9ede-544f-8b1e2b5d398a"));
  }

  @Test
  void texts_with_half_a_surrogate_pair_are_told_apart() {
    assertThat(
            List.of(
                RowKey.of("sync", "\uD83D"),
                RowKey.of("sync", "\uDE00"),
                RowKey.of("sync", "\uDE00\uD83D"),
                RowKey.of("sync", "\uD83Dx"),
                RowKey.of("sync", "?x"),
                RowKey.of("sync", "?")))
        .doesNotHaveDuplicates();
  }
}
