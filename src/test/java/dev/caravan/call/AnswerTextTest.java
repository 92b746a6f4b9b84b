package dev.caravan.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.account.Account;
import dev.caravan.text.Redaction;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTextTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void an_accounts_own_secrets_are_told_by_their_keys() {
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

    assertThat(account.secrets()).containsExactlyInAnyOrder("abc+def/9", "abc+def/9long", "abc");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"message\":\"Field X does not exist\"} | Field X does not exist",
        "{\"error\":{\"message\":\"no such workspace\"}} | no such workspace",
        "\"Record not found\" | Record not found",
        "Record not found | Record not found",
        "{\"data\":1} | {\"data\":1}",
        "\"broken | \"broken",
        "`` | ``"
      })
  void what_an_error_says_is_read_in_each_of_its_forms(String body, String said) {
    assertThat(ErrorText.of(body, Redaction.NONE)).isEqualTo(said);
  }

  @Test
  void a_failure_names_no_query() {
    assertThat(Attempt.at("datto", "GET", "http://h/api/x?email=a@b.c"))
        .hasToString("datto: GET /api/x");
  }
}
