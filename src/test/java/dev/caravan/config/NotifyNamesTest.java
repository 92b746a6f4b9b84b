package dev.caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotifyNamesTest {
  private static final String TOKEN = "T0C4RAV4N-very-secret-token";
  private static final String SLACK = "https://hooks.slack.com/services/T000/" + TOKEN;

  @TempDir Path folder;

  private List<String> problems(String... lines) {
    return ConfigFolder.in(folder, lines).load().problems().stream()
        .map(Problem::sentence)
        .toList();
  }

  private void own(String name, String source, String steps) {
    ConfigFolder.in(folder)
        .file(
            "routes/notify/%s.pipe.yaml".formatted(name),
            "kind: Pipe",
            "spec:",
            "  source: {ref: {kind: Kamelet, name: %s}}".formatted(source),
            steps,
            "  sink: {ref: {kind: Kamelet, name: caravan-log-sink}}");
  }

  @Test
  void names_pipes_by_their_files_or_by_a_line_and_hands_over_their_keys() {
    Settings settings =
        ConfigFolder.in(
                folder,
                "caravan.notify=log, duty,log",
                "caravan.notify.duty.pipe=webhook",
                "caravan.notify.duty.format=slack",
                "caravan.notify.log.level=INFO")
            .variable("CARAVAN_NOTIFY_DUTY_URL", SLACK + "?a=b\n")
            .load();

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.notifyPipes()).hasToString("[log, duty (webhook)]");
    assertThat(settings.notifyPipes().get(0).properties()).containsEntry("level", "info");
    assertThat(settings.notifyPipes().get(1).values()).containsEntry("url", SLACK + "?a=b");
    assertThat(settings.notifyPipes().get(1).properties()).containsOnlyKeys("format");
    assertThat(settings.secrets()).contains(SLACK + "?a=b", TOKEN);
    assertThat(settings.notifyAfter()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "caravan.notify=wbhook | names 'wbhook', which is not a notify Pipe; did you mean webhook?",
        "caravan.notify=Mail | names 'Mail', which is not a notify Pipe; the notify Pipes are log,",
        "caravan.notify=datto-devices-to-ninox | which is a sync and tells operators nothing; name"
            + " it",
        "caravan.syncs=webhook | names 'webhook', a notify Pipe, which reads nothing; name it in"
            + " caravan.notify",
        "caravan.notify=webhook | caravan.notify.webhook.url is missing; set it where secrets",
        "caravan.notify.log.levle=info | did you mean caravan.notify.log.level?",
        "caravan.notify.log.level=loud | must be one of error, warn, info, debug, not 'loud'",
        "caravan.notify.after=0 | must be a whole number from 1 to 1000, not '0'",
      })
  void says_what_was_probably_meant(String line, String sentence) {
    assertThat(problems(line)).singleElement().asString().contains(sentence);
  }

  @Test
  void a_format_is_a_file() {
    assertThat(
            problems(
                "caravan.notify=webhook",
                "caravan.notify.webhook.url=" + SLACK,
                "caravan.notify.webhook.format=slak"))
        .singleElement()
        .asString()
        .endsWith(
            "names the format 'slak', of which there is no file notify/slak.jq; did you mean"
                + " slack?");
  }

  @ParameterizedTest
  @CsvSource({
    "http://chat.example.com/, must begin with https://",
    "https://me:pass@chat.example.com/, must hold neither a user",
    "https://chat.example.com/#, must hold neither a user",
    "ftp://chat.example.com/, must be an absolute URL",
    "/services/, must be an absolute URL",
    "https://chat .example.com/, is not a URL",
  })
  void an_address_that_cannot_be_is_not_shown(String address, String sentence) {
    assertThat(problems("caravan.notify=webhook", "caravan.notify.webhook.url=" + address + TOKEN))
        .singleElement()
        .asString()
        .contains(sentence)
        .doesNotContain(TOKEN);
  }

  @Test
  void one_that_would_map_or_read_a_vendor_is_refused() {
    own(
        "mail",
        "atera-tickets-source",
        "  steps: [{ref: {kind: Kamelet, name: reconcile-action}, properties: {target: x}}]");
    assertThat(String.join("\n", problems("caravan.notify=mail")))
        .contains(
            "(line 3) begins with atera-tickets-source in the folder notify; a notify Pipe begins"
                + " with caravan-events-source",
            "has a step reconcile-action, but a notify Pipe tells and reconciles nothing");
  }

  @Test
  void a_sync_that_would_tell_is_sent_to_its_folder() {
    ConfigFolder.in(folder)
        .file(
            "routes/syncs/mail.pipe.yaml",
            "kind: Pipe",
            "spec:",
            "  source: {ref: {kind: Kamelet, name: caravan-events-source}}",
            "  sink: {ref: {kind: Kamelet, name: caravan-log-sink}}");
    Settings settings = ConfigFolder.in(folder, "caravan.syncs=mail").load();
    assertThat(settings.problems())
        .extracting(Problem::sentence)
        .anyMatch(it -> it.endsWith("a notify Pipe stands in the folder notify"));
  }
}
