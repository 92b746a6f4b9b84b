package dev.caravan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.sandbox.wire.RollingWindow;
import dev.caravan.time.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SandboxLimitsTest {
  private static final String ACCOUNT = "/api/v2/account";
  private final HandClock clock = new HandClock(Instant.parse("2026-03-04T10:00:00Z"));
  private Sandbox sandbox;
  private Client datto;
  private Client atera;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock).withRecords(1, 5, 5));
    datto = Client.datto(sandbox);
    atera = Client.atera(sandbox);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void lets_no_stretch_of_the_window_hold_more_than_the_limit() {
    sandbox.datto().set(Map.of("readLimit", 3, "windowMs", 20_000));
    assertThat(datto.get(ACCOUNT).status()).isEqualTo(200);
    clock.move(Duration.ofSeconds(19));
    assertThat(datto.get(ACCOUNT).status()).isEqualTo(200);
    assertThat(datto.get(ACCOUNT).status()).isEqualTo(200);
    Client.Answer refused = datto.get(ACCOUNT);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("retry-after")).isEqualTo("20");
    clock.move(Duration.ofSeconds(1));
    assertThat(datto.get(ACCOUNT).status()).isEqualTo(429);
    RollingWindow.WindowUse use = sandbox.datto().windows().get("read").use();
    assertThat(use.peak()).isEqualTo(4);
    assertThat(use.refused()).isEqualTo(2);
    clock.move(Duration.ofSeconds(20));
    assertThat(datto.get(ACCOUNT).status()).isEqualTo(200);
  }

  @Test
  void whoever_comes_back_after_retry_after_is_let_in() {
    sandbox.datto().set(Map.of("readLimit", 2));
    for (int i = 0; i < 2; i++) {
      datto.get(ACCOUNT);
      clock.move(Duration.ofMillis(7_300));
    }
    String wait = datto.get(ACCOUNT).header("retry-after");
    clock.move(Duration.ofSeconds(Long.parseLong(wait)));
    assertThat(datto.get(ACCOUNT).status()).isEqualTo(200);
  }

  @Test
  void a_429_says_when_to_come_back_as_told() {
    sandbox.datto().set(Map.of("readLimit", 0, "blockAfterRefused", 0, "retryAfter", "http-date"));
    assertThat(datto.get(ACCOUNT).header("retry-after")).endsWith("GMT").contains("2026");
    sandbox.datto().set(Map.of("retryAfter", "none"));
    assertThat(datto.get(ACCOUNT).status()).isEqualTo(429);
    assertThat(datto.get(ACCOUNT).header("retry-after")).isNull();
  }

  @Test
  void whoever_goes_on_after_429_is_blocked_with_403() {
    sandbox.datto().set(Map.of("readLimit", 1, "blockAfterRefused", 3, "blockMs", 5_000));
    for (int i = 0; i < 4; i++) {
      datto.get(ACCOUNT);
    }
    Client.Answer blocked = datto.get(ACCOUNT);
    assertThat(blocked.status()).isEqualTo(403);
    assertThat(blocked.body()).startsWith("<html>");
    assertThat(Client.of(sandbox, "/datto").token("sandbox-key", "sandbox-secret").status())
        .isEqualTo(403);
    clock.move(Duration.ofSeconds(60));
    assertThat(datto.get(ACCOUNT).status()).isEqualTo(200);
  }

  @Test
  void counts_reads_writes_and_operations_apart() {
    sandbox.datto().set(Map.of("operationLimit", 1, "writeLimit", 3));
    String first = resolvePath(0);
    String second = resolvePath(1);
    assertThat(datto.send("POST", first, null).status()).isEqualTo(200);
    assertThat(datto.send("POST", second, null).status()).isEqualTo(429);
    assertThat(datto.put("/api/v2/site", "{\"name\":\"x\"}").status()).isEqualTo(200);
    assertThat(datto.post("/api/v2/site/none", "{\"name\":\"x\"}").status()).isEqualTo(429);
    JsonNode rate = datto.get("/api/v2/system/request_rate").json();
    assertThat(rate.path("accountCount").asInt()).isEqualTo(1);
    assertThat(rate.path("accountWriteCount").asInt()).isEqualTo(4);
    assertThat(rate.path("operationWriteStatus").path("alert-resolve").path("count").asInt())
        .isEqualTo(2);
    assertThat(rate.path("accountCutOffRatio").asDouble()).isEqualTo(0.9);
  }

  @Test
  void an_older_account_counts_all_in_one_bucket() {
    sandbox.datto().set(Map.of("singleBucket", true, "readLimit", 1));
    assertThat(datto.put("/api/v2/site", "{\"name\":\"x\"}").status()).isEqualTo(200);
    assertThat(datto.get(ACCOUNT).status()).isEqualTo(429);
    clock.move(Duration.ofMinutes(2));
    assertThat(datto.get("/api/v2/system/request_rate").json().has("accountWriteCount")).isFalse();
  }

  @Test
  void other_tools_spend_from_the_same_account() {
    sandbox.datto().windows().get("read").spend(600);
    assertThat(datto.get(ACCOUNT).status()).isEqualTo(429);
  }

  @Test
  void answers_late_from_the_cut_off_on_when_told_to() {
    sandbox.datto().set(Map.of("readLimit", 2, "cutOffDelayMs", 300));
    assertThat(millis(() -> datto.get(ACCOUNT))).isLessThan(300);
    assertThat(millis(() -> datto.get(ACCOUNT))).isGreaterThanOrEqualTo(300);
  }

  @Test
  void neither_the_token_call_nor_a_wrong_token_is_counted() {
    Client.datto(sandbox);
    Client.of(sandbox, "/datto").get(ACCOUNT);
    assertThat(sandbox.datto().windows().get("read").use().total()).isZero();
  }

  @Test
  void atera_has_one_limit_and_says_nothing_about_it_unless_told_to() {
    sandbox.atera().set(Map.of("requestLimit", 1));
    assertThat(atera.get("/api/v3/account").header("x-ratelimit-limit")).isNull();
    Client.Answer bare = atera.get("/api/v3/account");
    assertThat(bare.status()).isEqualTo(429);
    assertThat(bare.body()).isEmpty();
    assertThat(bare.header("retry-after")).isNull();
    sandbox
        .atera()
        .set(Map.of("rateLimitHeaders", true, "rateLimitBody", true, "retryAfter", "seconds"));
    Client.Answer full = atera.get("/api/v3/account");
    assertThat(full.header("retry-after")).isEqualTo("60");
    assertThat(full.header("x-ratelimit-remaining")).isEqualTo("0");
    assertThat(full.header("x-ratelimit-reset")).isEqualTo("60");
    assertThat(full.json().path("Message").asText()).contains("Rate limit");
  }

  private String resolvePath(int index) {
    return "/api/v2/alert/"
        + sandbox.datto().openAlerts().get(index).path("alertUid").asText()
        + "/resolve";
  }

  private static long millis(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }
}
