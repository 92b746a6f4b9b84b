package dev.caravan.sandbox.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Lets every byte through to an HTTP server and back, but for the moment in the {@code Date} header
 * of its answers, which the JDK's server takes from the machine and nobody else can set. Both forms
 * are of one length, so nothing else changes.
 */
public final class DateRelay implements AutoCloseable {
  private static final byte[] HEADER = "\r\nDate: ".getBytes(StandardCharsets.US_ASCII);
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);
  private static final int BLOCK = 8192;

  private final ServerSocket server;
  private final int target;
  private final InstantSource clock;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool(DateRelay::thread);

  /**
   * @param port to listen on; 0 = any free one
   * @param target the port of the server
   */
  public DateRelay(int port, int target, InstantSource clock) throws IOException {
    this.server = new ServerSocket(port, BLOCK, InetAddress.getLoopbackAddress());
    this.target = target;
    this.clock = clock;
    threads.execute(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        sockets.add(client);
        threads.execute(() -> connect(client));
      } catch (IOException closed) {
        // By close, which ends the loop.
      }
    }
  }

  private void connect(Socket client) {
    Socket inner = new Socket();
    sockets.add(inner);
    try {
      inner.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
      client.setTcpNoDelay(true);
      inner.setTcpNoDelay(true);
      threads.execute(() -> copy(inner, client, true));
      copy(client, inner, false);
    } catch (IOException nobodyListens) {
      drop(client);
      drop(inner);
    }
  }

  /** The server writes the head of an answer in one piece. */
  private void copy(Socket from, Socket to, boolean answers) {
    byte[] block = new byte[BLOCK];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        if (answers) {
          stamp(block, read);
        }
        out.write(block, 0, read);
      }
    } catch (IOException cut) {
      // Both ends are told.
    } finally {
      drop(from);
      drop(to);
    }
  }

  private void stamp(byte[] block, int length) {
    byte[] now = FORM.format(clock.instant()).getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at + HEADER.length + now.length <= length; at++) {
      if (begins(block, at)) {
        System.arraycopy(now, 0, block, at + HEADER.length, now.length);
        return;
      }
    }
  }

  private static boolean begins(byte[] block, int at) {
    for (int i = 0; i < HEADER.length; i++) {
      if (block[at + i] != HEADER[i]) {
        return false;
      }
    }
    return true;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "sandbox-relay");
    thread.setDaemon(true);
    return thread;
  }

  private void drop(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException gone) {
      // As it should be.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      // Nothing of it is needed any more.
    }
    sockets.forEach(this::drop);
    threads.shutdownNow();
  }
}
