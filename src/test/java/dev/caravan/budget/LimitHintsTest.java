package dev.caravan.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.budget.LimitHints.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitHintsTest {
  /** 1,772,366,400 s after 1970. */
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest(name = "{0}: {1} -> {2} s")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          retry-after        | 30                                        | 30
          retry-after        | 0                                         | 0
          retry-after        | 1.5                                       | 1.5
          retry-after        | 0.0004                                    | 0.001
          retry-after        | ` 30 `                                    | 30
          retry-after        | "30"                                      | 30
          retry-after        | +30                                       | 30
          retry-after        | 30, 45                                    | 45
          retry-after        | 3600                                      | 3600
          retry-after        | 86400                                     | 3600
          retry-after        | 1772366430                                | 30
          retry-after        | Sun, 01 Mar 2026 12:00:40 GMT             | 40
          retry-after        | "Sun, 01 Mar 2026 12:00:40 GMT"           | 40
          retry-after        | Sun, 1 Mar 2026 12:00:40 GMT              | 40
          retry-after        | Sun, 01 Mar 2026 11:00:00 GMT             | 0
          retry-after        | Mon, 02 Mar 2026 12:00:00 GMT             | 3600
          retry-after        | 2026-03-01T12:01:00Z                      | 60
          retry-after        | 2026-03-01T14:01:00+02:00                 | 60
          retry-after        | -5                                        | -
          retry-after        | ``                                        | -
          retry-after        | soon                                      | -
          retry-after        | 30 seconds                                | -
          retry-after        | NaN                                       | -
          retry-after        | 1e3                                       | -
          retry-after        | 99999999999999999999999999                | -
          retry-after        | 999999999999999999                        | 3600
          retry-after        | Sun, 99 Mar 2026 12:00:40 GMT             | -
          x-ratelimit-reset  | 42                                        | 42
          x-ratelimit-reset  | 42.25                                     | 42.25
          x-ratelimit-reset  | "42"                                      | 42
          x-ratelimit-reset  | 1772366460                                | 60
          x-ratelimit-reset  | "1772366460"                              | 60
          x-ratelimit-reset  | 1772366460.5                              | 60.5
          x-ratelimit-reset  | 1772366460500                             | 60.5
          x-ratelimit-reset  | 1772366399                                | 0
          x-ratelimit-reset  | 1772366399000                             | 0
          x-ratelimit-reset  | 1999999999                                | 3600
          x-ratelimit-reset  | 40, 60;w=60                               | 60
          x-ratelimit-reset  | 2026-03-01T12:00:30Z                      | 30
          x-ratelimit-reset  | null                                      | -
          x-rate-limit-reset | 12                                        | 12
          ratelimit-reset    | 7                                         | 7
          x-ratelimit-reset-after | 3.2                                  | 3.2
          ratelimit          | limit=100, remaining=0, reset=9           | 9
          ratelimit          | "default";r=0;t=11                        | 11
          ratelimit          | "default";r=0                             | -
          """)
  void reads_the_wait_of_a_header(String header, String value, @Nullable String seconds) {
    LimitHints hints = LimitHints.read(Map.of(header, value), null, NOW);

    Wait wait = header.equals("retry-after") ? hints.retryAfter() : hints.reset();
    assertThat(Optional.ofNullable(wait).map(Wait::duration)).isEqualTo(duration(seconds));
  }

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          x-ratelimit-remaining  | 0                               | 0
          x-ratelimit-remaining  | "0"                             | 0
          x-ratelimit-remaining  | 12.9                            | 12
          x-ratelimit-remaining  | 100, 100;w=60                   | 100
          x-ratelimit-remaining  | 5, 0;w=60                       | 0
          x-ratelimit-remaining  | -1                              | -1
          x-ratelimit-remaining  | none                            | -
          ratelimit-remaining    | 3                               | 3
          x-rate-limit-remaining | 4                               | 4
          ratelimit              | limit=100, remaining=50, reset=9 | 50
          ratelimit              | "default";r=17;t=11             | 17
          x-ratelimit-limit      | 0                               | -
          """)
  void reads_what_is_left(String header, String value, @Nullable Long left) {
    assertThat(LimitHints.read(Map.of(header, value), null, NOW).remaining()).isEqualTo(left);
  }

  @ParameterizedTest(name = "{0} -> {1} s")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          {"error":"rate_limit_exceeded","retry_after":60}           | 60
          {"retryAfter":30}                                          | 30
          {"retryAfter":"30"}                                        | 30
          {"error":{"retry-after": 2.5}}                             | 2.5
          {"retryAfterMs":1500}                                      | 1.5
          {"retry_after_seconds":20}                                 | 20
          {"retryAfter":90,"message":"wait 5 seconds                 | 90
          {"Message":"Rate limit exceeded. Try again in 12 seconds"} | 12
          Please retry after 30 seconds.                             | 30
          Too many requests, retry in 2 minutes                      | 120
          wait 500 ms                                                | 0.5
          Try again in 45s                                           | 45
          retry after 5 days                                         | -
          {"retryAfter":null}                                        | -
          {"retryAfter":86400}                                       | 3600
          {"error":"throttled","error_description":"Too Many Requests"} | -
          <html><body>Too many requests</body></html>                | -
          ``                                                         | -
          """)
  void reads_the_wait_of_a_body(String body, @Nullable String seconds) {
    Wait wait = LimitHints.read(Map.of(), body, NOW).inBody();

    assertThat(Optional.ofNullable(wait).map(Wait::duration)).isEqualTo(duration(seconds));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <html><h1>Rate limit exceeded</h1></html>   | true
            <!DOCTYPE html><p>Too Many Requests</p>   | true
          <html><h1>Log in</h1></html>                | false
          {"message":"Rate limit exceeded"}           | false
          """)
  void knows_a_throttle_page(String body, boolean throttled) {
    assertThat(LimitHints.read(Map.of(), body, NOW).throttlePage()).isEqualTo(throttled);
  }

  @Test
  void dates_are_relative_to_the_answer_because_clocks_differ() {
    Map<String, String> anHourAhead = new HashMap<>();
    anHourAhead.put("date", "Sun, 01 Mar 2026 13:00:00 GMT");
    anHourAhead.put("retry-after", "Sun, 01 Mar 2026 13:00:20 GMT");
    anHourAhead.put("x-ratelimit-reset", "1772370030");

    LimitHints hints = LimitHints.read(anHourAhead, null, NOW);

    assertThat(hints.retryAfter()).isNotNull();
    assertThat(hints.retryAfter().duration()).isEqualTo(Duration.ofSeconds(20));
    assertThat(hints.reset()).isNotNull();
    assertThat(hints.reset().duration()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void a_capped_wait_says_so() {
    Wait wait = LimitHints.read(Map.of("retry-after", "86400"), null, NOW).retryAfter();

    assertThat(wait).isNotNull();
    assertThat(wait.said()).contains("86400 s").contains("3600 s");
  }

  @Test
  void after_a_refusal_the_most_explicit_hint_counts() {
    assertThat(afterRefusal(Map.of("retry-after", "5", "x-ratelimit-reset", "60"), "retry in 9 s"))
        .contains(Duration.ofSeconds(5));
    assertThat(afterRefusal(Map.of("x-ratelimit-reset", "60"), "retry in 9 s"))
        .contains(Duration.ofSeconds(60));
    assertThat(afterRefusal(Map.of("retry-after", "later"), "retry in 9 s"))
        .contains(Duration.ofSeconds(9));
    assertThat(
            afterRefusal(
                Map.of("retry-after", "5", "x-ratelimit-remaining", "0", "x-ratelimit-reset", "60"),
                null))
        .contains(Duration.ofSeconds(60));
    assertThat(afterRefusal(Map.of("retry-after", "x", "x-ratelimit-reset", "y"), "{}")).isEmpty();
  }

  @Test
  void huge_texts_do_no_harm() {
    String huge = "retry ".repeat(200_000);

    assertThat(LimitHints.read(Map.of("retry-after", huge, "date", huge), huge, NOW).isSilent())
        .isTrue();
  }

  private static Optional<Duration> afterRefusal(
      Map<String, String> headers, @Nullable String body) {
    return LimitHints.read(headers, body, NOW).afterRefusal().map(Wait::duration);
  }

  private static Optional<Duration> duration(@Nullable String seconds) {
    return Optional.ofNullable(seconds)
        .map(text -> Duration.ofMillis((long) (Double.parseDouble(text) * 1000)));
  }
}
