package dev.caravan.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantsTest {
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T10:00:00Z, 2026-11-20T10:00:00Z",
    "2026-11-20T12:00:00+02:00, 2026-11-20T10:00:00Z",
    "2026-11-20T12:00:00+0200, 2026-11-20T10:00:00Z",
    "2026-11-20T10:00:00.123, 2026-11-20T10:00:00.123Z",
    "2026-11-20T10:00:00.123Z, 2026-11-20T10:00:00.123Z",
    "2026-11-20T10:00:00.12Z, 2026-11-20T10:00:00.120Z",
    "'2026-11-20T10:00:00,123Z',",
    "2026-11-20T10:00:00.12x,",
    "2026-11-20T10:00:00.1234567Z, 2026-11-20T10:00:00.123456700Z",
    "2026-11-20T24:00:00.001Z,",
    "2026-11-20 10:00, 2026-11-20T10:00:00Z",
    "2026-11-20, 2026-11-20T00:00:00Z",
    "2026-11-20T10:00:00, 2026-11-20T10:00:00Z",
    "2026-11-20T10:00:00z, 2026-11-20T10:00:00Z",
    "2026-11-20T24:00:00Z, 2026-11-21T00:00:00Z",
    "2024-02-29T23:59:59Z, 2024-02-29T23:59:59Z",
    "2026-13-20T10:00:00Z,",
    "2026-02-30T10:00:61Z,",
    "yesterday,",
    "1795168800,"
  })
  void an_iso_text_is_a_moment_with_or_without_a_zone(String text, Instant expected) {
    assertThat(Instants.ofIso(text)).isEqualTo(expected);
  }

  @Test
  void a_number_is_seconds_or_milliseconds_by_its_size() {
    assertThat(Instants.parse(new LongNode(TEN.getEpochSecond()))).isEqualTo(TEN);
    assertThat(Instants.parse(new LongNode(TEN.toEpochMilli()))).isEqualTo(TEN);
    assertThat(Instants.parse(new DoubleNode(TEN.getEpochSecond() + 0.5)))
        .isEqualTo(TEN.plusMillis(500));
    assertThat(Instants.parse(new TextNode("" + TEN.getEpochSecond()))).isEqualTo(TEN);
    assertThat(Instants.parse(new LongNode(-1))).isEqualTo(Instant.ofEpochSecond(-1));
    assertThat(Instants.parse(new LongNode(99_999_999_999L)))
        .isEqualTo(Instant.ofEpochSecond(99_999_999_999L));
    assertThat(Instants.parse(new LongNode(100_000_000_000L)))
        .isEqualTo(Instant.ofEpochMilli(100_000_000_000L));
    assertThat(Instants.parse(new LongNode(Long.MIN_VALUE))).isNotNull();
    assertThat(Instants.parse(NullNode.getInstance())).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-20T10:00:00Z",
        "2026-11-20T10:00:00.120Z",
        "2026-11-20T10:00:00.007Z",
        "2026-11-20T10:00:00.120300Z",
        "1969-12-31T23:59:59.999Z",
        "1969-12-31T23:59:59Z",
        "2024-02-29T00:00:01Z",
        "0000-01-01T00:00:00Z",
        "-0001-12-31T23:59:59Z",
        "9999-12-31T23:59:59Z",
        "+10000-01-01T00:00:00Z",
        "+1000000000-12-31T23:59:59Z",
        "-1000000000-01-01T00:00:00Z"
      })
  void a_moment_is_written_as_java_writes_it(String text) {
    assertThat(Instants.text(Instant.parse(text))).isEqualTo(text);
  }
}
