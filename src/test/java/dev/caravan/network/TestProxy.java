package dev.caravan.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An HTTP proxy on the loopback interface. Whatever it is asked for, it leads to one port. */
public final class TestProxy implements AutoCloseable {
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final Relay relay;
  private volatile Function<String, String> answer = head -> "";
  private volatile String behind = "";

  /**
   * @param port where the vendor listens on this machine
   */
  public TestProxy(int port) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.relay = new Relay(server, client -> serve(client, port));
  }

  /** What it says to a request, by its head, instead of leading on; empty to lead on. */
  public TestProxy answering(Function<String, String> answer) {
    this.answer = answer;
    return this;
  }

  /** What it says right behind its yes to a tunnel, as if the vendor had said it. */
  public void sayingBehindItsYes(String text) {
    behind = text;
  }

  /** A page of its own. */
  public static String page(String statusLine, String more, String body) {
    return "HTTP/1.1 %s\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(statusLine, more, body.length(), body);
  }

  public int port() {
    return relay.port();
  }

  /** The heads of the requests that it got. */
  public List<String> heads() {
    return List.copyOf(heads);
  }

  private void serve(Socket client, int port) throws IOException {
    String head = head(client.getInputStream());
    heads.add(head);
    String own = answer.apply(head);
    if (!own.isEmpty()) {
      client.getOutputStream().write(own.getBytes(ISO_8859_1));
      client.getOutputStream().flush();
      return;
    }
    try (Socket vendor = new Socket(InetAddress.getLoopbackAddress(), port)) {
      if (head.startsWith("CONNECT ")) {
        String yes = "HTTP/1.1 200 Established\r\n\r\n" + behind;
        client.getOutputStream().write(yes.getBytes(ISO_8859_1));
      } else {
        // The one connection serves one request: the vendor is told the path alone.
        String forwarded =
            head.replaceFirst(" https?://[^/ ]+", " ")
                .replaceFirst("(?i)\r\nProxy-Authorization:[^\r]*", "")
                .replaceFirst("\r\n", "\r\nConnection: close\r\n");
        vendor.getOutputStream().write(forwarded.getBytes(ISO_8859_1));
      }
      relay.join(client, vendor);
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the request ended in its head");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    relay.close();
  }
}
