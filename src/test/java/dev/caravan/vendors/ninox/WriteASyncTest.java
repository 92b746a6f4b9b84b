package dev.caravan.vendors.ninox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.LoadRequest;
import dev.caravan.config.Settings;
import dev.caravan.cycle.CycleReport;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.sandbox.Sandbox;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.vendor.RouteFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/write-a-sync.md, word for word: its files are used as they stand there. */
class WriteASyncTest {
  private static final String SYNC = "datto-sites-to-ninox";
  private static final String TICKETS = "branch-alerts-to-atera-tickets";
  private static final Pattern POST = Pattern.compile("curl -X POST \\$C(/\\S+) -d '([^']*)'");

  @TempDir Path folder;

  private final String page = page();

  @Test
  void the_sync_of_the_page_works() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      for (MatchResult post : POST.matcher(page).results().toList()) {
        assertThat(post(sandbox.uri() + "/control" + post.group(1), post.group(2))).isEqualTo(200);
      }
      files();
      Settings settings = settings(SYNC, block("properties", 1), sandbox);
      assertThat(settings.enabledSyncs()).containsExactly(SYNC);

      CycleReport plan;
      try (CaravanRuntime caravan = CaravanRuntime.start(RuntimeSpec.of(settings, List.of(SYNC)))) {
        plan = caravan.syncs().plan(SYNC);
      }
      assertThat(plan.error()).isNull();
      assertThat(plan.created()).isEqualTo(5);
      assertThat(sandbox.ninox().rows("Customers")).isEmpty();
      try (CaravanRuntime caravan = CaravanRuntime.start(RuntimeSpec.of(settings, List.of(SYNC)))) {
        assertThat(caravan.syncs().run(SYNC, 0).created()).isEqualTo(5);
        assertThat(caravan.syncs().run(SYNC, 0).unchanged()).isEqualTo(5);
      }
      assertThat(sandbox.ninox().rows("Customers"))
          .hasSize(5)
          .allSatisfy(row -> assertThat(row.path("fields").path("Devices").asInt()).isPositive());
    }
  }

  @Test
  void tickets_of_the_page_are_not_doubled_when_the_ledger_is_lost() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(2, 8, 6))) {
      files();
      String config = block("properties", 1) + block("properties", 2);

      assertThat(cycle(settings(TICKETS, config, sandbox)).created()).isEqualTo(6);
      String another = config.replace("try-ledger", "another-ledger");
      CycleReport again = cycle(settings(TICKETS, another, sandbox));

      assertThat(again.error()).isNull();
      assertThat(again.created()).isZero();
      assertThat(sandbox.atera().tickets()).hasSize(6);
    }
  }

  private static CycleReport cycle(Settings settings) {
    try (CaravanRuntime caravan =
        CaravanRuntime.start(RuntimeSpec.of(settings, List.of(TICKETS)))) {
      return caravan.syncs().run(TICKETS, 0);
    }
  }

  private Settings settings(String sync, String config, Sandbox sandbox) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("try.properties"),
            config
                .replace("http://localhost:9700", sandbox.uri().toString())
                .replace("file:./", "file:" + folder + "/"));
    Settings settings =
        Settings.load(
            new LoadRequest(
                folder, folder, List.of(file), Map.of(), RouteFolders.of(Path.of("routes"))));
    settings.requireFor(List.of(), List.of(sync));
    return settings;
  }

  /** The files of the page, where it says that they are. */
  private void files() throws IOException {
    write("my-routes/mappings/site-to-ninox-row.jq", block("jq", 1));
    write("my-routes/syncs/%s.pipe.yaml".formatted(SYNC), block("yaml", 1));
    write("my-routes/syncs/%s.pipe.yaml".formatted(TICKETS), block("yaml", 2));
  }

  private void write(String file, String text) throws IOException {
    assertThat(page).contains("`%s`".formatted(file));
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static String page() {
    try {
      return Files.readString(Path.of("docs/write-a-sync.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The block of that language with that number, from 1. */
  private String block(String language, int number) {
    Matcher matcher =
        Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL).matcher(page);
    for (int i = 0; i < number; i++) {
      assertThat(matcher.find()).isTrue();
    }
    return matcher.group(1);
  }

  private static int post(String url, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
  }
}
