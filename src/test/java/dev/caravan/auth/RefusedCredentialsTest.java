package dev.caravan.auth;

import static dev.caravan.call.VendorServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.call.VendorFailure.Unauthorized;
import dev.caravan.call.VendorRoutes;
import dev.caravan.call.VendorServer;
import dev.caravan.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Credentials that a vendor refuses, to processes that begin one after the other. */
@Timeout(60)
class RefusedCredentialsTest {
  private static final String TOKEN = "{\"access_token\":\"token\",\"expires_in\":3600}";

  @TempDir Path folder;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
  private volatile VendorServer.ScriptedAnswer token = status(401, "{\"error\":\"invalid_grant\"}");
  private volatile VendorServer.ScriptedAnswer answer = status(401, "{}");
  private final VendorServer vendor =
      new VendorServer()
          .otherwise(
              exchange -> {
                if (exchange.getRequestURI().getPath().equals("/auth/oauth/token")) {
                  token.to(exchange);
                } else {
                  answer.to(exchange);
                }
              });

  @AfterEach
  void stop() {
    vendor.close();
  }

  private VendorRoutes process(String secret) {
    return VendorRoutes.against(
        vendor.url(),
        vendor.url(),
        setup -> {
          setup.store = StoreSettings.of(folder.resolve("store.db"));
          setup.clock = now::get;
          setup.datto.put("secret", secret);
          setup.atera.put("api-key", secret);
        });
  }

  private Exchange datto(VendorRoutes process) {
    return process.call("datto-rmm-read", "datto", "GET", vendor.url() + "/api/v2/account", null);
  }

  private Exchange atera(VendorRoutes process) {
    return process.call("atera-read", "atera", "GET", vendor.url() + "/api/v3/account", null);
  }

  private Exchange dattoOnce(String secret) {
    try (VendorRoutes process = process(secret)) {
      return datto(process);
    }
  }

  private Exchange ateraOnce(String secret) {
    try (VendorRoutes process = process(secret)) {
      return atera(process);
    }
  }

  private void passes(int seconds) {
    now.updateAndGet(instant -> instant.plusSeconds(seconds));
  }

  private static void assertResting(Exchange call) {
    assertThat(call.getException())
        .isInstanceOf(Unauthorized.class)
        .hasMessageContaining("is not asked before");
  }

  @Test
  void every_process_lets_them_rest_and_for_longer_each_time() {
    assertThat(dattoOnce("wrong").getException()).hasMessageContaining("invalid_grant");
    assertResting(dattoOnce("wrong"));
    passes(61);
    assertThat(dattoOnce("wrong").getException()).hasMessageContaining("answered 401");
    passes(119);
    assertResting(dattoOnce("wrong"));
    assertThat(vendor.tokenRequests()).hasSize(2);

    passes(2);
    token = status(200, TOKEN);
    answer = status(200, "{}");
    assertThat(dattoOnce("wrong").getException()).isNull();
    token = status(401, "{}");
    dattoOnce("wrong");
    passes(61);
    token = status(200, TOKEN);
    assertThat(dattoOnce("wrong").getException()).isNull();
  }

  @Test
  void a_clock_that_is_set_back_makes_nobody_wait_for_longer_than_a_rest() {
    dattoOnce("wrong");
    now.updateAndGet(instant -> instant.minus(Duration.ofDays(2)));
    dattoOnce("wrong");
    assertThat(vendor.tokenRequests()).hasSize(2);
    assertResting(dattoOnce("wrong"));
  }

  @Test
  void others_are_tried_at_once() {
    dattoOnce("wrong");
    token = status(200, TOKEN);
    answer = status(200, "{}");

    assertThat(dattoOnce("right").getException()).isNull();
  }

  @Test
  void a_process_that_runs_learns_of_the_refusal_of_another() {
    try (VendorRoutes here = process("wrong");
        VendorRoutes there = process("wrong")) {
      datto(here);
      assertResting(datto(there));
      assertThat(vendor.tokenRequests()).hasSize(1);
    }
  }

  @Test
  void a_key_rests_too_after_the_second_refusal_in_a_row() {
    ateraOnce("revoked");
    answer = status(200, "{}");
    assertThat(ateraOnce("revoked").getException()).isNull();

    answer = status(401, "{}");
    assertThat(ateraOnce("revoked").getException()).hasMessageContaining("answered 401");
    assertThat(ateraOnce("revoked").getException()).hasMessageContaining("answered 401");
    passes(31);
    assertThat(ateraOnce("revoked").getException()).hasMessageContaining("answered 401");
    int asked = vendor.calls().size();
    assertResting(ateraOnce("revoked"));
    passes(59);
    assertResting(ateraOnce("revoked"));
    assertThat(vendor.calls()).hasSize(asked);

    answer = status(200, "{}");
    assertThat(ateraOnce("other").getException()).isNull();
    passes(2);
    try (VendorRoutes process = process("revoked")) {
      assertThat(atera(process).getException()).isNull();
      assertThat(atera(process).getException()).isNull();
    }
  }
}
