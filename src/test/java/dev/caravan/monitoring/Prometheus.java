package dev.caravan.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.cli.ManagementPort;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The machine's own Prometheus, asking one process each second. A second stands for a minute:
 * durations of alerts and queries are divided by 60. Closing it ends it.
 */
final class Prometheus implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MINUTE = 60;

  private final Process process;
  private final URI api;

  private Prometheus(Process process, URI api) {
    this.process = process;
    this.api = api;
  }

  /**
   * @param rules the groups of rules as they are shipped
   */
  static Prometheus watching(ManagementPort caravan, JsonNode rules, Path folder)
      throws IOException {
    Files.writeString(folder.resolve("rules.json"), quickened(rules.toString()));
    Path configuration =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            rule_files: [rules.json]
            scrape_configs:
              - job_name: caravan
                metrics_path: /observe/metrics
                static_configs: [{targets: ["127.0.0.1:%s"]}]
            """
                .formatted(caravan));
    ManagementPort own = ManagementPort.free();
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("series"),
                "--web.listen-address=127.0.0.1:" + own,
                "--log.level=warn")
            .inheritIO()
            .start();
    return new Prometheus(process, URI.create("http://127.0.0.1:" + own + "/api/v1/"));
  }

  /** Hours become minutes and minutes seconds: in ranges, in "for", and in moments compared. */
  static String quickened(String text) {
    String ranges =
        Pattern.compile("(?<=[\\[\"])(\\d+)([hm])(?=[\\]\"])")
            .matcher(text)
            .replaceAll(it -> it.group(1) + (it.group(2).equals("h") ? "m" : "s"));
    return Pattern.compile("(?<=offset )(\\d+)h|(?<=> )3600\\b")
        .matcher(ranges)
        .replaceAll(it -> it.group(1) == null ? "" + MINUTE : it.group(1) + "m");
  }

  private JsonNode ask(String path) throws IOException, InterruptedException {
    var answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(api.resolve(path)).build(), BodyHandlers.ofString());
    JsonNode json = JSON.readTree(answer.body());
    if (!json.path("status").asText().equals("success")) {
      throw new IOException(path + ": " + answer.body());
    }
    return json.path("data");
  }

  /** Names of alerts that fire now, each with its sync or account. */
  Set<String> firing() throws InterruptedException {
    Set<String> names = new TreeSet<>();
    try {
      for (JsonNode alert : ask("alerts").path("alerts")) {
        JsonNode labels = alert.path("labels");
        if (alert.path("state").asText().equals("firing")) {
          names.add(
              (labels.path("alertname").asText()
                      + " "
                      + labels.path("sync").asText(labels.path("account").asText()))
                  .trim());
        }
      }
    } catch (IOException notYetUp) {
      return Set.of();
    }
    return names;
  }

  /** The series of a query since that moment, a value a second. */
  JsonNode series(String query, Instant since) throws IOException, InterruptedException {
    return ask("query_range?query=%s&start=%d&end=%d&step=1"
            .formatted(
                URLEncoder.encode(quickened(query), StandardCharsets.UTF_8),
                since.getEpochSecond(),
                Instant.now().getEpochSecond()))
        .path("result");
  }

  @Override
  public void close() {
    process.destroy();
  }
}
