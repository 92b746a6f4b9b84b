package dev.caravan.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarTest {
  @Test
  void counts_a_swap_of_neighbours_as_one_error() {
    assertThat(Similar.distance("platfrom", "platform")).isEqualTo(1);
    assertThat(Similar.distance("secret", "secrets")).isEqualTo(1);
    assertThat(Similar.distance("", "abc")).isEqualTo(3);
    assertThat(Similar.distance("same", "same")).isZero();
  }

  @Test
  void suggests_the_nearest_and_nothing_far_away() {
    assertThat(Similar.to("merlo", List.of("vidal", "merlot"))).contains("merlot");
    assertThat(Similar.to("reads-per-min", List.of("reads-per-minute", "token")))
        .contains("reads-per-minute");
    assertThat(Similar.to("burgundy", List.of("vidal", "merlot"))).isEmpty();
  }
}
