package dev.caravan.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** A port that was free a moment ago, for a process to show itself on. */
public record ManagementPort(int number) {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  public static ManagementPort free() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new ManagementPort(free.getLocalPort());
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:%d/observe/%s".formatted(number, path));
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).timeout(LONGEST).build(), BodyHandlers.ofString());
  }

  int live() throws IOException, InterruptedException {
    return get("health/live").statusCode();
  }

  int ready() throws IOException, InterruptedException {
    return get("health/ready").statusCode();
  }

  /** The samples of ours in a scrape, a line each. */
  List<String> scrape() throws IOException, InterruptedException {
    HttpResponse<String> scrape = get("metrics");
    if (scrape.statusCode() != 200) {
      throw new IllegalStateException("answered " + scrape.statusCode());
    }
    return scrape.body().lines().filter(line -> line.startsWith("caravan_")).toList();
  }

  @Override
  public String toString() {
    return Integer.toString(number);
  }
}
