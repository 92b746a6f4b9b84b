package dev.caravan.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.call.VendorFailure.InDoubt;
import dev.caravan.call.VendorFailure.NotSent;
import dev.caravan.ledger.LockLost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is asked last, when the connection stands and before the first byte leaves. */
@Timeout(30)
class SendCheckTest {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  private final List<String> asked = new ArrayList<>();
  private final AtomicReference<@Nullable Socket> connection = new AtomicReference<>();
  private ServerSocket vendor;
  private VendorRoutes routes;

  @BeforeEach
  void listen() throws IOException {
    vendor = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    vendor.setSoTimeout(5_000);
  }

  @AfterEach
  void stop() throws IOException {
    routes.close();
    Socket socket = connection.get();
    if (socket != null) {
      socket.close();
    }
    vendor.close();
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + vendor.getLocalPort());
  }

  private Exchange write(Runnable permission) {
    return routes.send(
        "atera-write",
        Map.of("account", "atera", "method", "POST", "url", url() + "/x", "priority", "alerts"),
        "{}",
        Map.of(CallVariables.BEFORE_WRITING, permission));
  }

  private void connected() {
    try {
      connection.set(vendor.accept());
    } catch (IOException e) {
      throw new UncheckedIOException("There is no connection yet", e);
    }
  }

  /** The client drops the connection; nothing came before. */
  private void nothingArrived() throws IOException {
    Socket socket = connection.get();
    socket.setSoTimeout(5_000);
    try {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    } catch (SocketException reset) {
      // Dropped at once; bytes that had come would have been read before.
    }
  }

  @Test
  void a_write_whose_lock_is_lost_while_it_connects_is_not_sent() throws IOException {
    routes = VendorRoutes.against(NOWHERE, url());

    Exchange answer =
        write(
            () -> {
              connected();
              throw new LockLost("over");
            });

    assertThat(answer.getException()).isInstanceOf(LockLost.class).hasMessage("over");
    assertThat(routes.asked("atera").sent()).isZero();
    nothingArrived();
  }

  @Test
  void the_admission_is_renewed_before_the_lock_is_asked_for_the_last_time() {
    routes = VendorRoutes.against(NOWHERE, url(), setup -> setup.renewed = () -> pass("admission"));

    Exchange answer =
        write(
            () -> {
              asked.add("lock");
              throw new LockLost("over");
            });

    assertThat(answer.getException()).isInstanceOf(LockLost.class);
    assertThat(asked).containsExactly("admission", "lock");
  }

  private Duration pass(String what) {
    connected();
    asked.add(what);
    return Duration.ZERO;
  }

  @Test
  void a_call_that_waits_once_more_gives_its_connection_up_and_is_tried_again() throws Exception {
    List<Duration> waits = new ArrayList<>(List.of(Duration.ofSeconds(2)));
    routes =
        VendorRoutes.against(
            NOWHERE,
            url(),
            setup -> {
              setup.renewed = () -> waits.isEmpty() ? Duration.ZERO : waits.remove(0);
              setup.atera.put("read-timeout", "200ms");
            });

    Exchange answer = write(() -> asked.add("lock"));

    assertThat(answer.getException())
        .as("the second one was sent, and nobody answers here")
        .isInstanceOf(InDoubt.class);
    assertThat(asked).containsExactly("lock");
    assertThat(routes.acquired).hasSize(2);
    assertThat(routes.givenBack).isEqualTo(1);
    connected();
    nothingArrived();
  }

  @Test
  void reads_ask_no_lock() {
    routes = VendorRoutes.against(NOWHERE, url(), setup -> setup.retryDelay = Duration.ofMillis(1));
    vendorIsGone();

    Exchange answer =
        routes.send(
            "atera-read",
            Map.of("account", "atera", "method", "GET", "url", url() + "/x", "priority", "alerts"),
            null,
            Map.of(CallVariables.BEFORE_WRITING, (Runnable) () -> asked.add("lock")));

    assertThat(answer.getException()).isInstanceOf(NotSent.class);
    assertThat(asked).isEmpty();
  }

  private void vendorIsGone() {
    try {
      vendor.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
