package dev.caravan.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.account.Account;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTextTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

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
            new Redaction(Set.of("store-password", "other-vendors-key"))
                .of(
                    account,
                    null,
                    "store-password other-vendors-key abc+def/9long abc+def/9 abc%2Bdef%2F9 /oauth"
                        + " abc eyJhbGci.eyJzdWI.sig Authorization: Bearer something-unknown"))
        .isEqualTo("*** *** *** *** *** /oauth abc *** Authorization: Bearer ***");
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
    assertThat(ErrorText.of(body, text -> text)).isEqualTo(said);
  }

  @Test
  void a_failure_names_no_query() {
    assertThat(Attempt.at("datto", "GET", "http://h/api/x?email=a@b.c"))
        .hasToString("datto: GET /api/x");
  }
}
