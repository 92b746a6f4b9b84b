package dev.caravan.auth;

import static dev.caravan.call.VendorServer.html;
import static dev.caravan.call.VendorServer.respond;
import static dev.caravan.call.VendorServer.status;
import static dev.caravan.call.VendorServer.with;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.budget.RateLimitedUntil;
import dev.caravan.call.VendorFailure.Missing;
import dev.caravan.call.VendorFailure.NotSent;
import dev.caravan.call.VendorFailure.Unauthorized;
import dev.caravan.call.VendorFailure.Unreadable;
import dev.caravan.call.VendorRoutes;
import dev.caravan.call.VendorServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TokenCacheTest {
  private static final String MULTI = "{\"access_token\":\"token-%d\",\"expires_in\":%d}";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
  private final AtomicInteger issued = new AtomicInteger();
  private volatile VendorServer.ScriptedAnswer token =
      exchange ->
          respond(
              exchange, 200, "application/json", MULTI.formatted(issued.incrementAndGet(), 3600));
  private final VendorServer datto =
      new VendorServer()
          .otherwise(
              exchange -> {
                if (exchange.getRequestURI().getPath().equals("/auth/oauth/token")) {
                  token.to(exchange);
                } else {
                  respond(exchange, 200, "application/json", "{}");
                }
              });
  private final VendorRoutes routes =
      VendorRoutes.against(
          datto.url(),
          URI.create("http://127.0.0.1:1"),
          setup -> {
            setup.clock = now::get;
            setup.nanos = () -> TimeUnit.MILLISECONDS.toNanos(now.get().toEpochMilli());
          });

  @AfterEach
  void stop() {
    routes.close();
    datto.close();
  }

  @Test
  void fifty_calls_at_once_fetch_one_token() throws Exception {
    VendorServer.ScriptedAnswer quick = token;
    CountDownLatch slow = new CountDownLatch(1);
    token =
        exchange -> {
          waitAtMost(slow, 300);
          quick.to(exchange);
        };

    List<Exchange> answers = together(50);

    assertThat(answers).allSatisfy(answer -> assertThat(answer.getException()).isNull());
    assertThat(datto.tokenRequests()).hasSize(1);
    assertThat(datto.calls()).hasSize(50).allSatisfy(this::usesTheFirstToken);
    assertThat(routes.asked("datto").sent()).isEqualTo(51);
  }

  @Test
  void fifty_calls_share_the_failure_of_one_fetch() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    token =
        exchange -> {
          waitAtMost(slow, 300);
          respond(exchange, 401, "application/json", "{\"error\":\"invalid_grant\"}");
        };

    List<Exchange> answers = together(50);

    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.getException()).isInstanceOf(Unauthorized.class));
    assertThat(datto.tokenRequests()).hasSize(1);
    assertThat(datto.calls()).isEmpty();
  }

  @Test
  void is_refreshed_before_its_end_and_not_earlier() {
    call();
    passes(Duration.ofMinutes(54));
    call();
    assertThat(issued).hasValue(1);
    passes(Duration.ofMinutes(1));
    call();
    assertThat(issued).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "null", "\"soon\"", "9223372036854775807", "1e300", "\"3600\""})
  void an_end_that_makes_no_sense_neither_asks_each_second_nor_keeps_a_token_for_ever(String said) {
    token =
        exchange ->
            respond(
                exchange,
                200,
                "application/json",
                "{\"access_token\":\"token-%d\",\"expires_in\":%s}"
                    .formatted(issued.incrementAndGet(), said));
    call();
    passes(Duration.ofMinutes(5));
    assertThat(call().getException()).isNull();
    assertThat(issued).hasValue(1);
    passes(Duration.ofDays(30));
    call();
    assertThat(issued).hasValue(2);
  }

  @Test
  void the_old_token_serves_while_a_refresh_fails() {
    call();
    passes(Duration.ofMinutes(56));
    token = status(503, "");

    assertThat(call().getException()).isNull();
    assertThat(call().getException()).isNull();

    assertThat(datto.tokenRequests()).hasSize(2);
    assertThat(datto.calls()).hasSize(3).allSatisfy(this::usesTheFirstToken);
  }

  @Test
  void an_expired_token_is_not_used() {
    call();
    passes(Duration.ofSeconds(3570));
    token = status(503, "");

    assertThat(call().getException())
        .isInstanceOf(NotSent.class)
        .hasMessageContaining("gave no token: answered 503");
    assertThat(datto.calls()).hasSize(1);
  }

  @Test
  void refused_credentials_rest_a_minute_then_two() {
    token = status(401, "{\"error\":\"invalid_grant\",\"error_description\":\"Bad credentials\"}");

    assertThat(call().getException())
        .isInstanceOf(Unauthorized.class)
        .hasMessage(
            "datto: POST /auth/oauth/token answered 401: invalid_grant: Bad credentials;"
                + " are key and secret right, complete and of this platform, or is their user or"
                + " account deactivated?");
    assertThat(call().getException())
        .isInstanceOf(Unauthorized.class)
        .hasMessageContaining("is not asked before 2026-11-22T10:01:00Z")
        .hasMessageContaining("Bad credentials");
    assertThat(datto.tokenRequests()).hasSize(1);

    passes(Duration.ofSeconds(61));
    call();
    passes(Duration.ofSeconds(119));
    call();
    assertThat(datto.tokenRequests()).hasSize(2);
    passes(Duration.ofSeconds(2));
    call();
    assertThat(datto.tokenRequests()).hasSize(3);
  }

  @Test
  void a_rest_never_exceeds_a_quarter_of_an_hour_and_ends_with_success() {
    VendorServer.ScriptedAnswer good = token;
    token = status(400, "");
    for (int i = 0; i < 8; i++) {
      call();
      passes(Duration.ofMinutes(15));
    }
    assertThat(datto.tokenRequests()).hasSize(8);

    token = good;
    assertThat(call().getException()).isNull();
  }

  @Test
  void a_429_instead_of_a_token_pauses_every_call_of_the_account() {
    VendorServer.ScriptedAnswer good = token;
    token = with("Retry-After", "120", status(429, ""));

    assertThat(call().getException())
        .isInstanceOf(RateLimitedUntil.class)
        .hasMessageContaining("no read call before 2026-11-22T10:02:00Z");
    assertThat(write().getException()).isInstanceOf(RateLimitedUntil.class);
    passes(Duration.ofSeconds(59));
    assertThat(call().getException()).isInstanceOf(RateLimitedUntil.class);
    assertThat(datto.requests()).hasSize(1);
    assertThat(routes.asked("datto").status429()).isEqualTo(1);

    passes(Duration.ofSeconds(62));
    token = good;
    assertThat(write().getException()).isNull();
  }

  @Test
  void a_pause_may_be_a_date_and_may_come_with_a_503() {
    // The server's own Date, which is the real time, is what the date is measured by.
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(OffsetDateTime.now(UTC).plusHours(1));
    token = with("Retry-After", date, status(429, ""));
    RateLimitedUntil parked = (RateLimitedUntil) call().getException();
    assertThat(parked.until())
        .isBetween(now.get().plus(Duration.ofMinutes(58)), now.get().plus(Duration.ofHours(1)));

    passes(Duration.ofSeconds(3601));
    token = with("Retry-After", "90", status(503, ""));
    assertThat(call().getException()).isInstanceOf(RateLimitedUntil.class);
    assertThat(datto.tokenRequests()).hasSize(2);
  }

  @Test
  void a_403_after_a_429_is_the_vendors_block_and_no_word_on_the_credentials() {
    VendorServer.ScriptedAnswer good = token;
    token = with("Retry-After", "61", status(429, ""));
    call();
    passes(Duration.ofSeconds(62));
    token = html(403, "<html></html>");

    assertThat(call().getException()).isInstanceOf(RateLimitedUntil.class);
    passes(Duration.ofSeconds(239));
    assertThat(call().getException()).isInstanceOf(RateLimitedUntil.class);
    assertThat(datto.requests()).hasSize(2);

    passes(Duration.ofSeconds(62));
    token = good;
    assertThat(call().getException()).isNull();
  }

  @Test
  void a_403_is_the_block_after_a_429_on_a_list_too() {
    token = status(200, MULTI.formatted(1, 20));
    datto.then(with("Retry-After", "61", status(429, "")));
    call();
    passes(Duration.ofSeconds(62));
    token = status(403, "");

    assertThat(call().getException()).isInstanceOf(RateLimitedUntil.class);
    assertThat(datto.tokenRequests()).hasSize(2);
  }

  @Test
  void a_403_without_a_429_is_about_the_credentials() {
    token = status(403, "");

    assertThat(call().getException())
        .isInstanceOf(Unauthorized.class)
        .hasMessageContaining("are key and secret right");
  }

  @Test
  void fifty_calls_share_the_pause_that_one_of_them_met() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    VendorServer.ScriptedAnswer refused = with("Retry-After", "120", status(429, ""));
    token =
        exchange -> {
          waitAtMost(slow, 300);
          refused.to(exchange);
        };

    List<Exchange> answers = together(50);

    assertThat(answers)
        .allSatisfy(
            answer -> assertThat(answer.getException()).isInstanceOf(RateLimitedUntil.class));
    assertThat(datto.requests()).hasSize(1);
  }

  @Test
  void a_wrong_platform_or_a_page_instead_of_a_token_is_said() {
    token = status(404, "");
    assertThat(call().getException())
        .isInstanceOf(Missing.class)
        .hasMessageContaining("right platform");

    token = html(200, "<html><title>Welcome</title></html>");
    assertThat(call().getException())
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("answered 200 without an access_token");
  }

  @Test
  void no_secret_reaches_a_message() {
    token =
        status(
            401,
            "{\"message\":\"%s / %s\"}"
                .formatted(VendorRoutes.DATTO_KEY, VendorRoutes.DATTO_SECRET));

    Exchange failed = call();

    assertThat(failed.getException()).hasMessageContaining("*** / ***");
    assertThat(String.valueOf(failed.getMessage().getBody())).doesNotContain("password=");
    assertThat(failed.getMessage().getHeaders()).doesNotContainKey("Authorization");
  }

  @Test
  void any_success_with_an_access_token_brings_one() {
    token = status(201, "{\"access_token\":\"token-1\"}");
    assertThat(call().getException()).isNull();
    usesTheFirstToken(datto.calls().get(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"token\":\"fresh-t0ken\"}",
        "{\"accessToken\":\"fresh-t0ken\",\"message\":\"fresh-t0ken\"}",
        "{\"access_token\":{\"value\":\"fresh-t0ken\"}}",
        "\"fresh-t0ken\"",
        "fresh-t0ken",
        "<html><title>fresh-t0ken</title></html>"
      })
  void a_success_without_an_access_token_is_never_quoted(String body) {
    for (int code : new int[] {200, 201, 202}) {
      token = status(code, body);
      assertThat(call().getException())
          .isInstanceOf(Unreadable.class)
          .hasMessageContaining("answered %d without an access_token".formatted(code))
          .hasMessageNotContaining("fresh");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"access_token\":\"fresh-t0ken\",\"expires_in\":3600}",
        "{\"detail\":\"old\",\"errors\":{\"refreshToken\":\"fresh-t0ken\"}}",
        "{\"message\":\"upstream said {\\\"id_token\\\":\\\"fresh-t0ken\\\"}\"}",
        "<html><title>access_token=fresh-t0ken&amp;a=b</title></html>",
        "upstream: token-1 is spent, client_secret=fresh-t0ken",
        "<error><access_token>fresh-t0ken</access_token></error>"
      })
  void an_error_of_the_token_endpoint_loses_what_is_called_a_token_and_the_old_one(String body) {
    call();
    passes(Duration.ofMinutes(59).plusSeconds(50));
    token = status(400, body);
    assertThat(call().getException())
        .hasMessageContaining("answered 400")
        .hasMessageNotContaining("fresh-t0ken")
        .hasMessageNotContaining("token-1");
  }

  @Test
  void forgets_the_token_that_was_refused_and_not_a_newer_one() {
    TokenHolder slot = new TokenHolder();
    Token old = new Token("datto", "old", now.get(), Duration.ofHours(1), slot::forget);
    Token newer = new Token("datto", "newer", now.get(), Duration.ofHours(1), slot::forget);
    slot.fetched(old);
    slot.fetched(newer);

    old.refused();
    assertThat(slot.token()).isSameAs(newer);

    newer.refused();
    assertThat(slot.token()).isNull();
  }

  @Test
  void a_fetch_that_never_ended_is_taken_over() {
    TokenHolder slot = new TokenHolder();
    Duration longest = Duration.ofSeconds(105);

    assertThat(slot.next(now.get(), longest)).isInstanceOf(TokenHolder.TokenAction.Fetch.class);
    assertThat(slot.next(now.get(), longest)).isInstanceOf(TokenHolder.TokenAction.Join.class);
    passes(longest);
    assertThat(slot.next(now.get(), longest)).isInstanceOf(TokenHolder.TokenAction.Fetch.class);
  }

  @Test
  void a_short_life_shortens_the_margins() {
    Token token = new Token("datto", "x", now.get(), Duration.ofSeconds(20), any -> {});

    assertThat(token.state(now.get().plusSeconds(17))).isEqualTo(Token.Freshness.FRESH);
    assertThat(token.state(now.get().plusSeconds(18))).isEqualTo(Token.Freshness.STALE);
    assertThat(token.state(now.get().plusSeconds(19))).isEqualTo(Token.Freshness.EXPIRED);
    assertThat(token.toString()).doesNotContain("x,").contains("datto");
  }

  private void usesTheFirstToken(VendorServer.ReceivedRequest call) {
    assertThat(call.headers()).containsEntry("authorization", "Bearer token-1");
  }

  private List<Exchange> together(int calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls);
    try {
      CyclicBarrier start = new CyclicBarrier(calls);
      List<Future<Exchange>> answers =
          IntStream.range(0, calls)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            start.await();
                            return call();
                          }))
              .toList();
      List<Exchange> done = new ArrayList<>();
      for (Future<Exchange> answer : answers) {
        done.add(answer.get());
      }
      return done;
    } finally {
      threads.shutdownNow();
    }
  }

  private Exchange call() {
    return routes.call("datto-rmm-read", "datto", "GET", datto.url() + "/api/v2/account", null);
  }

  private Exchange write() {
    return routes.call("datto-rmm-write", "datto", "POST", datto.url() + "/api/v2/x", null);
  }

  private void passes(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private static void waitAtMost(CountDownLatch latch, long millis) {
    try {
      if (latch.await(millis, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("nobody opens this latch");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
