package dev.caravan.odd;

import static dev.caravan.odd.OddAnswer.bytes;
import static dev.caravan.odd.OddAnswer.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.call.VendorRoutes;
import dev.caravan.network.OwnAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes on a kept connection and belongs to no request is nobody's answer. */
@Timeout(60)
class UnaskedBytesTest {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");
  private static final String WRONG = ok("", "{\"to\":\"somebody else\"}");
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{\"a\": 1}\r\n0\r\n\r\n";

  @TempDir private static Path folder;
  private static KeptVendor plain;
  private static KeptVendor secure;

  /** One for all cases: what one of them left behind would be seen in the next. */
  private record KeptVendor(KeptConnections server, URI url, VendorRoutes routes) {
    static KeptVendor of(ServerSocket listening, String scheme) {
      URI url = URI.create(scheme + "://localhost:" + listening.getLocalPort());
      return new KeptVendor(
          new KeptConnections(listening),
          url,
          VendorRoutes.against(
              NOWHERE,
              url,
              setup -> {
                setup.retries = 1;
                setup.atera.put("requests-per-minute", "100000");
              }));
    }

    Exchange ask(String method, String path) {
      boolean read = method.equals("GET");
      return routes.call(
          read ? "atera-read" : "atera-write", "atera", method, url + path, read ? null : "{}");
    }

    void close() throws IOException {
      routes.close();
      server.close();
    }
  }

  @BeforeAll
  static void start() throws Exception {
    OwnAuthority authority = new OwnAuthority(folder, "localhost");
    System.setProperty("javax.net.ssl.trustStore", authority.trustStore().toString());
    plain = KeptVendor.of(loopback(), "http");
    secure = KeptVendor.of(authority.listen(), "https");
  }

  @AfterAll
  static void stop() throws IOException {
    System.clearProperty("javax.net.ssl.trustStore");
    plain.close();
    secure.close();
  }

  /** Behind which answer they come. */
  private static Map<String, String> answers() {
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put("an object", ok("", "{\"a\":1}"));
    answers.put("chunks", CHUNKED);
    answers.put("204", "HTTP/1.1 204 No Content\r\n\r\n");
    answers.put("304", "HTTP/1.1 304 Not Modified\r\n\r\n");
    answers.put("404", "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}");
    answers.put("100 and 200", "HTTP/1.1 100 Continue\r\n\r\n" + ok("", "{\"a\":1}"));
    return answers;
  }

  /** What nobody asked for. */
  private static Map<String, String> unasked() {
    Map<String, String> unasked = new LinkedHashMap<>();
    unasked.put("a whole answer", WRONG);
    unasked.put("an answer in chunks", CHUNKED);
    unasked.put(
        "an answer to who waits", "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n");
    unasked.put("more of the body", "[1,2,3]");
    unasked.put("an empty line and an answer", "\r\n" + WRONG);
    return unasked;
  }

  static Stream<Arguments> all() {
    return answers().keySet().stream()
        .flatMap(
            answer -> unasked().keySet().stream().map(unasked -> Arguments.of(answer, unasked)));
  }

  @ParameterizedTest(name = "{1} behind {0}")
  @MethodSource("all")
  void are_nobodys_answer(String answer, String unasked) throws IOException {
    for (KeptVendor vendor : List.of(plain, secure)) {
      for (boolean later : List.of(false, true)) {
        for (String method : List.of("GET", "POST")) {
          String first = answers().get(answer);
          vendor.server.answerOddly(bytes(later ? first : first + unasked().get(unasked)));
          vendor.ask("GET", "/odd");
          if (later) {
            vendor.server.sendUnasked(bytes(unasked().get(unasked)));
          }
          Exchange next = vendor.ask(method, "/next");
          assertThat(String.valueOf(next.getMessage().getBody()))
              .as("%s, later %s, %s", vendor.url, later, next.getException())
              .isEqualTo(KeptConnections.answer(method + " /next"));
          assertThat(vendor.server.requests).containsExactly("GET /odd", method + " /next");
        }
      }
    }
  }

  /** Each at once and later, with TLS and without, before a read and before a write. */
  @Test
  void the_documentation_says_how_many_there_are() throws IOException {
    assertThat(Files.readString(Path.of("docs/reliability.md")))
        .contains("before a read\nand before a write: %d in all".formatted(8 * all().count()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void that_come_when_the_request_is_about_to_leave_keep_it_back(String method) throws IOException {
    AtomicInteger about = new AtomicInteger();
    KeptConnections server = new KeptConnections(loopback());
    URI url = URI.create("http://localhost:" + server.port());
    try (server;
        VendorRoutes routes =
            VendorRoutes.against(
                NOWHERE,
                url,
                setup ->
                    setup.renewed =
                        () -> {
                          if (about.incrementAndGet() == 2) {
                            server.sendUnasked(bytes(WRONG));
                          }
                          return Duration.ZERO;
                        })) {
      KeptVendor vendor = new KeptVendor(server, url, routes);
      vendor.ask("GET", "/before");
      Exchange next = vendor.ask(method, "/next");
      assertThat(String.valueOf(next.getMessage().getBody()))
          .as("%s", next.getException())
          .isEqualTo(KeptConnections.answer(method + " /next"));
      assertThat(server.requests).containsExactly("GET /before", method + " /next");
      assertThat(server.connections()).isEqualTo(2);
      assertThat(routes.asked("atera").sent()).isEqualTo(2);
    }
  }

  @Test
  void an_answer_of_which_nothing_is_left_leaves_the_connection_in_use() throws IOException {
    for (KeptVendor vendor : List.of(plain, secure)) {
      vendor.ask("GET", "/first");
      int connections = vendor.server.connections();
      for (String answer : answers().values()) {
        vendor.server.answerOddly(bytes(answer));
        for (String path : List.of("/odd", "/a", "/b", "/odd", "/c")) {
          vendor.ask("GET", path);
        }
        assertThat(vendor.server.requests).hasSize(5);
      }
      // One may have reached its age meanwhile.
      assertThat(vendor.server.connections()).isLessThanOrEqualTo(connections + 1);
    }
  }

  private static ServerSocket loopback() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }
}
