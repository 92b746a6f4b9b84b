package dev.caravan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.sandbox.datto.DattoVendor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SandboxTest {
  @Test
  void shows_a_page_that_loads_nothing_from_afar() {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      Client client = Client.of(sandbox, "");
      Client.Answer page = client.get("/");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.header("content-security-policy")).isEqualTo("default-src 'self'");
      assertThat(page.body()).contains("Open alerts").doesNotContain("http:", "https:", "//");
      assertThat(client.get("/sandbox.js").body()).doesNotContain("innerHTML", "http");
      assertThat(client.get("/sandbox.css").header("content-type")).startsWith("text/css");
      assertThat(client.get("/anything").status()).isEqualTo(404);
    }
  }

  @Test
  void control_is_not_for_the_pages_of_others() {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      Client control = Client.control(sandbox);
      assertThat(control.with("Origin", "http://elsewhere.test").post("/reset", "").status())
          .isEqualTo(403);
      assertThat(control.with("Origin", sandbox.uri().toString()).post("/reset", "").status())
          .isEqualTo(200);
    }
  }

  @Test
  void serves_several_accounts_apart() {
    SandboxOptions two =
        SandboxOptions.defaults().withAccounts(Map.of("datto-rmm", List.of("datto", "datto-emea")));
    try (Sandbox sandbox = Sandbox.start(two)) {
      emea(sandbox).set(Map.of("accountUid", "emea"));
      emea(sandbox).openAlerts(2);
      assertThat(sandbox.datto().openAlerts()).isEmpty();
      Client bare = Client.of(sandbox, "/datto-emea");
      String token =
          bare.token("sandbox-key", "sandbox-secret").json().path("access_token").asText();
      Client emea = bare.with("Authorization", "Bearer " + token);
      assertThat(emea.get("/api/v2/account").json().path("uid").asText()).isEqualTo("emea");
      assertThat(
              Client.of(sandbox, "/datto")
                  .with("Authorization", "Bearer " + token)
                  .get("/api/v2/account")
                  .status())
          .isEqualTo(401);
    }
  }

  @Test
  void listens_on_loopback_alone() throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        for (InetAddress address : Collections.list(card.getInetAddresses())) {
          if (!address.isLoopbackAddress()) {
            assertThatThrownBy(() -> new Socket(address, sandbox.port()).close())
                .isInstanceOf(IOException.class);
          }
        }
      }
    }
  }

  @Test
  void says_which_port_is_taken() {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      SandboxOptions same = SandboxOptions.defaults().withPort(sandbox.port());
      assertThatThrownBy(() -> Sandbox.start(same))
          .hasMessageContaining(String.valueOf(sandbox.port()));
    }
  }

  @Test
  void counts_every_arrival_of_many_callers_at_once() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      sandbox.atera().set(Map.of("requestLimit", 150));
      Client atera = Client.atera(sandbox);
      ExecutorService callers = Executors.newFixedThreadPool(8);
      List<Callable<Integer>> calls =
          Collections.nCopies(200, () -> atera.get("/api/v3/account").status());
      int refused = 0;
      for (Future<Integer> status : callers.invokeAll(calls)) {
        refused += status.get() == 429 ? 1 : 0;
      }
      callers.shutdown();
      assertThat(refused).isEqualTo(50);
      assertThat(sandbox.atera().windows().get("requests").use().peak()).isEqualTo(200);
      assertThat(sandbox.log().statuses().get("atera")).isEqualTo(Map.of("200", 150L, "429", 50L));
    }
  }

  private static DattoVendor emea(Sandbox sandbox) {
    return (DattoVendor) sandbox.account("datto-emea");
  }
}
