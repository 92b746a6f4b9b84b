package dev.caravan.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The page at {@code /} that shows alerts and tickets side by side. It loads nothing from afar. */
final class Page implements HttpHandler {
  private static final Map<String, String> FILES =
      Map.of(
          "/", "index.html",
          "/sandbox.css", "sandbox.css",
          "/sandbox.js", "sandbox.js",
          "/sandbox.svg", "sandbox.svg");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html", "css", "text/css", "js", "text/javascript", "svg", "image/svg+xml");

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String file = FILES.get(exchange.getRequestURI().getPath());
      if (file == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] content = read(file);
      String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
      exchange.getResponseHeaders().set("Content-Type", type + ";charset=utf-8");
      exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'self'");
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      exchange.getResponseHeaders().set("Cache-Control", "no-cache");
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    }
  }

  private static byte[] read(String file) throws IOException {
    try (InputStream in = Page.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException(file + " is not in the class path");
      }
      return in.readAllBytes();
    }
  }
}
