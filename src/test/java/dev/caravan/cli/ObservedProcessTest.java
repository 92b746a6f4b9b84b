package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a monitor sees of a running process. */
@Timeout(120)
class ObservedProcessTest {
  private static final int ALERTS = 4;

  @TempDir Path folder;
  private TicketScenario here;
  private ManagementPort port;

  @BeforeEach
  void start() throws IOException {
    here =
        new TicketScenario(folder, SandboxOptions.defaults().withRecords(2, 6, ALERTS))
            .with("caravan.syncs", SYNC)
            .with("caravan.notify", "log")
            .with(SYNC + ".every", "1s");
    port = ManagementPort.free();
    here.with("camel.management.port", port.toString());
  }

  @AfterEach
  void stop() {
    here.close();
  }

  private CaravanProcess run() throws IOException {
    return CaravanProcess.caravan(folder, Map.of(), "run", "--config", "" + here.configFile());
  }

  /** The label names of each figure that the page names, by its name. */
  private static Map<String, Set<String>> documented() throws IOException {
    Map<String, Set<String>> figures = new TreeMap<>();
    Pattern figure = Pattern.compile("(?m)^\\| `(caravan_\\w+)(?:\\{([a-z,]+)})?` \\|");
    figure
        .matcher(Files.readString(Path.of("docs/metrics.md")))
        .results()
        .forEach(
            row ->
                figures.put(
                    row.group(1),
                    row.group(2) == null
                        ? Set.of()
                        : new TreeSet<>(List.of(row.group(2).split(",")))));
    return figures;
  }

  /** The same of a scrape; the parts of a histogram count as one. */
  private static Map<String, Set<String>> scraped(List<String> lines) {
    Map<String, Set<String>> figures = new TreeMap<>();
    for (String line : lines) {
      MatchResult sample =
          Pattern.compile("^(\\w+?)(?:_seconds_(?:bucket|count|sum|max))?(?:\\{(.*)})? \\S+$")
              .matcher(line)
              .results()
              .findFirst()
              .orElseThrow();
      boolean part = line.matches("\\w+_seconds_(bucket|count|sum|max)\\b.*");
      Set<String> labels =
          figures.computeIfAbsent(
              sample.group(1) + (part ? "_seconds" : ""), name -> new TreeSet<>());
      if (sample.group(2) != null) {
        Pattern.compile("(\\w+)=\"")
            .matcher(sample.group(2))
            .results()
            .map(label -> label.group(1))
            .filter(label -> !label.equals("le"))
            .forEach(labels::add);
      }
    }
    return figures;
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void a_scrape_holds_what_the_page_says_and_nothing_else() throws Exception {
    try (CaravanProcess run = run()) {
      run.awaitLine("unchanged " + ALERTS);
      List<String> scrape = port.scrape();
      // A gauge of micrometer's beside each histogram is no promise of ours.
      Map<String, Set<String>> seen = scraped(scrape);
      seen.keySet().removeIf(name -> name.endsWith("_max"));
      assertThat(seen).isEqualTo(documented());
      assertThat(scrape)
          .contains(
              "caravan_entries{state=\"open\",sync=\"%s\"} %d.0".formatted(SYNC, ALERTS),
              "caravan_changes_total{op=\"create\",sync=\"%s\"} %d.0".formatted(SYNC, ALERTS),
              "caravan_record_latency_seconds_count{sync=\"%s\"} %d".formatted(SYNC, ALERTS),
              "caravan_guarded{sync=\"%s\"} 0.0".formatted(SYNC),
              "caravan_dead_letters{sync=\"%s\"} 0.0".formatted(SYNC),
              "caravan_credentials_rejected{account=\"atera\"} 0.0")
          .anyMatch(
              line ->
                  line.startsWith(
                      "caravan_calls_total{account=\"atera\",bucket=\"requests\",status=\"2"))
          .noneMatch(line -> line.contains("http") || line.contains("cv-"));
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void a_vendor_that_is_down_or_refuses_makes_nobody_unready() throws Exception {
    here.fault(Fault.status(503).on("atera", "GET", "/").times(0));
    here.fault(Fault.status(401).on("datto", null, "/").times(0));
    try (CaravanProcess run = run()) {
      run.awaitLine("aborted");
      assertThat(port.live()).isEqualTo(200);
      assertThat(port.ready()).isEqualTo(200);
      assertThat(port.scrape()).contains("caravan_credentials_rejected{account=\"datto\"} 1.0");
      here.sandbox.faults().clear();
      run.awaitLine("created " + ALERTS);
      assertThat(port.scrape()).contains("caravan_credentials_rejected{account=\"datto\"} 0.0");
    }
  }

  @Test
  void a_port_in_use_is_2_and_names_its_key() throws Exception {
    try (ServerSocket other =
        new ServerSocket(port.number(), 1, InetAddress.getByName("127.0.0.1"))) {
      Typed run = Typed.caravan("run", "--config", here.configFile().toString());
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("camel.management.port", "" + other.getLocalPort());
    }
    assertThat(here.tickets()).isEmpty();
  }

  @Test
  void no_other_command_opens_it() throws Exception {
    here.with("camel.management.enabled", "true");
    try (ServerSocket other =
        new ServerSocket(port.number(), 1, InetAddress.getByName("127.0.0.1"))) {
      Typed sync = Typed.caravan("sync", SYNC, "--config", here.configFile().toString());
      assertThat(sync.exitCode()).as("beside %s: %s", other, sync.err()).isZero();
    }
  }
}
