package dev.caravan.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3 of 4 backups failed              | # of # backups failed
          CRITICAL: 95.5% of 5GB at 03:12:11 | CRITICAL: #% of # at #
          since 2026-11-20T12:00:00Z.        | since #.
          CPU temperature is 81: critical    | CPU temperature is #: critical
          WEB01 and sda1 and disk_2 stay     | WEB01 and sda1 and disk_2 stay
          code 0x80070005, job 4f2a-9c1e     | code #, job #
          """)
  void what_begins_with_a_digit_is_a_figure(String text, String hidden) {
    assertThat(Figures.hidden(text)).isEqualTo(hidden);
  }

  @Test
  void a_long_text_is_no_trouble() {
    assertThat(Figures.hidden("1".repeat(100_000) + " 2".repeat(50_000)).length())
        .isEqualTo(100_001);
  }
}
