package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.network.OwnAuthority;
import dev.caravan.network.Relay;
import dev.caravan.network.TestProxy;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Vendors behind a proxy with a password, with certificates of an authority of one's own. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class ProxyProcessTest {
  private static final String HOST = "vendor.example";
  private static final String PASSWORD = "pr0xy-p@ssword";
  private static final String BASIC = "am9lOnByMHh5LXBAc3N3b3Jk";

  @TempDir Path folder;
  private OwnAuthority authority;
  private TicketScenario here;
  private Relay tls;
  private TestProxy proxy;

  @BeforeEach
  void start() throws Exception {
    authority = new OwnAuthority(folder, HOST);
    here = new TicketScenario(folder, SandboxOptions.defaults().withRecords(1, 5, 4));
    tls = authority.before(here.sandbox.uri().getPort());
    proxy = new TestProxy(tls.port());
    proxy.answering(
        head ->
            head.contains("Proxy-Authorization: Basic " + BASIC)
                ? ""
                : TestProxy.page("407 Who", "", "<title>Who?</title>you said " + head));
    here.with("caravan.syncs", SYNC).with("datto.base-url", "https://" + HOST + "/datto");
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    tls.close();
    here.close();
  }

  private CaravanProcess caravan(boolean trusting, String password, String... words)
      throws IOException {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--config", here.configFile().toString()));
    return CaravanProcess.caravan(
        folder,
        Map.of(
            "HTTPS_PROXY",
            "http://joe:" + password + "@127.0.0.1:" + proxy.port(),
            "CARAVAN_LOG_LEVEL",
            "DEBUG"),
        trusting ? List.of("-Djavax.net.ssl.trustStore=" + authority.trustStore()) : List.of(),
        all.toArray(String[]::new));
  }

  @Test
  void check_names_proxy_and_authorities_and_a_sync_goes_through_them() throws Exception {
    try (CaravanProcess check = caravan(true, "pr0xy-p%40ssword", "check")) {
      String out = check.rest();
      assertThat(check.exitCode(Duration.ofSeconds(60))).as(out + check.err()).isZero();
      assertThat(out)
          .contains("✓ certificates: the authorities that count are those in " + folder)
          .contains(
              "✓ datto: is reached through the proxy 127.0.0.1:%d (HTTPS_PROXY)"
                  .formatted(proxy.port()))
          .contains("✓ atera: is reached without a proxy")
          .contains("✓ datto: the credentials open account");
    }
    try (CaravanProcess sync = caravan(true, "pr0xy-p%40ssword", "sync", SYNC, "--json")) {
      String out = sync.rest();
      assertThat(sync.exitCode(Duration.ofSeconds(60))).as(out + sync.err()).isZero();
      assertThat(new ObjectMapper().readTree(out).path("created").asInt()).isEqualTo(4);
    }
  }

  @Test
  void a_wrong_password_is_the_proxys_and_no_password_is_shown() throws Exception {
    for (String[] words : new String[][] {{"check"}, {"sync", SYNC, "--json"}}) {
      try (CaravanProcess caravan = caravan(true, "wr0ng-p%40ssword", words)) {
        String out = caravan.rest();
        assertThat(caravan.exitCode(Duration.ofSeconds(60)))
            .as(out + caravan.err())
            .isEqualTo(words.length == 1 ? 2 : 4);
        assertThat(out)
            .contains("the proxy 127.0.0.1:%d (HTTPS_PROXY) answered 407".formatted(proxy.port()))
            .contains("user or password in HTTPS_PROXY are wrong");
        assertThat(out + caravan.err())
            .doesNotContain("wr0ng-p", PASSWORD, "am9lOndyMG5nLXBAc3N3b3Jk");
      }
    }
    assertThat(here.sandbox.log().entries("datto", "GET", "/")).isEmpty();
  }

  @Test
  void an_unknown_authority_is_said_with_what_to_do() throws Exception {
    try (CaravanProcess check = caravan(false, "pr0xy-p%40ssword", "check")) {
      String out = check.rest();
      assertThat(check.exitCode(Duration.ofSeconds(60))).as(out + check.err()).isEqualTo(4);
      assertThat(out).contains("JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE (see README)");
    }
  }
}
