package dev.caravan.vendors.ninox;

import dev.caravan.vendor.RouteFolders;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.LoadRequest;
import dev.caravan.config.Settings;
import dev.caravan.cycle.CycleReport;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.sandbox.Sandbox;
import dev.caravan.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/write-a-sync.md, word for word: its files are used as they stand there. */
class WriteASyncTest {
  private static final String SYNC = "datto-sites-to-ninox";
  private static final Pattern POST = Pattern.compile("curl -X POST \\$C(/\\S+) -d '([^']*)'");

  @TempDir Path folder;

  @Test
  void the_sync_of_the_page_works() throws Exception {
    String page = Files.readString(Path.of("docs/write-a-sync.md"));
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      for (MatchResult post : POST.matcher(page).results().toList()) {
        assertThat(post(sandbox.uri() + "/control" + post.group(1), post.group(2))).isEqualTo(200);
      }
      Path routes = routes();
      Files.writeString(routes.resolve("mappings/site-to-ninox-row.jq"), block(page, "jq"));
      Files.writeString(routes.resolve("syncs/%s.pipe.yaml".formatted(SYNC)), block(page, "yaml"));
      Path config =
          Files.writeString(
              folder.resolve("try.properties"),
              block(page, "properties")
                  .replace("http://localhost:9700", sandbox.uri().toString())
                  .replace("./try-ledger", folder.resolve("try-ledger").toString()));
      Settings settings =
          Settings.load(
              new LoadRequest(
                  folder, folder, List.of(config), Map.of(), RouteFolders.of(routes)));
      settings.requireFor(List.of(), List.of(SYNC));

      CycleReport plan;
      try (CaravanRuntime caravan =
          CaravanRuntime.start(RuntimeSpec.plan(settings, SYNC))) {
        plan = caravan.syncs().plan(SYNC);
      }
      assertThat(plan.error()).isNull();
      assertThat(plan.created()).isEqualTo(5);
      assertThat(sandbox.ninox().rows("Customers")).isEmpty();
      try (CaravanRuntime caravan =
          CaravanRuntime.start(RuntimeSpec.of(settings, List.of(SYNC)))) {
        assertThat(caravan.syncs().run(SYNC, 0).created()).isEqualTo(5);
        assertThat(caravan.syncs().run(SYNC, 0).unchanged()).isEqualTo(5);
      }
      assertThat(sandbox.ninox().rows("Customers"))
          .hasSize(5)
          .allSatisfy(row -> assertThat(row.path("fields").path("Devices").asInt()).isPositive());
    }
  }

  private Path routes() throws IOException {
    Path from = Path.of("routes");
    Path to = folder.resolve("routes");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  private static String block(String page, String language) {
    Matcher matcher =
        Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static int post(String url, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
  }
}
