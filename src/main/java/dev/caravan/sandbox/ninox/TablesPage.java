package dev.caravan.sandbox.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.caravan.sandbox.wire.Html;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The page at {@code /tables}: what Ninox holds, as plain HTML made here. */
final class TablesPage implements HttpHandler {
  private static final int SHOWN = 200;

  private final NinoxVendor ninox;

  TablesPage(NinoxVendor ninox) {
    this.ninox = ninox;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] content = html().getBytes(StandardCharsets.UTF_8);
      String policy = "default-src 'none'; style-src 'self'; img-src 'self'";
      Html.send(exchange, "text/html", policy, content);
    }
  }

  private String html() {
    StringBuilder html =
        new StringBuilder(
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Caravan sandbox: Ninox</title>
            <link rel="icon" href="/sandbox.svg"><link rel="stylesheet" href="/sandbox.css"></head>
            <body><header><h1>Caravan sandbox</h1>
            <nav aria-label="Pages"><a href="/">Alerts and tickets</a>
            <a href="/tables" aria-current="page">Ninox tables</a></nav>
            <p id="counts">The newest %d rows of each table, as they were when this page was asked for.</p>
            </header><main class="wide">
            """
                .formatted(SHOWN));
    for (JsonNode table : ninox.schemas()) {
      table(html, table);
    }
    return html.append("</main></body></html>\n").toString();
  }

  private void table(StringBuilder html, JsonNode table) {
    String id = table.path("id").asText();
    List<String> columns = table.path("fields").findValuesAsText("name");
    List<? extends JsonNode> rows = ninox.newestRows(id, SHOWN);
    html.append("<section><h2>").append(Html.escaped(table.path("name").asText()));
    int size = ninox.size(id);
    html.append(" <span>(")
        .append(size)
        .append(size == 1 ? " row)" : " rows)")
        .append("</span></h2>");
    html.append("<div class=\"scroll\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">Id</th>");
    columns.forEach(
        column -> html.append("<th scope=\"col\">").append(Html.escaped(column)).append("</th>"));
    html.append("</tr></thead><tbody>");
    for (JsonNode row : rows) {
      html.append("<tr><td class=\"number\">").append(row.path("id").asLong()).append("</td>");
      for (String column : columns) {
        JsonNode value = row.path("fields").path(column);
        String text = Html.escaped(text(value));
        html.append("<td title=\"").append(text).append("\">").append(text).append("</td>");
      }
      html.append("</tr>");
    }
    if (rows.isEmpty()) {
      html.append("<tr><td class=\"none\" colspan=\"").append(columns.size() + 1);
      html.append("\">No rows yet.</td></tr>");
    }
    html.append("</tbody></table></div></section>\n");
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.isMissingNode() ? "" : value.toString();
  }
}
