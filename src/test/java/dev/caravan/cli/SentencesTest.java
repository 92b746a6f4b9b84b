package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.RowScenario;
import dev.caravan.scenario.TicketScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads says what is so and what to do, in words for people. */
class SentencesTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final String ABSENT = "visits-to-atera-tickets";

  @TempDir Path folder;
  private TicketScenario here;

  @BeforeEach
  void start() {
    here =
        new TicketScenario(folder, SandboxOptions.defaults().withRecords(2, 10, 0))
            .with(SYNC + ".technician-id", "9")
            .with(SYNC + ".close-after-absences", "1")
            .with(SYNC + ".comment-every", "1ms");
  }

  @AfterEach
  void stop() {
    here.close();
  }

  private Typed caravan(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--config", here.configFile().toString()));
    return Typed.caravan(all.toArray(String[]::new));
  }

  private String shown(String what) {
    Typed show = caravan("ledger", "show", SYNC, what);
    assertThat(show.exitCode()).as(show.err()).isZero();
    return show.out();
  }

  /** A vendor's folder of the operator's names a sync whose Pipe is not there. */
  private void namesASyncWithoutAPipe() throws IOException {
    String shipped = Files.readString(Path.of("routes/vendors/ninox/vendor.yaml"));
    Path own = Files.createDirectories(folder.resolve("my-routes/vendors/ninox"));
    Files.writeString(
        own.resolve("vendor.yaml"),
        shipped.replace("\nsyncs:\n", "\nsyncs:\n  %s: atera\n".formatted(ABSENT)));
    here.with("caravan.routes-dirs", "my-routes");
  }

  @Test
  void check_and_run_name_the_syncs_that_are_there_when_none_is_enabled() throws IOException {
    namesASyncWithoutAPipe();
    here.with("caravan.syncs", "");
    Typed check = caravan("check");
    assertThat(check.exitCode()).as(check.out()).isZero();
    assertThat(check.out())
        .contains("no sync is enabled", SYNC, RowScenario.SYNC)
        .doesNotContain("Everything works", ABSENT);
    Typed run = caravan("run");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(SYNC).doesNotContain(ABSENT);
  }

  @Test
  void a_sync_without_a_pipe_is_not_there_whatever_credentials_are_missing() throws IOException {
    namesASyncWithoutAPipe();
    for (String command : List.of("sync", "plan")) {
      Typed typed = caravan(command, ABSENT);
      assertThat(typed.exitCode()).isEqualTo(2);
      assertThat(typed.err()).contains("is not in this version", SYNC).doesNotContain("client-id");
    }
    here.with("caravan.syncs", ABSENT);
    for (String command : List.of("check", "run")) {
      Typed typed = caravan(command);
      assertThat(typed.exitCode()).isEqualTo(2);
      assertThat(typed.out() + typed.err())
          .contains("is not in this version")
          .doesNotContain("client-id");
    }
  }

  @Test
  void a_dead_letter_is_listed_with_its_records_name_and_one_is_one() {
    here.opens("a", "pc-1", "C:", NOON);
    here.opens("b", "pc-2", "C:", NOON);
    here.sandbox.faults().add(Fault.status(400).times(1).on("atera", "POST", "/tickets$"));
    assertThat(here.sync().failed()).isEqualTo(1);
    assertThat(caravan("dead-letters", "list", SYNC).out())
        .contains("RECORD")
        .containsPattern("pc-[12]: ");
    assertThat(
            caravan("dead-letters", "list", SYNC, "--json")
                .json()
                .at("/deadLetters/0/summary")
                .asText())
        .startsWith("pc-");
    assertThat(caravan("dead-letters", "retry", SYNC, "--all").out())
        .startsWith("1 dead letter will be tried again");
    assertThat(caravan("dead-letters", "drop", SYNC, "--all").out())
        .isEqualTo("1 dead letter dropped.\n");
  }

  @Test
  void the_ticket_of_an_earlier_generation_shows_the_record() {
    here.opens("a", "pc-1", "C:", NOON);
    here.sync();
    long first = here.sandbox.atera().tickets().get(0).id();
    here.sandbox.datto().resolveAlert("a");
    assertThat(here.sync().closed()).isEqualTo(1);
    here.opens("a", "pc-1", "C:", NOON);
    assertThat(here.sync().created()).isEqualTo(1);
    assertThat(shown("" + first)).isEqualTo(shown("a")).contains("generation 2");
  }

  @Test
  void an_alert_that_shares_a_ticket_is_found_by_its_own_key() {
    here.with(SYNC + ".one-ticket-per", "condition");
    here.opens("a", "pc-1", "C:", NOON);
    here.opens("b", "pc-1", "C:", NOON.plusSeconds(60));
    assertThat(here.sync().created()).isEqualTo(1);
    assertThat(shown("b"))
        .isEqualTo(shown("a"))
        .contains("stands for    a, since", "stands for    b, since");
  }

  @Test
  void a_ticket_that_a_person_ended_ended_once() {
    here.opens("a", "pc-1", "C:", NOON);
    here.sync();
    here.sandbox
        .atera()
        .person(here.sandbox.atera().tickets().get(0).id(), new PersonAction.Close());
    here.sandbox
        .datto()
        .changeAlert(
            "a",
            TicketScenario.json("{\"priority\":\"Critical\",\"diagnostics\":\"it is worse now\"}"));
    here.sync();
    assertThat(shown("a").lines()).filteredOn(line -> line.contains("  ended  ")).hasSize(1);
  }

  private String error(String alerts) {
    here.sandbox
        .faults()
        .add(
            Fault.status(200)
                .withBody("application/json", alerts)
                .times(1)
                .on("datto", "GET", "/alerts/open"));
    Typed sync = caravan("sync", SYNC, "--json");
    assertThat(sync.exitCode()).isEqualTo(4);
    return sync.json().path("error").asText();
  }

  @Test
  void a_next_page_elsewhere_is_told_apart_by_scheme_and_port() {
    String base = here.sandbox.uri().toString();
    String other = base.replace("http:", "https:");
    assertThat(
            error(
                "{\"pageDetails\":{\"count\":0,\"nextPageUrl\":\"%s/datto/x\"},\"alerts\":[]}"
                    .formatted(other)))
        .contains("leads to " + other + ", not to " + base)
        .doesNotContain("GET  was");
  }

  @Test
  void an_alert_without_identity_is_named_without_the_names_of_classes() {
    assertThat(error("{\"pageDetails\":{\"count\":1},\"alerts\":[{\"priority\":\"High\"}]}"))
        .startsWith("a Datto RMM alert has no alertUid");
  }

  @Test
  void refused_credentials_point_at_check() {
    for (int status : List.of(401, 403, 404)) {
      here.sandbox.faults().clear();
      here.sandbox.faults().add(Fault.status(status).times(0).on("datto", "GET", "/alerts/open"));
      assertThat(caravan("sync", SYNC).out())
          .contains("answered " + status, "'caravan check' says");
    }
  }

  @Test
  void what_ninox_says_instead_of_a_list_is_passed_on_without_secrets() throws Exception {
    try (RowScenario rows = new RowScenario(folder, 1)) {

      rows.sandbox
          .faults()
          .add(
              Fault.status(200)
                  .withBody(
                      "application/json", "{\"message\":\"quota exceeded for sandbox-token\"}")
                  .times(0)
                  .on("ninox", "GET", "/tables$"));
      assertThat(rows.sync().error())
          .contains("something else than a list: quota exceeded for ***");
    }
  }
}
