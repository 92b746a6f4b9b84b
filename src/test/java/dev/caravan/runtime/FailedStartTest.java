package dev.caravan.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A start that fails leaves nothing open: no connection, no thread, nothing beside the store's
 * file.
 */
@EnabledOnOs(OS.LINUX)
class FailedStartTest {
  @TempDir Path folder;
  private TicketScenario here;
  private Set<Thread> before;

  @BeforeEach
  void start() throws IOException {
    here = new TicketScenario(folder, SandboxOptions.defaults().withRecords(1, 1, 1));
    // Those of tests that ran before in this process.
    before = Thread.getAllStackTraces().keySet();
    // Drivers and loggers keep threads for good once they were used.
    try (CaravanRuntime once = here.start()) {
      assertThat(once.syncs()).isNotNull();
      assertThat(openFiles()).anyMatch(file -> file.startsWith(store()));
    }
    await().until(() -> own().isEmpty());
    before = Thread.getAllStackTraces().keySet();
  }

  @AfterEach
  void stop() {
    here.close();
  }

  private String store() {
    return folder.resolve("store").toString();
  }

  private static List<String> openFiles() throws IOException {
    List<String> open = new ArrayList<>();
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      for (Path each : all.toList()) {
        if (Files.isSymbolicLink(each)) {
          open.add(Files.readSymbolicLink(each).toString());
        }
      }
    }
    return open;
  }

  private Set<String> own() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        .filter(name -> name.matches("(?i)(caravan|camel|httpclient|idle-conn).*"))
        .collect(Collectors.toSet());
  }

  private void nothingIsOpen() throws IOException {
    assertThat(openFiles()).noneMatch(file -> file.startsWith(store()));
    await().untilAsserted(() -> assertThat(own()).isEmpty());
    assertThat(here.sync().created()).isEqualTo(1);
  }

  @Test
  void at_a_sync_whose_pipe_is_missing() throws IOException {
    assertThatThrownBy(() -> here.start(TicketScenario.SYNC, "no-such-sync"))
        .hasMessageContaining("no-such-sync");
    nothingIsOpen();
  }

  @Test
  void at_a_route_that_cannot_be_created() throws IOException {
    Path own = Files.createDirectories(folder.resolve("own/vendors/atera"));
    Path broken =
        Files.writeString(
            own.resolve("broken.camel.yaml"),
            """
            - route:
                id: broken
                from:
                  uri: direct:broken
                  steps:
                    - to:
                        uri: no-such-component:anything
            """);
    here.with("caravan.routes-dirs", folder.resolve("own").toString());
    assertThatThrownBy(() -> here.start()).hasMessageContaining("no-such-component");
    Files.delete(broken);
    nothingIsOpen();
  }
}
