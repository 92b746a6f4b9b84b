package dev.caravan.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.caravan.sandbox.wire.Button;
import dev.caravan.sandbox.wire.Html;
import dev.caravan.sandbox.wire.PageTable;
import dev.caravan.sandbox.wire.SimulatedAccount;
import dev.caravan.sandbox.wire.VendorPage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page at {@code /} that shows what the vendors list side by side. It loads nothing from afar.
 * What the vendors add to it stands in it from the start; its script brings the rows.
 */
final class FrontPage implements HttpHandler {
  private static final Map<String, String> FILES =
      Map.of(
          "/", "index.html",
          "/sandbox.css", "sandbox.css",
          "/sandbox.js", "sandbox.js",
          "/sandbox.svg", "sandbox.svg");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html", "css", "text/css", "js", "text/javascript", "svg", "image/svg+xml");

  private final List<SimulatedAccount<?>> accounts;

  FrontPage(List<SimulatedAccount<?>> accounts) {
    this.accounts = accounts;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String file = FILES.get(exchange.getRequestURI().getPath());
      if (file == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] content = file.equals("index.html") ? index() : read(file);
      String type = TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), "text/plain");
      Html.send(exchange, type, "default-src 'self'", content);
    }
  }

  private byte[] index() throws IOException {
    return new String(read("index.html"), StandardCharsets.UTF_8)
        .replace("<!-- links -->", each(a -> a.pages().stream().map(FrontPage::link)))
        .replace("<!-- buttons -->", each(a -> a.buttons().stream().map(FrontPage::button)))
        .replace("<!-- tables -->", each(a -> a.tables(0).stream().map(FrontPage::section)))
        .getBytes(StandardCharsets.UTF_8);
  }

  private String each(Function<SimulatedAccount<?>, Stream<String>> parts) {
    return accounts.stream().flatMap(parts).collect(Collectors.joining("\n"));
  }

  private static String link(VendorPage page) {
    return "<a href=\"%s\">%s</a>".formatted(page.path(), Html.escaped(page.title()));
  }

  private static String button(Button button) {
    return "<button type=\"button\" data-post=\"/control%s\" data-body=\"%s\">%s</button>"
        .formatted(button.path(), Html.escaped(button.body()), Html.escaped(button.words()));
  }

  private static String section(PageTable table) {
    String heads =
        table.columns().stream()
            .map(column -> "<th scope=\"col\">" + Html.escaped(column.title()) + "</th>")
            .collect(Collectors.joining());
    return """
    <section aria-labelledby="{id}-title">
      <h2 id="{id}-title">{title} <span id="{id}-count"></span></h2>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="{id}-title">
        <table class="cards"><thead><tr>{heads}</tr></thead><tbody id="{id}"></tbody></table>
      </div>
    </section>\
    """
        .replace("{id}", table.id())
        .replace("{title}", Html.escaped(table.title()))
        .replace("{heads}", heads);
  }

  private static byte[] read(String file) throws IOException {
    try (InputStream in = FrontPage.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException(file + " is not in the class path");
      }
      return in.readAllBytes();
    }
  }
}
