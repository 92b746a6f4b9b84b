package dev.caravan.odd;

import dev.caravan.network.Relay;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A vendor on the loopback interface that answers every request by the bytes of one odd answer. */
final class OddServer implements AutoCloseable {
  private final AtomicLong written = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final Relay relay;

  OddServer(OddAnswer answer) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setReceiveBufferSize(64 << 10);
    this.relay = new Relay(server, client -> answer(client, answer));
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + relay.port());
  }

  /** Bytes that it got rid of for each request, on an average. */
  long writtenEach() {
    return written.get() / Math.max(1, asked.get());
  }

  private void answer(Socket client, OddAnswer answer) throws IOException {
    client.setSendBufferSize(64 << 10);
    readRequest(client.getInputStream());
    asked.incrementAndGet();
    OutputStream out = client.getOutputStream();
    answer
        .bytes()
        .to(
            client,
            new OutputStream() {
              @Override
              public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
              }

              @Override
              public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
                written.addAndGet(length);
              }

              @Override
              public void flush() throws IOException {
                out.flush();
              }
            });
    out.flush();
  }

  /** All of it: a server that closes before would reset what it said. */
  private static void readRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    if (head.toString().startsWith("POST")) {
      in.readNBytes(2);
    }
  }

  @Override
  public void close() throws IOException {
    relay.close();
  }
}
