package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.k8s.Mounts;
import dev.caravan.ledger.Marker;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process that finds what a pod finds: its program for reading, its configuration as mounts, and
 * the simulated vendors of the demo by the name of their Service.
 */
@Timeout(120)
class MountedProcessTest {
  private static final String OWN = "own-alerts-to-atera-tickets";
  private static final int ALERTS = 3;
  private static final int MORE = 30;
  private static final Duration GRACE = Mounts.graceOfDeployment();

  /** The two ways in which the manifests say it. */
  enum Flavour {
    DEPLOYMENT(Mounts.ofDeployment()),
    INTEGRATION(Mounts.ofIntegration());

    private final Mounts mounts;

    Flavour(Mounts mounts) {
      this.mounts = mounts;
    }
  }

  @TempDir Path folder;
  private TicketScenario here;
  private ManagementPort port;
  private Path program;

  @BeforeEach
  void start() throws IOException {
    here =
        new TicketScenario(
            folder.resolve("scenario"), SandboxOptions.defaults().withRecords(1, 3, ALERTS));
    port = ManagementPort.free();
    program = folder.resolve("opt/caravan");
    copyForReading(Path.of("routes"), program.resolve("routes"));
    copyForReading(Path.of("application.properties"), program.resolve("application.properties"));
  }

  @AfterEach
  void stop() {
    here.close();
  }

  private static void copyForReading(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = file.equals(from) ? to : to.resolve(from.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("r--r--r--"));
      }
    }
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(program)) {
      return new TreeSet<>(files.map(Path::toString).toList());
    }
  }

  /** What the ConfigMaps and the Secret hold, by the mount's source. */
  private Map<String, Map<String, String>> contents() throws IOException {
    String pipe = Files.readString(Path.of("routes/syncs", SYNC + ".pipe.yaml")).replace(SYNC, OWN);
    return Map.of(
        "configmap:caravan-config",
        Map.of(
            "application.properties", Files.readString(Path.of("application.properties")),
            "caravan.properties", Files.readString(Path.of("k8s/base/caravan.properties")),
            "here.properties",
                """
                caravan.syncs=%1$s
                %1$s.every=1s
                %1$s.end-user-id=128
                camel.management.port=%2$s
                """
                    .formatted(OWN, port),
            "demo.properties",
                Files.readString(Path.of("k8s/overlays/demo/demo.properties"))
                    .replace(":9700", ":" + here.sandbox.port())),
        "secret:caravan-secrets",
        Map.of(
            "datto.api-key", "sandbox-key\n",
            "datto.secret", "sandbox-secret\n",
            "atera.api-key", "sandbox-api-key\n"),
        "configmap:caravan-syncs",
        Map.of(OWN + ".pipe.yaml", pipe),
        "configmap:caravan-mappings",
        Map.of());
  }

  /** As the kubelet does: a folder with a date, a link to it, and a link for each file. */
  private static void mount(Path at, Map<String, String> files) throws IOException {
    Path dated = Files.createDirectories(at.resolve("..2026_11_27_10_00_00.123"));
    Files.createSymbolicLink(at.resolve("..data"), dated.getFileName());
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(dated.resolve(file.getKey()), file.getValue());
      Files.createSymbolicLink(at.resolve(file.getKey()), Path.of("..data", file.getKey()));
    }
  }

  /** The variables, with the folders below the temporary one instead of the root. */
  private Map<String, String> variables(Mounts mounts) {
    Map<String, String> variables = new LinkedHashMap<>();
    mounts
        .variables()
        .forEach(
            (name, value) ->
                variables.put(
                    name, value.replaceAll("(^|,|sqlite:)(/(?:etc|data))", "$1" + folder + "$2")));
    variables.put("CARAVAN_PORT", "tcp://10.0.0.1:8080");
    return variables;
  }

  @ParameterizedTest
  @EnumSource(Flavour.class)
  void it_runs_a_sync_of_its_own_and_answers_its_probes(Flavour flavour) throws Exception {
    Map<String, Map<String, String>> contents = contents();
    for (Map.Entry<String, String> mount : flavour.mounts.sources().entrySet()) {
      Path at = Files.createDirectories(folder.resolve(mount.getKey().substring(1)));
      if (contents.containsKey(mount.getValue())) {
        mount(at, contents.get(mount.getValue()));
      }
    }
    Set<String> before = files();
    try (CaravanProcess run = run(flavour)) {
      run.awaitLine(OWN + " · read " + ALERTS);
      assertThat(port.live()).isEqualTo(200);
      assertThat(port.ready()).isEqualTo(200);
      assertThat(port.scrape())
          .contains("caravan_entries{state=\"open\",sync=\"%s\"} %d.0".formatted(OWN, ALERTS));
      endInTheMiddleOfACycle(run);
    }
    assertThat(folder.resolve("data/caravan.db")).exists();
    assertThat(here.tickets()).hasSizeBetween(ALERTS + 1, ALERTS + MORE - 1);
    try (CaravanProcess next = run(flavour)) {
      next.awaitLine("unchanged " + (ALERTS + MORE));
    }
    assertThat(here.tickets()).hasSize(ALERTS + MORE);
    assertThat(here.openKeys())
        .hasSize(ALERTS + MORE)
        .allSatisfy(
            key ->
                assertThat(here.tickets())
                    .filteredOn(it -> it.title().contains(Marker.of("main", OWN, key, 1)))
                    .hasSize(1));
    assertThat(files()).isEqualTo(before);
  }

  private CaravanProcess run(Flavour flavour) throws IOException {
    Path names = Files.writeString(folder.resolve("hosts"), "127.0.0.1 demo-sandbox\n");
    List<String> options =
        List.of(
            "-Dcaravan.home=" + program,
            "-Djava.io.tmpdir=" + folder.resolve("tmp"),
            "-Djdk.net.hosts.file=" + names);
    return CaravanProcess.caravan(folder, variables(flavour.mounts), options, "run");
  }

  /** The first tickets of a page are on their way when the pod is told to end, the others wait. */
  private void endInTheMiddleOfACycle(CaravanProcess run) throws Exception {
    here.fault(
        Fault.of(Fault.Kind.SLOW).on("atera", "POST", "/tickets$").times(0).withDelayMs(1500));
    for (int alert = 0; alert < MORE; alert++) {
      here.opens("more-" + alert);
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> here.sandbox.log().entries("atera", "POST", "/").size() > ALERTS);
    run.terminate();
    assertThat(run.exitCode(GRACE)).as(run.err()).isZero();
    assertThat(run.err()).doesNotContain("Warning");
    here.sandbox.faults().clear();
  }
}
