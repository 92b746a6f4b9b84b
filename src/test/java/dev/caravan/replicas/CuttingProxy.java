package dev.caravan.replicas;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port of this machine that leads to another one, until its connections are cut. Thread-safe. */
final class CuttingProxy implements AutoCloseable {
  private static final int BLOCK = 16_384;

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  CuttingProxy(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Every connection ends now; new ones are let through. */
  int cut() {
    List<Socket> now = List.copyOf(sockets);
    now.forEach(this::drop);
    return now.size() / 2;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket from = server.accept();
        sockets.add(from);
        daemon(() -> connect(from));
      } catch (IOException closed) {
        // By close, which ends the loop.
      }
    }
  }

  private void connect(Socket from) {
    Socket to = new Socket();
    sockets.add(to);
    try {
      to.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
      from.setTcpNoDelay(true);
      to.setTcpNoDelay(true);
      daemon(() -> copy(to, from));
      copy(from, to);
    } catch (IOException nobodyListens) {
      drop(from);
      drop(to);
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] block = new byte[BLOCK];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        out.write(block, 0, read);
      }
    } catch (IOException cut) {
      // Both ends are told.
    } finally {
      drop(from);
      drop(to);
    }
  }

  private void drop(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException gone) {
      // As it should be.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "cutting-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
