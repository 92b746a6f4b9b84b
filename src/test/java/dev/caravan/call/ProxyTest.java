package dev.caravan.call;

import static dev.caravan.call.VendorServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.call.VendorFailure.InDoubt;
import dev.caravan.call.VendorFailure.NotSent;
import dev.caravan.network.OwnAuthority;
import dev.caravan.network.Relay;
import dev.caravan.network.TestProxy;
import dev.caravan.proxy.Proxies;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A vendor behind a proxy and with a certificate of an authority that Java does not know. */
@Timeout(60)
class ProxyTest {
  private static final String HOST = "vendor.example";
  private static final URI TLS = URI.create("https://" + HOST);
  private static final URI PLAIN = URI.create("http://" + HOST);
  private static final String BASIC = "Basic am9lOnB3OjFAMg==";

  @TempDir private static Path folder;
  private static OwnAuthority authority;

  private final VendorServer vendor = new VendorServer();
  private Relay tls;
  private TestProxy proxy;
  private TestProxy plainProxy;
  private VendorRoutes routes;

  @BeforeAll
  static void trust() throws Exception {
    authority = new OwnAuthority(folder, HOST);
    trustAuthority();
  }

  private static void trustAuthority() {
    System.setProperty("javax.net.ssl.trustStore", authority.trustStore().toString());
  }

  @AfterAll
  static void trustAsEver() {
    System.clearProperty("javax.net.ssl.trustStore");
  }

  @BeforeEach
  void start() throws IOException {
    tls = authority.before(vendor.url().getPort());
    proxy = new TestProxy(tls.port());
    plainProxy = new TestProxy(vendor.url().getPort());
  }

