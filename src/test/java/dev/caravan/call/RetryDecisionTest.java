package dev.caravan.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.caravan.budget.RateLimitedUntil;
import dev.caravan.call.VendorFailure.Forbidden;
import dev.caravan.call.VendorFailure.InDoubt;
import dev.caravan.call.VendorFailure.Missing;
import dev.caravan.call.VendorFailure.NotSent;
import dev.caravan.call.VendorFailure.Rejected;
import dev.caravan.call.VendorFailure.Throttled;
import dev.caravan.call.VendorFailure.Unauthorized;
import dev.caravan.call.VendorFailure.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class RetryDecisionTest {
  private static final Breakers BREAKERS =
      new Breakers(account -> Duration.ofHours(1), () -> 0, InstantSource.system());
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Attempt ATTEMPT = new Attempt("datto", "POST", "/x");

  private final RetryDecision reads =
      RetryDecision.forReads(Duration.ofSeconds(1), 4, new Random(7), BREAKERS);
  private final RetryDecision writes =
      RetryDecision.forWrites(Duration.ofSeconds(1), 4, new Random(7), BREAKERS);
  private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

  @Test
  void transient_failures_wait_twice_as_long_each_time_give_or_take_a_quarter() {
    InDoubt cut = new InDoubt(ATTEMPT, 0, "was cut", null);

    for (long second : new long[] {1, 2, 4, 8}) {
      assertThat(again(reads, cut)).isTrue();
      assertThat((double) pause()).isCloseTo(second * 1000.0, within(second * 250.0));
    }
    assertThat(again(reads, cut)).isFalse();
  }

  @Test
  void the_pause_of_transient_failures_stops_growing_at_half_a_minute() {
    RetryDecision patient =
        RetryDecision.forReads(Duration.ofSeconds(20), 60, new Random(7), BREAKERS);

    for (int i = 0; i < 60; i++) {
      assertThat(again(patient, new NotSent(ATTEMPT, "x", null))).isTrue();
      assertThat(pause()).isBetween(15_000L, 37_500L);
    }
  }

  @Test
  void after_a_429_the_budget_waits_and_not_the_retry() {
    for (int i = 0; i < 5; i++) {
      assertThat(again(writes, new Throttled(ATTEMPT, 429, "x"))).isTrue();
      assertThat(pause()).isZero();
    }
    assertThat(again(writes, new Throttled(ATTEMPT, 429, "x"))).isFalse();
  }

  @Test
  void a_write_is_repeated_only_when_nothing_was_done() {
    assertThat(again(writes, new NotSent(ATTEMPT, "x", null))).isTrue();
    assertThat(again(writes, new Unauthorized(ATTEMPT, 401, "x", true))).isTrue();
    assertThat(again(writes, new Rejected(ATTEMPT, 409, "x"))).isTrue();
    assertThat(again(writes, new Rejected(ATTEMPT, 423, "x"))).isTrue();

    assertThat(again(writes, new InDoubt(ATTEMPT, 503, "x", null))).isFalse();
    assertThat(again(writes, new Rejected(ATTEMPT, 400, "x"))).isFalse();
    assertThat(again(writes, new Unauthorized(ATTEMPT, 401, "x", false))).isFalse();
    assertThat(again(writes, new Forbidden(ATTEMPT, 403, "x"))).isFalse();
    assertThat(again(writes, new Missing(ATTEMPT, 404, "x"))).isFalse();
    assertThat(again(writes, new Unreadable(ATTEMPT, 200, "x"))).isFalse();
    assertThat(again(writes, new RateLimitedUntil("datto", "read", NOW, "x"))).isFalse();
    assertThat(again(writes, new IllegalStateException())).isFalse();
  }

  @Test
  void giving_up_forgets_the_counts() {
    again(reads, new Unauthorized(ATTEMPT, 401, "x", true));
    assertThat(again(reads, new Unauthorized(ATTEMPT, 401, "x", true))).isFalse();

    assertThat(again(reads, new Unauthorized(ATTEMPT, 401, "x", true))).isTrue();
  }

  private boolean again(RetryDecision decision, Exception failure) {
    exchange.setException(failure);
    decision.process(exchange);
    return exchange.getProperty(CallVariables.AGAIN, Boolean.class);
  }

  private long pause() {
    return exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY, Long.class);
  }
}
