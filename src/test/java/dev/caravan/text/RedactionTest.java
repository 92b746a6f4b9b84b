package dev.caravan.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void it_never_shows_what_it_knows() {
    assertThat(REDACTION.toString()).matches("Redaction of \\d+ forms");
  }
}