  @AfterEach
  void stop() throws IOException {
    if (routes != null) {
      routes.close();
    }
    for (AutoCloseable open : new AutoCloseable[] {proxy, plainProxy, tls, vendor}) {
      try {
        open.close();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }

  private Exchange post(URI atera, Map<String, String> environment) {
    routes =
        VendorRoutes.against(
            URI.create("http://127.0.0.1:1"),
            atera,
            setup -> setup.proxies = Proxies.of(environment, name -> null));
    return routes.call("atera-write", "atera", "POST", atera + "/x?a=%2B", "{}");
  }

  private Map<String, String> through(TestProxy way, String login) {
    String address = "http://" + login + "127.0.0.1:" + way.port();
    return Map.of("HTTPS_PROXY", address, "http_proxy", address);
  }

  private static String unlessLoggedIn(String head) {
    return head.contains("Proxy-Authorization: " + BASIC)
        ? ""
        : TestProxy.page(
            "407 Authentication Required",
            "Proxy-Authenticate: Basic realm=\"corp\"\r\n",
            "<html><title>Who are you?</title>" + head + "</html>");
  }

  @Test
  void tls_goes_through_a_tunnel_and_the_rest_by_its_whole_address() {
    assertThat(post(TLS, through(proxy, "")).getException()).isNull();
    assertThat(proxy.heads())
        .singleElement()
        .asString()
        .startsWith("CONNECT vendor.example:443 HTTP/1.1\r\n");
    routes.close();
    assertThat(post(PLAIN, through(plainProxy, "")).getException()).isNull();
    assertThat(plainProxy.heads())
        .singleElement()
        .asString()
        .startsWith("POST http://vendor.example/x?a=%2B HTTP/1.1\r\n");
    assertThat(vendor.requests())
        .extracting(VendorServer.ReceivedRequest::target)
        .containsExactly("/x?a=%2B", "/x?a=%2B");
  }

  @Test
  void a_proxy_with_a_password_gets_it_and_nobody_else_does() {
    proxy.answering(ProxyTest::unlessLoggedIn);
    plainProxy.answering(ProxyTest::unlessLoggedIn);

    assertThat(post(TLS, through(proxy, "joe:pw%3A1%402@")).getException()).isNull();
    routes.close();
    assertThat(post(PLAIN, through(plainProxy, "joe:pw:1@2@")).getException()).isNull();

    assertThat(proxy.heads()).hasSize(1);
    assertThat(proxy.heads().get(0)).doesNotContain(VendorRoutes.ATERA_KEY);
    assertThat(vendor.requests())
        .allSatisfy(
            request -> assertThat(request.headers()).doesNotContainKey("proxy-authorization"));
  }

  @Test
  void a_proxy_that_wants_a_password_is_named_and_not_asked_again() {
    proxy.answering(ProxyTest::unlessLoggedIn);
    plainProxy.answering(ProxyTest::unlessLoggedIn);
    for (URI base : new URI[] {TLS, PLAIN}) {
      TestProxy way = base.equals(TLS) ? proxy : plainProxy;
      assertThat(post(base, through(way, "")).getException())
          .isInstanceOf(NotSent.class)
          .hasMessageStartingWith("atera: POST /x could not be sent: the proxy 127.0.0.1:")
          .hasMessageContaining(" answered 407: an HTML page titled 'Who are you?'")
          .hasMessageContaining("it wants a user and a password");
      assertThat(routes.asked("atera").sent()).isZero();
      routes.close();
      assertThat(post(base, through(way, "joe:wrong@")).getException())
          .isInstanceOf(NotSent.class)
          .hasMessageContaining(
              "user or password in %s are wrong"
                  .formatted(base.equals(TLS) ? "HTTPS_PROXY" : "http_proxy"))
          .hasMessageNotContaining("joe:");
      routes.close();
      assertThat(way.heads()).hasSize(2);
    }
    assertThat(vendor.requests()).isEmpty();
  }

  @Test
  void a_trust_store_that_is_not_there_is_named() {
    System.setProperty("javax.net.ssl.trustStore", folder.resolve("nowhere.jks").toString());
    try {
      assertThat(post(TLS, through(proxy, "")).getException())
          .isInstanceOf(NotSent.class)
          .hasMessageContaining("nowhere.jks (javax.net.ssl.trustStore) holds no authority");
    } finally {
      trustAuthority();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"403 Forbidden", "502 Bad Gateway", "503 Busy", "302 Found", "200", "401 No"})
  void what_the_proxy_says_to_connect_is_not_the_vendors(String said) {
    proxy.answering(
        head ->
            said.equals("200")
                ? "HTTP/1.1 200 OK\r\n\r\n<html>not a tunnel</html>"
                : TestProxy.page(said, "Location: https://login.corp/\r\n", "no way"));

    Exception failure = post(TLS, through(proxy, "")).getException();

    assertThat(failure).isInstanceOf(NotSent.class).hasMessageContaining("could not be sent: ");
    if (!said.equals("200")) {
      assertThat(failure)
          .hasMessageContaining(
              "the proxy 127.0.0.1:%d (HTTPS_PROXY) answered %s: no way"
                  .formatted(proxy.port(), said.substring(0, 3)));
    }
    assertThat(routes.asked("atera").sent()).isZero();
    assertThat(proxy.heads()).hasSize(said.startsWith("5") || said.equals("200") ? 5 : 1);
  }

  @Test
  void a_proxy_that_talks_for_ever_or_not_at_all_is_not_sent() {
    proxy.answering(
        head -> "HTTP/1.1 403 No\r\nContent-Type: text/html\r\n\r\n" + "x".repeat(5 << 20));
    assertThat(post(TLS, through(proxy, "")).getException())
        .isInstanceOf(NotSent.class)
        .hasMessageContaining("answered 403: xxx");
    routes.close();
    proxy.answering(head -> "\n");
    assertThat(post(TLS, through(proxy, "")).getException())
        .isInstanceOf(NotSent.class)
        .hasMessageContaining("through the proxy 127.0.0.1");
  }

  @Test
  void what_a_proxy_says_before_tls_is_not_the_vendors() {
    proxy.sayingBehindItsYes(TestProxy.page("200 OK", "", "{\"ID\":77}"));
    assertThat(post(TLS, through(proxy, "")).getException()).isInstanceOf(NotSent.class);
    assertThat(vendor.requests()).isEmpty();
  }

  @Test
  void what_the_vendor_says_through_the_proxy_is_the_vendors() {
    vendor.otherwise(status(502, "down"));
    assertThat(post(TLS, through(proxy, "")).getException())
        .isInstanceOf(InDoubt.class)
        .hasMessageContaining("answered 502: down");
    routes.close();
    vendor.otherwise(status(407, "{\"message\":\"token expired\"}"));
    assertThat(post(TLS, through(proxy, "")).getException())
        .isInstanceOf(VendorFailure.Unauthorized.class);
  }

  @Test
  void this_machine_is_reached_without() {
    assertThat(post(vendor.url(), through(plainProxy, "")).getException()).isNull();
    assertThat(plainProxy.heads()).isEmpty();
  }

  @Test
  void a_certificate_of_an_unknown_authority_names_the_way_out() {
    System.clearProperty("javax.net.ssl.trustStore");
    try {
      assertThat(post(TLS, through(proxy, "")).getException())
          .isInstanceOf(NotSent.class)
          .hasMessageContaining("could not be sent: TLS failed, ")
          .hasMessageContaining("JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE (see README)");
    } finally {
      trustAuthority();
    }
    assertThat(vendor.requests()).isEmpty();
  }
}
