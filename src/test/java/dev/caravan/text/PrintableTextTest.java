package dev.caravan.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PrintableTextTest {
  @Test
  void a_line_shows_what_it_would_have_done() {
    Map<String, String> lines =
        Map.of(
            "Büro 漢字 😀 👨\u200d👩", "Büro 漢字 😀 👨\u200d👩",
            "a\u001b[31mb", "a\\u001b[31mb",
            "a\u009b31mb", "a\\u009b31mb",
            "abc\u202etxt.exe", "abc\\u202etxt.exe",
            "a\u2028b", "a\\u2028b",
            "a\u0000b\u007fc", "a\\u0000b\\u007fc",
            "a\r\n\tb", "a b",
            "a\ud800b", "a\\ud800b",
            "\udc00", "\\udc00",
            "\ufeffa", "\\ufeffa");
    lines.forEach((text, line) -> assertThat(PrintableText.line(text)).isEqualTo(line));
  }

  @Test
  void lines_keep_their_breaks() {
    assertThat(PrintableText.lines("a\n\tb\r\nc\u0007")).isEqualTo("a\n\tb\nc\\u0007");
  }
}
