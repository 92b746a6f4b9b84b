package dev.caravan.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
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

  @Test
  void whatever_goes_in_comes_out_printable_once_and_for_all() {
    Random random = new Random(11);
    for (int round = 0; round < 20_000; round++) {
      char[] units = new char[random.nextInt(12)];
      for (int i = 0; i < units.length; i++) {
        units[i] = (char) (random.nextBoolean() ? random.nextInt(0x10000) : random.nextInt(0x100));
      }
      String line = PrintableText.line(new String(units));
      assertThat(line).doesNotContainPattern("[\\p{Cc}\\p{Cs}\\u202a-\\u202e\\u2066-\\u2069]");
      assertThat(PrintableText.line(line)).isEqualTo(line);
    }
  }
}
