package dev.caravan.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.budget.LimitDecision.Before;
import dev.caravan.budget.LimitDecision.Effect;
import dev.caravan.vendor.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitDecisionTest {
  private static final String THROTTLE_PAGE = "<html>Rate limit exceeded</html>";

  @ParameterizedTest
  @CsvSource({"datto-rmm, 60", "atera, 30", "opsramp, 60", "ninjaone, 2", "ninox, 30"})
  void a_429_without_a_hint_has_a_wait_of_its_own(String vendor, long seconds) {
    LimitDecision ruling = ruling(429, vendor, Map.of(), null);

    assertThat(ruling.kind()).isEqualTo(Effect.REFUSED);
    assertThat(ruling.pause()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"0, 30", "1, 60", "2, 120", "3, 240", "4, 480", "5, 600", "60, 600"})
  void atera_is_asked_ever_more_rarely(int earlier, long seconds) {
    Before before = new Before(limits("atera"), Optional.of(Duration.ofMinutes(1)), earlier, false);

    assertThat(on(429, before, 0)).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(on(429, before, 1)).isEqualTo(Duration.ofMillis(seconds * 1200));
  }

  @Test
  void calls_refused_in_one_burst_wait_alike() {
    Before burst = new Before(limits("atera"), Optional.of(Duration.ofMillis(20)), 1, true);

    assertThat(on(429, burst, 0)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void a_429_waits_as_long_as_the_vendor_says_and_a_second_at_least() {
    assertThat(ruling(429, "datto-rmm", Map.of("retry-after", "7"), null).pause())
        .isEqualTo(Duration.ofSeconds(7));
    assertThat(ruling(429, "datto-rmm", Map.of("retry-after", "0"), null).pause())
        .isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest(name = "{0} {1}, {2} s after a 429: {3}")
  @CsvSource(
      nullValues = "-",
      value = {
        "403, datto-rmm, 1, BLOCKED",
        "403, datto-rmm, 599, BLOCKED",
        "403, datto-rmm, 600, NOTHING",
        "403, datto-rmm, -, NOTHING",
        "403, atera, 1, NOTHING",
        "200, datto-rmm, 1, ACCEPTED",
        "204, datto-rmm, 1, ACCEPTED",
        "404, datto-rmm, 1, NOTHING",
        "500, datto-rmm, 1, NOTHING",
        "503, datto-rmm, -, NOTHING"
      })
  void a_403_is_a_block_only_at_datto_and_after_a_429(
      int status, String vendor, @Nullable Long seconds, Effect kind) {
    Optional<Duration> since = Optional.ofNullable(seconds).map(Duration::ofSeconds);

    LimitDecision ruling =
        LimitDecision.on(status, hints(Map.of(), null), before(vendor, since), 0);

    assertThat(ruling.kind()).isEqualTo(kind);
    assertThat(ruling.pause())
        .isEqualTo(kind == Effect.BLOCKED ? Duration.ofMinutes(5) : Duration.ZERO);
  }

  @Test
  void a_block_lasts_longer_when_the_vendor_says_so() {
    Before before = before("datto-rmm", Optional.of(Duration.ofSeconds(2)));

    assertThat(LimitDecision.on(403, hints(Map.of("retry-after", "900"), null), before, 0).pause())
        .isEqualTo(Duration.ofMinutes(15));
    assertThat(LimitDecision.on(403, hints(Map.of("retry-after", "10"), null), before, 0).pause())
        .isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void an_answer_to_a_call_sent_before_the_pause_ends_nothing() {
    Before paused = new Before(limits("datto-rmm"), Optional.of(Duration.ofMillis(5)), 1, true);

    assertThat(LimitDecision.on(200, hints(Map.of(), null), paused, 0).kind())
        .isEqualTo(Effect.NOTHING);
  }

  @Test
  void nothing_left_pauses_until_the_reset_although_the_call_was_answered() {
    Map<String, String> empty = Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", "20");

    LimitDecision ruling = ruling(200, "opsramp", empty, null);

    assertThat(ruling.kind()).isEqualTo(Effect.EXHAUSTED);
    assertThat(ruling.pause()).isEqualTo(Duration.ofSeconds(20));
    assertThat(ruling(200, "opsramp", Map.of("x-ratelimit-reset", "20"), null).kind())
        .isEqualTo(Effect.ACCEPTED);
  }

  @Test
  void a_throttle_page_is_a_refusal_except_where_a_write_may_have_been_done() {
    assertThat(ruling(200, "ninjaone", Map.of(), THROTTLE_PAGE).kind()).isEqualTo(Effect.REFUSED);
    assertThat(ruling(403, "ninjaone", Map.of(), THROTTLE_PAGE).kind()).isEqualTo(Effect.REFUSED);
    assertThat(ruling(403, "datto-rmm", Map.of(), THROTTLE_PAGE).kind()).isEqualTo(Effect.BLOCKED);
    assertThat(ruling(502, "ninjaone", Map.of(), THROTTLE_PAGE).kind()).isEqualTo(Effect.EXHAUSTED);
  }

  @Test
  void a_503_pauses_only_when_it_says_for_how_long() {
    LimitDecision ruling = ruling(503, "atera", Map.of("retry-after", "12"), null);

    assertThat(ruling.kind()).isEqualTo(Effect.EXHAUSTED);
    assertThat(ruling.pause()).isEqualTo(Duration.ofSeconds(12));
  }

  @Test
  void retry_after_on_a_success_is_no_pause() {
    assertThat(ruling(202, "atera", Map.of("retry-after", "12"), null).kind())
        .isEqualTo(Effect.ACCEPTED);
  }

  private static Duration on(int status, Before before, double random) {
    return LimitDecision.on(status, hints(Map.of(), null), before, random).pause();
  }

  private static LimitDecision ruling(
      int status, String vendor, Map<String, String> headers, @Nullable String body) {
    return LimitDecision.on(status, hints(headers, body), before(vendor, Optional.empty()), 0);
  }

  private static Before before(String vendor, Optional<Duration> sinceRefusal) {
    return new Before(limits(vendor), sinceRefusal, sinceRefusal.isPresent() ? 1 : 0, false);
  }

  private static LimitHints hints(Map<String, String> headers, @Nullable String body) {
    return LimitHints.read(headers, body, Instant.parse("2026-03-01T12:00:00Z"));
  }

  private static Limits limits(String vendor) {
    return BudgetAccounts.limits(vendor);
  }
}
