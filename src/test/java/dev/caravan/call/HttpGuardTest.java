package dev.caravan.call;

import static dev.caravan.call.VendorServer.status;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.call.VendorFailure.InDoubt;
import dev.caravan.call.VendorFailure.NotSent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpGuardTest {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  private final VendorServer atera = new VendorServer();
  private VendorRoutes routes;

  @AfterEach
  void stop() {
    routes.close();
    atera.close();
  }

  @Test
  void a_refused_connection_is_tried_again_even_for_a_write() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    URI closed = URI.create("http://127.0.0.1:" + port);
    routes = VendorRoutes.against(NOWHERE, closed);

    Exchange answer = routes.call("atera-write", "atera", "POST", closed + "/x", "{}");

    assertThat(answer.getException())
        .isInstanceOf(NotSent.class)
        .hasMessageStartingWith("atera: POST /x could not be sent: ");
    assertThat(routes.acquired).hasSize(5);
    assertThat(routes.asked("atera").sent()).isZero();
  }

  @Test
  void a_write_goes_through_once_the_vendor_listens() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    URI url = URI.create("http://127.0.0.1:" + port);
    routes = VendorRoutes.against(NOWHERE, url, setup -> setup.retryDelay = Duration.ofMillis(150));
    CompletableFuture<Exchange> answer =
        CompletableFuture.supplyAsync(
            () -> routes.call("atera-write", "atera", "POST", url + "/x", "{}"));
    await().atMost(Duration.ofSeconds(5)).until(() -> !routes.acquired.isEmpty());
    try (VendorServer vendor = new VendorServer(port)) {
      assertThat(answer.get().getException()).isNull();
      assertThat(vendor.requests()).hasSize(1);
    }
  }

  @Test
  void an_unknown_host_is_not_sent() {
    routes = VendorRoutes.against(NOWHERE, URI.create("http://nowhere.invalid"));
    assertThat(
            routes
                .call("atera-write", "atera", "POST", "http://nowhere.invalid/x", "{}")
                .getException())
        .isInstanceOf(NotSent.class)
        .hasMessageContaining("nowhere.invalid");
  }

  @Test
  void a_failed_tls_handshake_is_not_sent() throws IOException {
    try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture.runAsync(
          () -> {
            try {
              while (true) {
                try (Socket socket = plain.accept()) {
                  socket.getOutputStream().write("HTTP/1.1 400 Bad\r\n\r\n".getBytes(US_ASCII));
                }
              }
            } catch (IOException closed) {
              // The test is over.
            }
          });
      URI tls = URI.create("https://127.0.0.1:" + plain.getLocalPort());
      routes = VendorRoutes.against(NOWHERE, tls);

      assertThat(routes.call("atera-write", "atera", "POST", tls + "/x", "{}").getException())
          .isInstanceOf(NotSent.class)
          .hasMessageContaining("could not be sent: TLS failed");
    }
  }

  @Test
  void a_silent_vendor_is_in_doubt_after_the_read_timeout() {
    CountDownLatch never = new CountDownLatch(1);
    atera.otherwise(exchange -> waitFor(never));
    routes =
        VendorRoutes.against(
            NOWHERE, atera.url(), setup -> setup.atera.put("read-timeout", "300ms"));

    Exchange answer = routes.call("atera-write", "atera", "POST", atera.url() + "/x", "{}");
    never.countDown();

    assertThat(answer.getException())
        .isInstanceOfSatisfying(InDoubt.class, doubt -> assertThat(doubt.isTimeOut()).isTrue())
        .hasMessageContaining("timed out");
    assertThat(atera.requests()).hasSize(1);
    assertThat(routes.asked("atera").sent()).isEqualTo(1);
  }

  @Test
  void a_dripping_body_ends_at_the_deadline() {
    atera.otherwise(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          drip(exchange.getResponseBody());
        });
    routes =
        VendorRoutes.against(
            NOWHERE, atera.url(), setup -> setup.deadline = Duration.ofMillis(700));

    long start = System.nanoTime();
    Exchange answer = routes.call("atera-write", "atera", "POST", atera.url() + "/x", "{}");

    assertThat(answer.getException())
        .isInstanceOfSatisfying(InDoubt.class, doubt -> assertThat(doubt.isTimeOut()).isTrue())
        .hasMessageContaining("no complete answer within");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void dripping_headers_end_at_the_deadline_too() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture.runAsync(
          () -> {
            try (Socket socket = server.accept()) {
              socket.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(US_ASCII));
              drip(socket.getOutputStream());
            } catch (IOException closed) {
              // The client has given up, as it should.
            }
          });
      URI url = URI.create("http://127.0.0.1:" + server.getLocalPort());
      routes = VendorRoutes.against(NOWHERE, url, setup -> setup.deadline = Duration.ofMillis(700));

      assertThat(routes.call("atera-write", "atera", "POST", url + "/x", "{}").getException())
          .isInstanceOfSatisfying(InDoubt.class, doubt -> assertThat(doubt.isTimeOut()).isTrue())
          .hasMessageContaining("no complete answer within");
    }
  }

  @Test
  void a_small_gzip_that_unpacks_to_more_than_allowed_is_dropped() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write(new byte[8 << 20]);
    }
    atera.otherwise(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, bomb.size());
          exchange.getResponseBody().write(bomb.toByteArray());
          exchange.close();
        });
    routes =
        VendorRoutes.against(NOWHERE, atera.url(), setup -> setup.atera.put("max-answer", "1MiB"));

    assertThat(routes.call("atera-write", "atera", "POST", atera.url() + "/x", "{}").getException())
        .isInstanceOfSatisfying(InDoubt.class, doubt -> assertThat(doubt.isTimeOut()).isFalse())
        .hasMessageContaining("larger than 1,048,576 bytes");
  }

  @Test
  void an_answer_must_fit_into_the_memory_unless_the_account_says_more() {
    atera.otherwise(status(200, "{\"a\":\"" + "x".repeat(17 << 20) + "\"}"));
    for (String most : List.of("", "18MiB")) {
      routes =
          VendorRoutes.against(NOWHERE, atera.url(), setup -> setup.atera.put("max-answer", most));
      Exception failure =
          routes.call("atera-write", "atera", "POST", atera.url() + "/x", "{}").getException();
      routes.close();
      if (most.isEmpty()) {
        assertThat(failure)
            .isInstanceOf(InDoubt.class)
            .hasMessageContaining("larger than 16,777,216 bytes (atera.max-answer)");
      } else {
        assertThat(failure).isNull();
      }
    }
  }

  @Test
  void an_endless_answer_is_dropped_at_the_size_and_not_read_on() {
    atera.otherwise(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] block = new byte[65_536];
          OutputStream out = exchange.getResponseBody();
          while (true) {
            out.write(block);
          }
        });
    routes =
        VendorRoutes.against(
            NOWHERE, atera.url(), setup -> setup.deadline = Duration.ofSeconds(20));

    assertThat(routes.call("atera-write", "atera", "POST", atera.url() + "/x", "{}").getException())
        .isInstanceOfSatisfying(InDoubt.class, doubt -> assertThat(doubt.isTimeOut()).isFalse())
        .hasMessageContaining("larger than");
  }

  @Test
  void endless_headers_are_dropped() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture.runAsync(
          () -> {
            try (Socket socket = server.accept()) {
              OutputStream out = socket.getOutputStream();
              out.write("HTTP/1.1 200 OK\r\n".getBytes(US_ASCII));
              while (true) {
                out.write("X-More: and more\r\n".getBytes(US_ASCII));
              }
            } catch (IOException closed) {
              // The client has given up, as it should.
            }
          });
      URI url = URI.create("http://127.0.0.1:" + server.getLocalPort());
      routes = VendorRoutes.against(NOWHERE, url, setup -> setup.deadline = Duration.ofSeconds(2));

      assertThat(routes.call("atera-write", "atera", "POST", url + "/x", "{}").getException())
          .isInstanceOf(InDoubt.class)
          .hasMessageContaining("Maximum header count exceeded");
    }
  }

  @Test
  void an_endless_line_of_a_header_is_dropped() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture.runAsync(
          () -> {
            try (Socket socket = server.accept()) {
              OutputStream out = socket.getOutputStream();
              out.write("HTTP/1.1 200 OK\r\nX-More: ".getBytes(US_ASCII));
              byte[] block = "x".repeat(65_536).getBytes(US_ASCII);
              while (true) {
                out.write(block);
              }
            } catch (IOException closed) {
              // The client has given up, as it should.
            }
          });
      URI url = URI.create("http://127.0.0.1:" + server.getLocalPort());
      routes = VendorRoutes.against(NOWHERE, url);

      assertThat(routes.call("atera-write", "atera", "POST", url + "/x", "{}").getException())
          .isInstanceOf(InDoubt.class)
          .hasMessageContaining("Maximum line length limit exceeded");
    }
  }

  @Test
  void a_header_of_twelve_kilobytes_is_no_reason_to_fail() {
    atera.otherwise(
        VendorServer.with("Content-Security-Policy", "x".repeat(12_000), status(200, "{\"a\":1}")));
    routes = VendorRoutes.against(NOWHERE, atera.url());

    assertThat(routes.call("atera-write", "atera", "POST", atera.url() + "/x", "{}").getException())
        .isNull();
  }

  @Test
  void vendors_are_told_who_asks() {
    routes = VendorRoutes.against(NOWHERE, atera.url());
    routes.call("atera-read", "atera", "GET", atera.url() + "/x", null);
    assertThat(atera.requests().get(0).headers()).containsEntry("user-agent", "Caravan/1.2.3");
  }

  @Test
  void a_gzip_answer_of_ordinary_size_is_unpacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("{\"name\":\"Büro\"}".getBytes(StandardCharsets.UTF_8));
    }
    atera.otherwise(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.getResponseHeaders().set("Content-Type", "text/plain");
          exchange.sendResponseHeaders(200, packed.size());
          exchange.getResponseBody().write(packed.toByteArray());
          exchange.close();
        });
    routes = VendorRoutes.against(NOWHERE, atera.url());

    assertThat(
            routes
                .call("atera-read", "atera", "GET", atera.url() + "/x", null)
                .getMessage()
                .getBody())
        .hasToString("{\"name\":\"Büro\"}");
  }

  @Test
  void an_answer_shorter_than_announced_is_in_doubt() {
    atera.otherwise(
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write("{\"a\":".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          exchange.close();
        });
    routes = VendorRoutes.against(NOWHERE, atera.url());

    assertThat(routes.call("atera-write", "atera", "POST", atera.url() + "/x", "{}").getException())
        .isInstanceOf(InDoubt.class);
  }

  @Test
  void a_stop_does_not_wait_for_the_pause_of_a_retry() {
    atera.otherwise(VendorServer.with("Retry-After", "50", status(429, "")));
    routes = VendorRoutes.against(NOWHERE, atera.url());
    CompletableFuture<Exchange> waiting =
        CompletableFuture.supplyAsync(
            () -> routes.call("atera-read", "atera", "GET", atera.url() + "/x", null));
    await().atMost(Duration.ofSeconds(5)).until(() -> !atera.requests().isEmpty());

    long start = System.nanoTime();
    routes.close();

    assertThat(waiting.join().getException()).isNotNull();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(atera.requests()).hasSize(1);
  }

  private static void drip(OutputStream out) throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < 100; i++) {
      out.write('x');
      out.flush();
      try {
        if (never.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
          return;
        }
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
