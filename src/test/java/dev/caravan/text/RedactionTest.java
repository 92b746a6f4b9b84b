package dev.caravan.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RedactionTest {
  private static final Redaction REDACTION = Redaction.of(Set.of("a\"b & <ü>/c+d' \\e"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\"b & <ü>/c+d' \\e",
        "a%22b%20%26%20%3C%C3%BC%3E%2Fc%2Bd%27%20%5Ce",
        "a%22b%20%26%20%3c%c3%bc%3e%2fc%2bd%27%20%5ce",
        "a%22b+%26+%3C%C3%BC%3E%2Fc%2Bd%27+%5Ce",
        "a\\\"b & <ü>/c+d' \\\\e",
        "a\\\"b & <ü>\\/c+d' \\\\e",
        "a\\\"b \\u0026 \\u003c\\u00fc\\u003e/c\\u002bd\\u0027 \\\\e",
        "a\"b &amp; &lt;ü&gt;/c+d' \\e",
        "a&quot;b &amp; &lt;ü&gt;/c+d&#39; \\e",
        "a&#34;b &amp; &lt;ü&gt;/c+d&#x27; \\e"
      })
  void a_secret_is_hidden_however_it_is_written(String form) {
    assertThat(REDACTION.clean("before " + form + " after")).isEqualTo("before *** after");
  }

  @Test
  void the_longest_goes_first_and_words_stay_whole() {
    assertThat(
            Redaction.of(List.of("abc+def/9", "abc", "", "    "))
                .with(Set.of("abc+def/9long"))
                .clean("abc+def/9long abc+def/9 abc%2Bdef%2F9 /oauth abc      "))
        .isEqualTo("*** *** *** /oauth abc      ");
  }

  @Test
  void what_looks_like_a_token_is_hidden_too() {
    assertThat(
            Redaction.NONE.clean(
                "eyJhbGci.eyJzdWI.sig Authorization: Bearer something-unknown, basic dXNlcjpwYXNz"))
        .isEqualTo("*** Authorization: Bearer ***, basic ***");
  }

  /** Each character in a form of its own, and the whole once more in the form of something else. */
  @Test
  void a_secret_is_hidden_in_any_mixture_of_forms() {
    Random random = new Random(7);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder secret = new StringBuilder("s3");
      StringBuilder written = new StringBuilder("s3");
      for (int i = 0; i < 4 + random.nextInt(12); i++) {
        char unit = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        secret.append(unit);
        written.append(form(unit, random.nextInt(6)));
      }
      String text = random.nextBoolean() ? written.toString() : wrapped(written, random.nextInt(3));
      assertThat(Redaction.of(Set.of(secret.toString())).clean("one " + text + " two"))
          .as("%s as %s", secret, text)
          .isEqualTo("one *** two");
    }
  }

  private static final String ALPHABET = "aZ9+/=-_.~ @#$!:;üß漢<>&\"'%";

  private static String form(char unit, int way) {
    return switch (way) {
      case 0 -> "\\u%04x".formatted((int) unit);
      case 1 -> URLEncoder.encode(String.valueOf(unit), StandardCharsets.UTF_8);
      case 2 -> "&#%d;".formatted((int) unit);
      case 3 -> "&#x%X;".formatted((int) unit);
      case 4 -> "\"/".indexOf(unit) < 0 ? "\\u%04X".formatted((int) unit) : "\\" + unit;
      default ->
          Character.isLetterOrDigit(unit) ? String.valueOf(unit) : "&#%d;".formatted((int) unit);
    };
  }

  private static String wrapped(CharSequence text, int way) {
    return switch (way) {
      case 0 -> text.toString().replace("\\", "\\\\").replace("\"", "\\\"");
      case 1 -> URLEncoder.encode(text.toString(), StandardCharsets.UTF_8);
      default -> text.toString().replace("&", "&amp;").replace("<", "&lt;");
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"access_token\":\"abc\",\"a\":1} | {\"access_token\":\"***\",\"a\":1}",
        "{\"clientSecret\" : \"a\\\"bc\",\"a\":1} | {\"clientSecret\":\"***\",\"a\":1}",
        "{\"pinToken\":12345,\"a\":1} | {\"pinToken\":***,\"a\":1}",
        "{\"user_password\":\"no end | {\"user_password\":\"***",
        "{\\\"token\\\":\\\"abc\\\",\\\"a\\\":1} | {\\\"token\\\":\\\"***\\\",\\\"a\\\":1}",
        "&quot;api_key&quot;: &quot;abc&quot;, a | &quot;api_key&quot;:&quot;***&quot;, a",
        "a=1&access_token=abc&b=2 | a=1&access_token=***&b=2",
        "<Password>abc</Password> | <Password>***</Password>",
        "the token is no good: expired | the token is no good: expired",
        "{\"error\":\"invalid_token\"} | {\"error\":\"invalid_token\"}"
      })
  void what_is_called_a_secret_loses_its_value(String text, String clean) {
    assertThat(Redaction.NONE.clean(text)).isEqualTo(clean);
  }

  @Test
  void the_beginning_of_a_long_text_costs_no_more_and_shows_no_half_of_a_secret() {
    String secret = "opaque-secret-of-forty-characters-0123456";
    Redaction redaction = Redaction.of(Set.of(secret));
    for (int cut = 0; cut < 200; cut++) {
      String text = "x".repeat(2_000 - cut) + secret.repeat(100_000);
      assertThat(redaction.cleanHead(text, 2_000)).doesNotContain("opaque");
    }
    String flood = "{\"token\":\"" + "a\\".repeat(2_000_000);
    assertThat(redaction.cleanHead(flood, 32_768)).hasSizeLessThan(32_768);
    for (String piece : List.of("\"", "\\\"", "token", "\"token\":", "&#", "%", "<token>", "a.")) {
      assertThat(Redaction.NONE.clean(piece.repeat(50_000))).isNotEmpty();
    }
  }

  @Test
  void it_never_shows_what_it_knows() {
    assertThat(REDACTION.toString()).matches("Redaction of \\d+ secrets");
  }
}
