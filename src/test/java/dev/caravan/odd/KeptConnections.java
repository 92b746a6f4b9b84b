package dev.caravan.odd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;

import dev.caravan.network.Relay;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A vendor that keeps its connections open. It answers a request for {@code /odd} by what it was
 * told to, and every other one by an object that names the request.
 */
final class KeptConnections implements AutoCloseable {
  /** As {@code POST /path}, in the order in which they came. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  private final List<Socket> clients = new CopyOnWriteArrayList<>();
  private final Relay relay;
  private volatile byte[] odd = {};

  KeptConnections(ServerSocket server) {
    this.relay = new Relay(server, this::serve);
  }

  /** What it says to the next requests for {@code /odd}; forgets those that came. */
  void answerOddly(byte[] bytes) {
    odd = bytes;
    requests.clear();
  }

  int port() {
    return relay.port();
  }

  /** How many connections there have been. */
  int connections() {
    return clients.size();
  }

  /** Sends bytes that nobody asked for on the last connection, where they are there at once. */
  void sendUnasked(byte[] bytes) {
    try {
      await().until(() -> !clients.isEmpty());
      clients.get(clients.size() - 1).getOutputStream().write(bytes);
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  /** The ordinary answer to a request. */
  static String answer(String request) {
    return "{\"to\":\"%s\"}".formatted(request);
  }

  private void serve(Socket client) throws IOException {
    // What is sent is sent now, whether or not the last answer was acknowledged.
    client.setTcpNoDelay(true);
    clients.add(client);
    InputStream in = client.getInputStream();
    OutputStream out = client.getOutputStream();
    while (true) {
      String head = head(in);
      String request = head.substring(0, head.indexOf(" HTTP/"));
      if (request.startsWith("POST")) {
        in.readNBytes(2);
      }
      requests.add(request);
      out.write(
          request.endsWith("/odd") ? odd : OddAnswer.bytes(OddAnswer.ok("", answer(request))));
      out.flush();
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed by the client");
      }
      head.append(new String(new byte[] {(byte) next}, ISO_8859_1));
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    relay.close();
    for (Socket client : clients) {
      client.close();
    }
  }
}
