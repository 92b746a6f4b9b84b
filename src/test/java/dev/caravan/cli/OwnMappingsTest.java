package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mapping that an operator broke: every command says where, and no ticket is lost or closed. */
class OwnMappingsTest {
  private static final int ALERTS = 3;

  @TempDir Path folder;
  private TicketScenario here;
  private Path mapping;

  @BeforeEach
  void start() throws Exception {
    here = new TicketScenario(folder, SandboxOptions.defaults().withRecords(2, 10, ALERTS));
    here.with("caravan.routes-dirs", "own");
    mapping = folder.resolve("own/mappings/alert-to-atera-ticket.jq");
    Files.createDirectories(mapping.getParent());
    assertThat(caravan("sync").json().path("created").asInt()).isEqualTo(ALERTS);
  }

  @AfterEach
  void stop() {
    here.close();
  }

  private Typed caravan(String command) {
    return command.equals("check")
        ? Typed.caravan("check", "--config", here.configFile().toString())
        : Typed.caravan(command, SYNC, "--json", "--config", here.configFile().toString());
  }

  private void refuses(String command, String jq, String... words) throws Exception {
    Files.writeString(mapping, jq);
    Typed typed = caravan(command);
    assertThat(typed.exitCode()).as(typed.out()).isEqualTo(2);
    assertThat(command.equals("check") ? typed.out() : typed.json().path("error").asText())
        .as(jq)
        .contains(mapping.toString())
        .contains(words)
        .doesNotContain("Exception");
  }

  private void nothingWasLost() throws Exception {
    Files.delete(mapping);
    Typed after = caravan("sync");
    assertThat(after.json().path("unchanged").asInt()).as(after.out()).isEqualTo(ALERTS);
    assertThat(here.sandbox.atera().tickets()).hasSize(ALERTS);
  }

  /** It takes no record to see that. */
  @Test
  void what_would_stop_every_page_is_said_with_its_line_before_a_call() throws Exception {
    Map<String, List<String>> broken =
        Map.of(
            "# texts\nmap({key,,})", List.of("(line 2)", "is not jq"),
            "# texts\nmap({key}\n  | titel_of(1))",
                List.of("(line 3)", "Function titel_of/1 does not exist"),
            "def a: alert_titel;\nmap({key, about: {summary: a}})",
                List.of("(line 1)", "did you mean alert_title?"),
            "map({key})\n| length", List.of("(line 2)", "answers a number"),
            ".[]\n| {key}", List.of("(line 2)", "answers nothing"),
            "map({key}), map({key})", List.of("(line 1)", "answers 2 values"),
            "empty", List.of("answers nothing"),
            "map({key}) | tojson", List.of("answers a text"));
    int n = 0;
    for (Map.Entry<String, List<String>> one : broken.entrySet()) {
      String command = List.of("sync", "plan", "check").get(n++ % 3);
      here.sandbox.log().clear();
      refuses(command, one.getKey(), one.getValue().toArray(String[]::new));
      assertThat(here.sandbox.log().entries()).as(command).isEmpty();
    }
    nothingWasLost();
  }

  @Test
  void what_only_records_show_is_said_when_they_come() throws Exception {
    refuses("sync", "map(if .title == \"Title\" then . else 7 end)", "a number, not an object");
    refuses("sync", "map({create: {}})", "no key");
    refuses("plan", "map({key, create: \"text\"})", "'create'", "an object belongs");
    refuses("sync", "map({key, create: {}, update: [1]})", "an array for 'update'");
    refuses("sync", "map({key, create: {}, note: 7})", "a number for 'note'", "text belongs");
    refuses("plan", "map({key, create: {}, about: \"x\"})", "a text for 'about'");
    refuses("sync", "if length == 0 or .[0].title == \"Title\" then . else .[] end", "mapp");
    nothingWasLost();
  }

  @Test
  void a_mapping_that_wants_more_than_a_sample_has_is_left_to_the_records() throws Exception {
    Files.writeString(
        mapping,
        "map(select(.raw.alertUid | test(\".\")) | {key, about: {summary: .raw.alertUid}})");
    assertThat(caravan("plan").exitCode()).isZero();
  }
}
