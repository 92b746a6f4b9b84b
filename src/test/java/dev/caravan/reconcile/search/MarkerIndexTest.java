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

  @Test
  void so_does_the_search_for_quotes() {
    List<FoundTarget> quotes =
        IntStream.rangeClosed(1, 30)
            .mapToObj(generation -> found("k", generation, generation))
            .map(one -> new FoundTarget(one.marker(), one.targetId(), 1, false, true, null, false))
            .toList();

    assertThat(new MarkerIndex("main", "sync", quotes).quoted("k"))
        .hasValueSatisfying(latest -> assertThat(latest.generation()).isEqualTo(30));
  }
}
