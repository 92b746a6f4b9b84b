package dev.caravan.call;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A vendor on the loopback interface that answers by script and remembers what it was asked. */
public final class VendorServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<ScriptedAnswer> script = new ArrayDeque<>();
  private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
  private volatile ScriptedAnswer otherwise = status(200, "{}");
  private volatile String tokenPath = "/auth/oauth/token";

  /** What a vendor does with a request. */
  @FunctionalInterface
  public interface ScriptedAnswer {
    void to(HttpExchange exchange) throws IOException;
  }

  /**
   * @param target path and query as they stood in the request line
   * @param headers names in lower case
   */
  public record ReceivedRequest(
      String method, String target, Map<String, String> headers, String body) {}

  public VendorServer() {
    this(0);
  }

  public VendorServer(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The answers to the next requests, in turn, outside the token path. */
  public VendorServer then(ScriptedAnswer... answers) {
    synchronized (script) {
      script.addAll(List.of(answers));
    }
    return this;
  }

  /** The answer to all requests for which nothing is scripted. */
  public VendorServer otherwise(ScriptedAnswer answer) {
    otherwise = answer;
    return this;
  }

  /** Where tokens are fetched. */
  public VendorServer tokensAt(String path) {
    tokenPath = path;
    return this;
  }

  /** Forgets what was scripted and what was asked. */
  public void anew() {
    synchronized (script) {
      script.clear();
    }
    requests.clear();
  }

  public List<ReceivedRequest> requests() {
    return List.copyOf(requests);
  }

  /** Those that were not for a token. */
  public List<ReceivedRequest> calls() {
    return requests.stream().filter(request -> !isToken(request)).toList();
  }

  public List<ReceivedRequest> tokenRequests() {
    return requests.stream().filter(this::isToken).toList();
  }

  public static ScriptedAnswer status(int status, String body) {
    return exchange -> respond(exchange, status, "application/json", body);
  }

  public static ScriptedAnswer html(int status, String body) {
    return exchange -> respond(exchange, status, "text/html", body);
  }

  public static ScriptedAnswer with(String header, String value, ScriptedAnswer answer) {
    return exchange -> {
      exchange.getResponseHeaders().set(header, value);
      answer.to(exchange);
    };
  }

  /** Ends the connection after the request was read. */
  public static ScriptedAnswer cut() {
    return HttpExchange::close;
  }

  public static void respond(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    ReceivedRequest request =
        new ReceivedRequest(
            exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
    requests.add(request);
    ScriptedAnswer next = null;
    if (!isToken(request)) {
      synchronized (script) {
        next = script.poll();
      }
    }
    (next == null ? otherwise : next).to(exchange);
  }

  private boolean isToken(ReceivedRequest request) {
    return request.target().startsWith(tokenPath);
  }
}
