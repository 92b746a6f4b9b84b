package dev.caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.pipe.Pipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Syncs that a line of the configuration makes of a Pipe. */
class SyncNamesTest {
  private static final String ALERTS = "datto-alerts-to-atera-tickets";

  private static final String OWN =
      """
      kind: Pipe
      spec:
        source: {uri: "timer:own"}
        sink: {uri: "log:own"}
      """;

  @TempDir Path folder;

  private ConfigFolder with(String... lines) {
    return ConfigFolder.in(folder, lines);
  }

  private String onlyProblem(String... lines) {
    assertThat(with(lines).load().problems()).hasSize(1);
    return with(lines).load().problems().get(0).sentence();
  }

  @Test
  void a_line_makes_a_further_sync_of_a_pipe_with_all_keys_of_its_own() {
    Settings settings =
        with(
                "emea-alerts.pipe=" + ALERTS,
                "emea-alerts.source-account=datto-emea",
                "emea-alerts.every=5m",
                "datto-emea.vendor=datto-rmm",
                "datto-emea.platform=merlot",
                "caravan.syncs=emea-alerts," + ALERTS)
            .load();

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.sync("emea-alerts").sourceAccount()).isEqualTo("datto-emea");
    assertThat(settings.sync("emea-alerts").targetAccount()).isEqualTo("atera");
    assertThat(settings.sync(ALERTS).sourceAccount()).isEqualTo("datto");
    assertThat(settings.runnable()).contains(ALERTS, "emea-alerts");
    assertThat(settings.pipe("emea-alerts").map(Pipe::name)).hasValue(ALERTS);
    assertThat(settings.camelProperties())
        .containsEntry("emea-alerts.every", "5m")
        .containsEntry("emea-alerts.target-account", "atera");
  }

  @Test
  void the_environment_makes_one_too_and_beats_the_files() {
    Settings settings =
        with("emea-alerts.pipe=nonsense")
            .variable("EMEA_ALERTS_PIPE", ALERTS)
            .variable("EMEA_ALERTS_EVERY", "7m")
            .variable("BUILD_PIPE", "of-somebody-else")
            .load();

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.sync("emea-alerts").every()).hasMinutes(7);
    assertThat(settings.syncNames()).doesNotContain("build");
  }

  @Test
  void the_name_of_a_pipe_may_come_from_elsewhere() {
    assertThat(with("emea-alerts.pipe={{env:FLOW}}").variable("FLOW", ALERTS).load().runnable())
        .contains("emea-alerts");
  }

  @Test
  void a_sync_of_the_name_of_a_pipe_may_be_made_of_another() {
    Settings settings = with(ALERTS + ".pipe=own").file("routes/syncs/own.pipe.yaml", OWN).load();

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.pipe(ALERTS).map(Pipe::name)).hasValue("own");
  }

  @Test
  void an_unknown_pipe_is_said_with_what_was_meant_and_where_it_was_looked_for() {
    assertThat(onlyProblem("emea-alerts.pipe=datto-alerts-to-atera-ticket"))
        .startsWith("emea-alerts.pipe (application.properties, line 1) names the Pipe")
        .contains(folder.resolve("routes/syncs").toString())
        .endsWith("did you mean %s?".formatted(ALERTS));
    assertThat(onlyProblem("emea-alerts.pipe=something")).contains("the Pipes are ", ALERTS);
    assertThat(onlyProblem("emea-alerts.pipe=")).contains("is empty; name a Pipe: ", ALERTS);
    assertThat(with().variable("EMEA_PIPE", "datto-alerts-to-atera-tikets").load().problems())
        .singleElement()
        .asString()
        .startsWith("emea.pipe (environment variable EMEA_PIPE)")
        .contains("did you mean");
  }

  @Test
  void a_sync_is_no_pipe() {
    assertThat(onlyProblem("one.pipe=two", "two.pipe=" + ALERTS))
        .contains("names 'two', which is a sync and no Pipe; name its Pipe: " + ALERTS);
  }

  @Test
  void a_sync_is_never_called_like_an_account_or_what_caravan_itself_is_called() {
    assertThat(onlyProblem("datto.pipe=" + ALERTS)).contains("of the account datto");
    assertThat(onlyProblem("emea.pipe=" + ALERTS, "emea.vendor=datto-rmm", "emea.platform=merlot"))
        .contains("of the account emea; name the sync otherwise");
    assertThat(onlyProblem("caravan.pipe=" + ALERTS)).contains("that all keys caravan.* have");
    assertThat(with().file("routes/syncs/atera.pipe.yaml", OWN).load().problems())
        .singleElement()
        .asString()
        .contains("atera.pipe.yaml makes a sync of the name of the account atera");
  }

  @Test
  void names_are_kebab_case() {
    assertThat(onlyProblem("Emea_Alerts.pipe=" + ALERTS)).contains("words of a-z and 0-9");
    assertThat(onlyProblem("emea--alerts.pipe=" + ALERTS)).contains("such as emea-alerts");
  }

  @Test
  void a_key_of_a_sync_that_is_not_there_says_what_would_make_it() {
    assertThat(onlyProblem("emea-alerts.every=5m"))
        .endsWith(
            "there is no sync 'emea-alerts'; a further one needs emea-alerts.pipe=<Pipe> as well");
    assertThat(onlyProblem("emea-alerts.pipe=" + ALERTS, "emea-alerts.evry=5m"))
        .endsWith("did you mean emea-alerts.every?");
    assertThat(with("emea-alerts.pipe=" + ALERTS).sentencesFor("emea-alert"))
        .anyMatch(it -> it.contains("did you mean emea-alerts?"));
  }

  @Test
  void a_sync_of_a_pipe_that_a_vendor_names_and_that_is_not_there_cannot_run() throws IOException {
    String vendor = Files.readString(Path.of("routes/vendors/ninox/vendor.yaml"));
    Settings settings =
        with("emea.pipe=visits-to-atera-tickets")
            .file(
                "routes/vendors/ninox/vendor.yaml",
                vendor.replace("\nsyncs:\n", "\nsyncs:\n  visits-to-atera-tickets: atera\n"))
            .load();

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.runnable()).doesNotContain("emea");
  }
}
