package dev.caravan.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import dev.caravan.sandbox.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The panels of the shipped dashboard over what a Prometheus has seen, without Grafana. */
final class DashboardPicture {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DASHBOARD = Path.of("k8s/monitoring/caravan.dashboard.json");
  private static final Path PAGE = Path.of("src/test/resources/monitoring/dashboard.html");
  private static final int WIDTH = 1320;

  private DashboardPicture() {}

  /**
   * Every query must be one that Prometheus understands and that has series.
   *
   * @param since the left edge
   * @param folder where {@code dashboard.html} and {@code dashboard.png} go
   */
  static void draw(Prometheus prometheus, Instant since, Path folder)
      throws IOException, InterruptedException {
    ArrayNode panels = JSON.createArrayNode();
    List<String> empty = new ArrayList<>();
    for (JsonNode panel : JSON.readTree(DASHBOARD.toFile()).path("panels")) {
      ObjectNode drawn = panels.addObject();
      drawn.setAll((ObjectNode) panel.deepCopy());
      ArrayNode results = drawn.putArray("series");
      for (JsonNode target : panel.path("targets")) {
        String query = target.path("expr").asText().replaceAll("\\$(sync|account)\\b", ".*");
        JsonNode series = prometheus.series(query, since);
        if (series.isEmpty()) {
          empty.add(panel.path("title").asText() + ": " + query);
        }
        series.forEach(
            one ->
                ((ObjectNode) results.add(one).get(results.size() - 1))
                    .put("legend", target.path("legendFormat").asText()));
      }
    }
    assertThat(empty).as("queries without a series").isEmpty();
    Path page =
        Files.writeString(
            folder.resolve("dashboard.html"),
            Files.readString(PAGE).replace("/*panels*/[]", panels.toString()));
    try (Chromium chromium = Chromium.launch()) {
      Page window = chromium.open(page.toAbsolutePath().toUri().toString(), WIDTH);
      window.screenshot(
          new Page.ScreenshotOptions().setFullPage(true).setPath(folder.resolve("dashboard.png")));
      assertThat(chromium.complaints()).isEmpty();
    }
  }
}
