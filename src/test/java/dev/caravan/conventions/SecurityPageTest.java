package dev.caravan.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page on security says is shown by tests that there are. */
class SecurityPageTest {
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*Test)(?:\\.(\\w+))?`");

  @Test
  void every_test_that_it_names_is_there() throws IOException {
    List<String> missing = new ArrayList<>();
    Matcher named = NAMED.matcher(Files.readString(Path.of("SECURITY.md")));
    int count = 0;
    while (named.find()) {
      count++;
      String method = named.group(2);
      Path file = find(named.group(1) + ".java");
      if (file == null || (method != null && !Files.readString(file).contains(method + "("))) {
        missing.add(named.group());
      }
    }
    assertThat(missing).isEmpty();
    assertThat(count).isPositive();
  }

  @Test
  void no_route_serves_http() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      List<Path> yaml = files.filter(file -> file.toString().endsWith(".yaml")).toList();
      assertThat(yaml).isNotEmpty();
      for (Path file : yaml) {
        assertThat(Files.readString(file))
            .as(file.toString())
            .doesNotContain("platform-http", "uri: jetty", "uri: undertow", "uri: netty-http");
      }
    }
  }

  /** Whoever adds one reads first what the page says of Camel's. */
  @Test
  void no_server_of_camels_has_a_log_in() throws IOException {
    List<Path> sources = new ArrayList<>(List.of(Path.of("application.properties")));
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/caravan/runtime"))) {
      files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
    }
    for (Path source : sources) {
      assertThat(Files.readString(source))
          .as(source.toString())
          .doesNotContainPattern("camel\\.(server|management)\\.(authentication|basic|jwt|path)");
    }
  }

  private static Path find(String name) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      return files.filter(file -> file.endsWith(name)).findFirst().orElse(null);
    }
  }
}
