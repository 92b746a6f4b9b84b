package dev.caravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkerTest {
  /** Computed with another implementation of SHA-256 and base 32. */
  @ParameterizedTest
  @CsvSource({
    "main, datto-alerts-to-atera-tickets, a-1, 1, cv-6vsxloaxoczc",
    "main, datto-alerts-to-atera-tickets, a-1, 2, cv-4nsadwdy6tff",
    "branch, s, Schlüssel/ß, 1, cv-docevpspziuq",
    "'', '', '', 1, cv-zr2mbq2t7ywa"
  })
  void the_same_record_always_has_the_same_marker(
      String installation, String sync, String key, int generation, String marker) {
    assertThat(Marker.of(installation, sync, key, generation)).isEqualTo(marker);
  }

  @Test
  void parts_do_not_run_into_each_other() {
    assertThat(Marker.of("a", "bc", "k", 1)).isNotEqualTo(Marker.of("ab", "c", "k", 1));
    assertThat(Marker.of("a", "b", "k1", 1)).isNotEqualTo(Marker.of("a", "b", "k", 11));
  }

  @Test
  void it_is_found_in_a_text() {
    String marker = Marker.of("main", "s", "k", 1);
    assertThat(Marker.in("[" + marker + "] Disk")).contains(marker);
    assertThat(Marker.in("[" + marker + "/1a2b3c4d] The alert")).contains(marker);
    assertThat(Marker.in("<p>[" + marker + "]<br />Disk</p>")).contains(marker);
    assertThat(Marker.in("cv-abc and cv-ABCDEFGHIJKL and cv-abcdefghijklm")).isEmpty();
    assertThat(Marker.in(null)).isEmpty();
  }
}
