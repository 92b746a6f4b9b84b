package dev.caravan.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestTest {
  /** Computed with another implementation: stores and targets hold what came of these. */
  @ParameterizedTest
  @CsvSource({
    "'', e3b0c44298fc1c149afbf4c8996fb924",
    "a, ca978112ca1bbdcafac231b39a23dc4d",
    "Schlüssel, 1fbd7a00cacba0b89a31bb00cd29e60d"
  })
  void a_text_always_has_the_same_digest(String text, String digest) {
    assertThat(Digest.of(text)).isEqualTo(digest);
  }

  @Test
  void parts_are_taken_one_after_the_other() {
    assertThat(Digest.of(List.of(Digest.bytes("a"), Digest.bytes("b"))))
        .isEqualTo("fb8e20fc2e4c3f248c60c39bd652f3c1")
        .isEqualTo(Digest.of("ab"));
  }

  @Test
  void bytes_are_those_of_utf_8_where_it_has_any() {
    for (String text : List.of("", "ü", "漢字", "\uD83D\uDE00 smile", "a\uD83D\uDE00")) {
      assertThat(Digest.bytes(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Digest.bytes("\uD83D")).isNotEqualTo(Digest.bytes("?"));
  }
}
