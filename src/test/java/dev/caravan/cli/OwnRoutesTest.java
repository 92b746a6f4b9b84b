package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's own folders beside the shipped routes. */
class OwnRoutesTest {
  private static final int ALERTS = 3;

  @TempDir Path folder;
  private TicketScenario here;

  @BeforeEach
  void start() {
    here = new TicketScenario(folder, SandboxOptions.defaults().withRecords(2, 10, ALERTS));
    here.with("caravan.routes-dirs", "own");
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

  private Path own(String file, String text) throws IOException {
    Path path = folder.resolve("own").resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  private static String shipped(String file) throws IOException {
    return Files.readString(Path.of("routes", file));
  }

  private static String pipe(String name, String mapping) throws IOException {
    return shipped("syncs/%s.pipe.yaml".formatted(SYNC))
        .replace("name: " + SYNC, "name: " + name)
        .replace("mapping: alert-to-atera-ticket", "mapping: " + mapping);
  }

  private List<String> titles() {
    return here.sandbox.atera().tickets().stream().map(ticket -> ticket.title()).toList();
  }

  @Test
  void a_pipe_and_a_mapping_of_the_operator_stand_beside_the_shipped_ones() throws Exception {
    own("syncs/our-alerts.pipe.yaml", pipe("our-alerts", "our-ticket"));
    own("mappings/our-ticket.jq", shoutingTitles());
    here.with("our-alerts.end-user-id", "128");

    Typed own = caravan("sync", "our-alerts", "--json");
    assertThat(own.json().path("created").asInt()).as(own.out()).isEqualTo(ALERTS);
    assertThat(titles()).allMatch(title -> title.contains("OURS"));

    Typed shipped = caravan("sync", SYNC, "--json");
    assertThat(shipped.json().path("created").asInt()).as(shipped.out()).isEqualTo(ALERTS);
    assertThat(titles()).filteredOn(title -> title.contains("OURS")).hasSize(ALERTS);
    Typed list = caravan("ledger", "list", "our-alerts", "--json");
    assertThat(list.json().path("entries")).hasSize(ALERTS);
  }

  private static String shoutingTitles() throws IOException {
    return "("
        + shipped("mappings/alert-to-atera-ticket.jq")
            .lines()
            .filter(l -> !l.startsWith("#"))
            .reduce("", (a, b) -> a + b + "\n")
        + ") | map(.create.TicketTitle |= \"OURS \" + .)";
  }

  @Test
  void a_file_of_the_name_of_a_shipped_one_takes_its_place_and_check_says_so() throws Exception {
    Path mapping = own("mappings/alert-to-atera-ticket.jq", shoutingTitles());
    own("mappings/notes.yaml", "nobody: reads this");

    Typed sync = caravan("sync", SYNC, "--json");
    assertThat(sync.json().path("created").asInt()).as(sync.out()).isEqualTo(ALERTS);
    assertThat(titles()).allMatch(title -> title.contains("OURS"));

    Typed check = caravan("check");
    assertThat(check.exitCode()).as(check.out()).isZero();
    assertThat(check.out())
        .contains("1 files of your own, 1 of them in the place of others")
        .contains(
            "%s takes the place of %s"
                .formatted(
                    mapping, Path.of("routes/mappings/alert-to-atera-ticket.jq").toAbsolutePath()))
        .contains("files that nobody reads", "notes.yaml");
  }

  @Test
  void kamelets_and_jq_of_vendors_are_replaced_too_and_the_last_folder_wins() throws Exception {
    own("kamelets/map-action.kamelet.yaml", shipped("kamelets/map-action.kamelet.yaml"));
    own(
        "vendors/datto-rmm/datto-rmm-alert.jq",
        shipped("vendors/datto-rmm/datto-rmm-alert.jq") + "\n| map(.title = \"first\")");
    Path last = folder.resolve("last/vendors/datto-rmm/datto-rmm-alert.jq");
    Files.createDirectories(last.getParent());
    Files.writeString(
        last, shipped("vendors/datto-rmm/datto-rmm-alert.jq") + "\n| map(.title = \"last\")");
    here.with("caravan.routes-dirs", "own, " + folder.resolve("last"));

    Typed sync = caravan("sync", SYNC, "--json");
    assertThat(sync.json().path("created").asInt()).as(sync.out()).isEqualTo(ALERTS);
    assertThat(titles()).allMatch(title -> title.contains("last"));
    assertThat(caravan("check").out()).contains("3 files of your own, 3 of them");
  }

  @Test
  void the_words_of_all_tickets_are_one_file_of_functions() throws Exception {
    String shipped = shipped("mappings/alert.functions.jq");
    Path words =
        own(
            "mappings/alert.functions.jq",
            shipped.replace("def alert_title: ", "def was: .; def alert_title: \"OURS \" + "));

    Typed sync = caravan("sync", SYNC, "--json");
    assertThat(sync.json().path("created").asInt()).as(sync.out()).isEqualTo(ALERTS);
    assertThat(titles()).allMatch(title -> title.startsWith("OURS "));

    Files.writeString(words, shipped.replace("def alert_note:", "def alert_nite:"));
    assertThat(errorOfSync())
        .contains(words + " (line 1) does not define alert_note/0", "alert.functions.jq");
    Files.writeString(words, shipped + "\ndef one: 1\ndef two: 2;");
    assertThat(errorOfSync()).contains(words + " (line ", "is not jq");
    Files.writeString(words, shipped + "\n. | 1");
    assertThat(errorOfSync()).contains(words + " (line ", "is not jq");
  }

  @Test
  void whatever_is_broken_is_said_at_once_with_file_and_line() throws Exception {
    own("syncs/one.pipe.yaml", pipe("one", "our-tiket").replace("map-action", "map-actoin"));
    own("syncs/two.pipe.yaml", pipe("two", "our-tiket").replace("target:", "targte:"));
    own("syncs/three.pipe.yaml", "kind: Pipe\nspec: [");
    own(
        "syncs/four.pipe.yaml",
        pipe("four", "our-ticket").replace("target: atera", "target: aterra"));
    own("mappings/our-ticket.jq", "map({\n  key,,\n})");
    own("kamelets/ours-action.kamelet.yaml", "kind: Kamelet\nmetadata:\n  name: other-action\n");
    own("vendors/datto-rmm/more.camel.yaml", "route: {}\n");

    Typed sync = caravan("sync", SYNC, "--json");
    assertThat(sync.exitCode()).isEqualTo(2);
    assertThat(sync.json().path("error").asText().lines())
        .anySatisfy(
            it ->
                assertThat(it)
                    .contains("one.pipe.yaml (line 10) names the Kamelet 'map-actoin'")
                    .endsWith("did you mean map-action?"))
        .anySatisfy(
            it ->
                assertThat(it)
                    .contains("two.pipe.yaml (line 12)", "names the mapping 'our-tiket'")
                    .endsWith("did you mean our-ticket?"))
        .anySatisfy(
            it ->
                assertThat(it)
                    .contains("two.pipe.yaml (line 15) passes 'targte' to reconcile-action")
                    .endsWith("did you mean target?"))
        .anySatisfy(it -> assertThat(it).contains("two.pipe.yaml", "does not pass 'target'"))
        .anySatisfy(
            it ->
                assertThat(it)
                    .contains("four.pipe.yaml (line 15) has reconcile-action compare with 'aterra-")
                    .endsWith(
                        "but its sink atera-tickets-sink writes atera-tickets; write target:"
                            + " atera-tickets"))
        .anySatisfy(it -> assertThat(it).contains("three.pipe.yaml (line 2)", "is not YAML"))
        .anySatisfy(it -> assertThat(it).contains("our-ticket.jq (line 2)", "is not jq"))
        .anySatisfy(it -> assertThat(it).contains("(line 3) calls the Kamelet 'other-action'"))
        .anySatisfy(it -> assertThat(it).contains("more.camel.yaml (line 1) is no list of routes"));
    assertThat(caravan("check").exitCode()).isEqualTo(2);
  }

  @Test
  void a_folder_that_is_not_there_or_none_is_2() throws Exception {
    Typed missing = caravan("sync", SYNC, "--json");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.json().path("error").asText())
        .startsWith("caravan.routes-dirs (")
        .contains(folder.resolve("own") + ", which does not exist");

    Files.writeString(folder.resolve("own"), "");
    assertThat(caravan("sync", SYNC, "--json").json().path("error").asText())
        .contains("which is no folder");

    Files.delete(folder.resolve("own"));
    Files.createDirectory(folder.resolve("own"));
    assertThat(caravan("check").out()).contains("which has no folder vendors, kamelets, mappings");
  }

  @Test
  void a_pipe_that_names_another_sync_is_2_and_one_that_names_its_own_still_works()
      throws Exception {
    String old = shipped("syncs/%s.pipe.yaml".formatted(SYNC)) + "    properties: {sync: %s}\n";
    own("syncs/%s.pipe.yaml".formatted(SYNC), old.formatted("another"));
    assertThat(caravan("sync", SYNC, "--json").json().path("error").asText())
        .contains("names the sync 'another'; leave the line out");

    own("syncs/%s.pipe.yaml".formatted(SYNC), old.formatted(SYNC));
    Typed sync = caravan("sync", SYNC, "--json");
    assertThat(sync.json().path("created").asInt()).as(sync.out()).isEqualTo(ALERTS);
  }

  @Test
  void what_only_camel_finds_is_said_with_file_and_line_too() throws Exception {
    Path routes =
        own(
            "vendors/datto-rmm/more.camel.yaml",
            """
            - route:
                id: more
                from:
                  uri: direct:more
                  steps:
                    - setBoddy: {}
            """);
    assertThat(errorOfSync()).contains(routes + " (line 6) Unknown node id: setBoddy");

    Files.writeString(
        routes, Files.readString(routes).replace("setBoddy: {}", "to: {uri: 'no:x'}"));
    assertThat(errorOfSync()).contains(routes + " (line 2) cannot be created: No endpoint");

    Files.delete(routes);
    String kamelet = shipped("kamelets/map-action.kamelet.yaml");
    own("kamelets/map-action.kamelet.yaml", kamelet.replace("{{mapping}}", "{{maping}}"));
    assertThat(errorOfSync()).contains("takes {{maping}}", "did you mean mapping?");
  }

  @Test
  void a_member_of_a_wanted_record_that_nothing_reads_is_2_and_nothing_is_lost() throws Exception {
    Path mapping =
        own("mappings/alert-to-atera-ticket.jq", "map({key, creat: {TicketTitle: .title}})");
    assertThat(errorOfSync()).contains(SYNC, "'creat'", "did you mean create?", mapping.toString());
  }

  @Test
  void what_a_mapping_cannot_map_is_2_with_its_file_and_in_words() throws Exception {
    Path mapping =
        own("mappings/alert-to-atera-ticket.jq", "map({key, create: (.title | tonumber)})");
    assertThat(errorOfSync())
        .contains(mapping.toString(), "is no number", "mend it")
        .doesNotContain("N/A");

    Files.writeString(mapping, "map({key} | nofunction(1))");
    assertThat(errorOfSync()).contains(mapping.toString(), "Function nofunction/1 does not exist");

    Files.writeString(mapping, "map(error(\"no title\"))");
    assertThat(errorOfSync()).contains(mapping.toString(), "no title");
    assertThat(titles()).isEmpty();
  }

  private String errorOfSync() {
    Typed sync = caravan("sync", SYNC, "--json");
    assertThat(sync.exitCode()).as(sync.out()).isEqualTo(2);
    return sync.json().path("error").asText();
  }
}
