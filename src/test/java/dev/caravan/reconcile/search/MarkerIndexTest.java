package dev.caravan.reconcile.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.ledger.Marker;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarkerIndexTest {
  private static FoundTarget found(String key, int generation, long id) {
    return new FoundTarget(
        Marker.of("main", "sync", key, generation), Long.toString(id), id, generation < 43);
  }

  @Test
  void the_search_goes_on_until_twenty_generations_in_a_row_are_missing() {
    List<FoundTarget> found =
        IntStream.rangeClosed(1, 43)
            .filter(generation -> generation < 5 || generation > 22)
            .mapToObj(generation -> found("k", generation, generation))
            .toList();
    MarkerIndex index = new MarkerIndex("main", "sync", found);

    assertThat(index.latest("k"))
        .hasValueSatisfying(latest -> assertThat(latest.generation()).isEqualTo(43));
    assertThat(index.unclaimed()).isEmpty();
  }
}
