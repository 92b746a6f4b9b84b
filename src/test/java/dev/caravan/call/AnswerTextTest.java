package dev.caravan.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.account.Account;
import dev.caravan.call.Verdict.Throttle;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTextTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          {"errorCode":17,"message":"no such device"}                       | 17: no such device
          {"error":"invalid_grant","error_description":"Bad credentials"}   | invalid_grant: Bad credentials
          {"timestamp":1,"status":404,"error":"Not Found","path":"/x"}      | Not Found
          {"type":"t","title":"Bad Request","status":400,"detail":"EndUser"} | Bad Request: EndUser
          {"Message":"Rate limit exceeded"}                                 | Rate limit exceeded
          {"message":null,"odd":true}                                       | {"message":null,"odd":true}
          {"cut":                                                           | {"cut":
          <html><head><TITLE> 502 Bad </TITLE></head>                       | an HTML page titled '502 Bad'
          <p>moved</p>                                                      | an HTML page
          upstream connect error                                            | upstream connect error
          -                                                                 | ''
          """)
  void the_readable_part_of_an_error(String body, String expected) {
    assertThat(ErrorText.of(body, UnaryOperator.identity())).isEqualTo(expected);
  }

  @Test
  void an_error_is_one_line_of_2_kb_at_most_and_is_redacted_before_it_is_cut() {
    String secret = "0123456789";
    String body = "a\nb " + "x".repeat(ErrorText.MOST_CHARACTERS - 8) + secret + "tail";

    String text = ErrorText.of(body, all -> all.replace(secret, "***"));

    assertThat(text)
        .startsWith("a b x")
        .hasSize(ErrorText.MOST_CHARACTERS + 1)
        .doesNotContain("01");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          30                            | 30000
          1.5                           | 1500
          0                             | 0
          Sun, 22 Nov 2026 10:00:20 GMT | 20000
          Sun, 22 Nov 2026 09:00:00 GMT | 0
          soon                          | -
          -5                            | -
          -                             | -
          """)
  void retry_after_is_seconds_or_a_date(String text, Long millis) {
    assertThat(Throttle.retryAfter(text, NOW))
        .isEqualTo(millis == null ? null : Duration.ofMillis(millis));
  }

  @Test
  void secrets_are_taken_out_plain_and_encoded_the_longest_first() {
    Account account =
        new Account(
            "n",
            "ninjaone",
            URI.create("https://app.example"),
            Map.of(
                "client-secret", "abc+def/9",
                "api-key", "abc+def/9long",
                "token-path", "/oauth",
                "pin-token", "abc"));

    assertThat(
            Redaction.of(
                account,
                null,
                "abc+def/9long abc+def/9 abc%2Bdef%2F9 /oauth abc eyJhbGci.eyJzdWI.sig"
                    + " Authorization: Bearer something-unknown"))
        .isEqualTo("*** *** *** /oauth abc *** Authorization: Bearer ***");
  }

  @Test
  void a_failure_names_no_query() {
    assertThat(Attempt.at("datto", "GET", "http://h/api/x?email=a@b.c"))
        .hasToString("datto: GET /api/x");
  }
}
