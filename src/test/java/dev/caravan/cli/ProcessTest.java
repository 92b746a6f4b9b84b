package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.RowScenario;
import dev.caravan.scenario.TicketScenario;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows: signals, standard streams, exit codes. */
class ProcessTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir Path folder;

  private TicketScenario scenario() {
    return new TicketScenario(folder, SandboxOptions.defaults().withRecords(1, 5, 3))
        .with("caravan.syncs", SYNC);
  }

  @Test
  void a_second_run_of_the_same_syncs_says_who_runs_them_and_ends_with_4_until_that_one_is_gone()
      throws Exception {
    try (TicketScenario here = scenario()) {
      String config = here.configFile().toString();
      try (CaravanProcess run =
          CaravanProcess.caravan(folder, Map.of(), "run", "--config", config)) {
        run.awaitLine("cycle 1 ");
        Typed second = Typed.caravan("run", "--config", config);
        assertThat(second.exitCode()).isEqualTo(4);
        assertThat(second.err()).contains("run by another process already: process " + run.pid());
        assertThat(Typed.caravan("sync", SYNC, "--config", config).exitCode()).isZero();
      }
      // Killed, it gives nothing back; its next cycle is due by its own interval.
      here.with(SYNC + ".every", "1s").configFile();
      try (CaravanProcess third =
          CaravanProcess.caravan(folder, Map.of(), "run", "--config", config)) {
        third.awaitLine("cycle 3 ");
      }
    }
  }

  private void awaitCall(TicketScenario here, String vendor, int calls) {
    await().atMost(Duration.ofSeconds(30)).until(() -> here.sandbox.log().total(vendor) >= calls);
  }

  @Test
  void run_that_only_waits_for_its_budget_ends_within_5_s_of_sigterm_with_0() throws Exception {
    try (TicketScenario here = scenario().with("datto.reads-per-minute", "2");
        CaravanProcess run =
            CaravanProcess.caravan(
                folder, Map.of(), "run", "--config", here.configFile().toString())) {
      awaitCall(here, "datto", 2);
      run.terminate();
      assertThat(run.exitCode(SOON)).as(run.err()).isZero();
      assertThat(run.err()).isEmpty();
    }
  }

  /** Without jdk.unsupported there is no sun.misc.Signal. */
  @Test
  void where_no_signals_can_be_handled_a_hook_waits_for_the_calls_under_way() throws Exception {
    List<String> without = List.of("--limit-modules", "java.se,jdk.httpserver,jdk.zipfs,jdk.net");
    try (TicketScenario here = scenario();
        CaravanProcess run =
            CaravanProcess.caravan(
                folder, Map.of(), without, "run", "--config", here.configFile().toString())) {
      here.sandbox
          .faults()
          .add(Fault.of(Fault.Kind.SLOW).on("atera", "POST", "/tickets$").withDelayMs(4000));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> !here.sandbox.log().entries("atera", "POST", "/").isEmpty());
      Instant asked = Instant.now();
      run.terminate();
      assertThat(run.exitCode(Duration.ofSeconds(25))).as(run.err()).isEqualTo(128 + 15);
      assertThat(Duration.between(asked, Instant.now())).isGreaterThan(Duration.ofSeconds(2));
      here.sandbox.faults().clear();
      await().atMost(SOON.multipliedBy(6)).until(() -> here.sync().outcome() == Outcome.COMPLETE);
      assertThat(here.sandbox.atera().tickets()).hasSize(3);
    }
  }

  @Test
  void sync_that_only_waits_for_a_retry_ends_within_5_s_of_sigterm_with_4() throws Exception {
    try (TicketScenario here = scenario();
        CaravanProcess sync =
            CaravanProcess.caravan(
                folder, Map.of(), "sync", SYNC, "--json", "--config", "" + here.configFile())) {
      here.sandbox.faults().add(Fault.status(503).times(0).on("datto", "GET", "/alerts/open"));
      awaitCall(here, "datto", 4);
      sync.terminate();
      assertThat(sync.exitCode(SOON)).as(sync.err()).isEqualTo(Outcome.ABORTED.exitCode());
      assertThat(sync.rest()).contains("\"outcome\":\"aborted\"", "stopped by a signal");
    }
    try (TicketScenario again = new TicketScenario(folder, SandboxOptions.defaults())) {
      assertThat(again.sync().cycle()).isEqualTo(2);
    }
  }

  @Test
  void sync_ends_with_the_calls_under_way_though_the_next_page_waits_behind_them()
      throws Exception {
    try (RowScenario here = new RowScenario(folder, 300);
        CaravanProcess sync =
            CaravanProcess.caravan(
                folder,
                Map.of(),
                "sync",
                RowScenario.SYNC,
                "--json",
                "--config",
                "" + here.configFile())) {
      here.sandbox
          .faults()
          .add(
              Fault.of(Fault.Kind.SLOW)
                  .on("ninox", "POST", "/records$")
                  .times(3)
                  .withDelayMs(3000));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> here.asked("POST").size() == 3 && bothPagesWereRead(here));
      sync.terminate();
      assertThat(sync.exitCode(SOON.multipliedBy(3)))
          .as(sync.err())
          .isEqualTo(Outcome.ABORTED.exitCode());
      assertThat(sync.rest()).contains("\"created\":250", "stopped by a signal");
      assertThat(here.rows()).hasSize(250);
    }
  }

  private static boolean bothPagesWereRead(RowScenario here) {
    return here.sandbox.log().entries("datto", "GET", "/api/v2/account/devices").size() == 2;
  }

  @Test
  void a_step_of_a_route_that_fails_is_told_in_one_sentence_without_a_stack() throws Exception {
    try (TicketScenario here = scenario()) {
      here.sync();
      here.sandbox.atera().set(Map.of("accountId", "another"));
      try (CaravanProcess sync =
          CaravanProcess.caravan(
              folder, Map.of(), "sync", SYNC, "--config", "" + here.configFile())) {
        assertThat(sync.exitCode(Duration.ofSeconds(60))).isEqualTo(2);
        assertThat((sync.rest() + sync.err()).lines())
            .filteredOn(line -> line.contains("but the credentials now open another"))
            .hasSize(1);
        assertThat(sync.err()).doesNotContain("\tat ", "Exception");
      }
    }
  }

  @Test
  void sandbox_says_where_it_is_and_ends_with_0_and_a_taken_port_is_2() throws Exception {
    try (CaravanProcess sandbox =
        CaravanProcess.caravan(folder, Map.of(), "sandbox", "--port", "0", "--host", "0.0.0.0")) {
      String address = sandbox.awaitLine("The sandbox is up").replaceAll(".*(http\\S+)/ .*", "$1");
      assertThat(sandbox.awaitLine("datto.base-url"))
          .isEqualTo("datto.base-url=" + address + "/datto");
      String port = address.substring(address.lastIndexOf(':') + 1);
      Typed second = Typed.caravan("sandbox", "--port", port);
      assertThat(second.exitCode()).isEqualTo(2);
      assertThat(second.err()).contains("cannot listen on port " + port);
      // An address of this machine that is not the one that it has without --host.
      new Socket("127.0.0.2", Integer.parseInt(port)).close();
      assertThat(Typed.caravan("sandbox", "--host", "192.0.2.1", "--port", port).err())
          .contains("cannot listen on port %s of 192.0.2.1".formatted(port));
      sandbox.terminate();
      assertThat(sandbox.exitCode(SOON)).isZero();
    }
  }

  @Test
  void demo_survives_a_lost_answer_whatever_environment_and_configuration_say() throws Exception {
    Path astray =
        Files.writeString(
            folder.resolve("astray.properties"),
            "datto.secrt=x\natera.base-url=http://localhost:1\ncaravan.syncs=nothing\n");
    Map<String, String> environment =
        Map.of(
            "DATTO_PLATFORM", "merlot",
            "ATERA_API_KEY", "someone-elses-key",
            "ATERA_BASE_URL", "http://localhost:1",
            "CARAVAN_STORE_URL", "jdbc:sqlite:/nowhere/store.db");
    String[] words = {"demo", "--config", astray.toString(), "--config=no-such.properties"};
    try (CaravanProcess demo = CaravanProcess.caravan(folder, environment, words)) {
      assertThat(demo.awaitLine("watch the vendors")).contains("http://localhost:");
      demo.awaitLine("breaks on purpose");
      demo.awaitLine("The answer was lost");
      assertThat(demo.awaitLine("Survived"))
          .contains("still exactly one ticket")
          .doesNotContain("\u001b");
      demo.terminate();
      assertThat(demo.awaitLine("cycles;")).contains("tickets that exist twice: 0");
      assertThat(demo.exitCode(SOON)).as(demo.err()).isZero();
      assertThat(demo.err()).isEmpty();
    }
  }
}
