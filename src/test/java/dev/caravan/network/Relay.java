package dev.caravan.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Accepts connections, each in a thread, until it is closed. */
public final class Relay implements AutoCloseable {
  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** What is done with a connection, which is closed afterwards. */
  @FunctionalInterface
  public interface Connection {
    void serve(Socket socket) throws IOException;
  }

  public Relay(ServerSocket server, Connection connection) {
    this.server = server;
    threads.execute(
        () -> {
          while (!server.isClosed()) {
            try {
              Socket socket = server.accept();
              threads.execute(
                  () -> {
                    try (socket) {
                      connection.serve(socket);
                    } catch (IOException ended) {
                      // By the other side, which is what it may do.
                    }
                  });
            } catch (IOException closed) {
              return;
            }
          }
        });
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Copies both ways until both sides have said all. */
  public void join(Socket one, Socket other) throws IOException {
    threads.execute(() -> copy(other, one));
    copy(one, other);
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] block = new byte[8_192];
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        out.write(block, 0, read);
        out.flush();
      }
      to.close();
    } catch (IOException ended) {
      // The other direction ends with it.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
