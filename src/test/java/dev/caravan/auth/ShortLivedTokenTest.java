package dev.caravan.auth;

import static dev.caravan.call.VendorServer.respond;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.call.VendorFailure.NotSent;
import dev.caravan.call.VendorRoutes;
import dev.caravan.call.VendorServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that live for some seconds, or end while those who want to use them wait. */
@Timeout(30)
class ShortLivedTokenTest {
  private static final int RETRIES = 4;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
  private final AtomicInteger issued = new AtomicInteger();
  private volatile long seconds = 3;
  private volatile Runnable waiting = () -> {};
  private final VendorServer datto =
      new VendorServer()
          .otherwise(
              exchange -> {
                boolean token = exchange.getRequestURI().getPath().equals("/auth/oauth/token");
                respond(
                    exchange,
                    200,
                    "application/json",
                    token
                        ? "{\"access_token\":\"token-%d\",\"expires_in\":%d}"
                            .formatted(issued.incrementAndGet(), seconds)
                        : "{}");
              });
  private final VendorRoutes routes =
      VendorRoutes.against(
          datto.url(),
          URI.create("http://127.0.0.1:1"),
          setup -> {
            setup.clock = now::get;
            setup.nanos = () -> TimeUnit.MILLISECONDS.toNanos(now.get().toEpochMilli());
            setup.retries = RETRIES;
            setup.waiting = () -> waiting.run();
          });

  @AfterEach
  void stop() {
    routes.close();
    datto.close();
  }

  private Exchange call(String method) {
    String route = method.equals("GET") ? "datto-rmm-read" : "datto-rmm-write";
    return routes.call(route, "datto", method, datto.url() + "/api/v2/x", null);
  }

  private void passes(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private void waitsForItsTurn(int times, Duration time) {
    AtomicInteger left = new AtomicInteger(times);
    waiting =
        () -> {
          if (left.getAndDecrement() > 0) {
            passes(time);
          }
        };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_life_of_seconds_is_lived_to_its_end_and_no_longer(long life) {
    seconds = life;
    for (int lives = 1; lives <= 3; lives++) {
      for (int calls = 0; calls < 3; calls++) {
        assertThat(call("GET").getException()).isNull();
      }
      assertThat(issued).hasValue(lives);
      passes(Duration.ofSeconds(life));
    }
    assertThat(datto.calls()).hasSize(9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void one_that_ends_while_its_call_waits_is_replaced(String method) {
    call("GET");
    waitsForItsTurn(1, Duration.ofSeconds(5));
    assertThat(call(method).getException()).isNull();
    assertThat(issued).hasValue(2);
    assertThat(datto.calls()).hasSize(2);
    assertThat(datto.calls().get(1).headers()).containsEntry("authorization", "Bearer token-2");
    assertThat(routes.givenBack).as("the turn that was missed").isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void where_each_turn_takes_longer_than_a_token_lives_the_call_ends_unsent(String method) {
    waitsForItsTurn(1_000, Duration.ofSeconds(5));
    assertThat(call(method).getException())
        .isInstanceOf(NotSent.class)
        .hasMessageContaining("gave a token that is no longer good");
    assertThat(issued).hasValue(RETRIES + 1);
    assertThat(datto.calls()).isEmpty();
    assertThat(routes.givenBack).isEqualTo(RETRIES + 1);
  }
}
