package dev.caravan.odd;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.CycleReport;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import dev.caravan.store.PostgresStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Odd text in every member of an alert, from the source to the ticket and back, on both stores. */
@Timeout(120)
class OddRecordsTest {
  private static final String ODD =
      "A\u0000\u001b[2J\u009bB\u202egpj.exe\u2066D\u2028E\u0007\n<b>&amp;</b>'\"\\\ud83d\ude00";
  private static final List<String> KEYS =
      List.of(
          "zero-\u0000-key",
          "turned-\u202e-key",
          "broken-\n-key",
          "../../account",
          "a%2Fb?c=d&e#f",
          "'; drop table entry; --",
          "{{env:PATH}}",
          "${exchangeId}",
          "x".repeat(500),
          "\ud83d\ude00");

  @RegisterExtension final PostgresStore postgres = new PostgresStore();
  @TempDir Path folder;

  @Test
  void are_counted_once_and_closed_when_they_are_over_on_the_embedded_store() {
    try (TicketScenario here = scenario()) {
      play(here);
    }
  }

  @Test
  void are_counted_once_and_closed_when_they_are_over_on_postgresql() {
    try (TicketScenario here = scenario()) {
      here.with("caravan.store.url", postgres.settings().url())
          .with("caravan.store.username", "postgres")
          .with("caravan.store.password", "postgres");
      play(here);
    }
  }

  private TicketScenario scenario() {
    return TicketScenario.running(folder, SandboxOptions.defaults().withRecords(1, 2, 0))
        .with(SYNC + ".max-closes", "100");
  }

  private static void play(TicketScenario here) {
    // One stays, so that the list is never empty.
    here.opens("ordinary");
    KEYS.forEach(key -> open(here, key));
    CycleReport first = here.sync();
    assertThat(first.created()).as("%s", first.error()).isEqualTo(KEYS.size() + 1);
    assertThat(first.outcome().exitCode()).isZero();
    CycleReport second = here.sync();
    assertThat(second.unchanged()).as("%s", second.error()).isEqualTo(KEYS.size() + 1);
    assertThat(here.tickets()).hasSize(KEYS.size() + 1);
    assertThat(here.tickets())
        .allSatisfy(
            ticket ->
                assertThat(ticket.title())
                    .doesNotContainPattern("[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069\\u2028]"));
    KEYS.forEach(here::resolves);
    int closed = 0;
    for (int cycle = 0; cycle < 4; cycle++) {
      CycleReport report = here.sync();
      assertThat(report.outcome().exitCode()).as("%s", report.error()).isZero();
      closed += report.closed();
    }
    assertThat(closed).isEqualTo(KEYS.size());
    assertThat(here.tickets()).hasSize(KEYS.size() + 1);
  }

  private static void open(TicketScenario here, String key) {
    ObjectNode alert = TicketScenario.json("{\"priority\":\"High\"}").put("alertUid", key);
    alert.putObject("alertContext").put("@class", "perf_disk_usage_ctx").put("diskName", ODD);
    alert
        .putObject("alertSourceInfo")
        .put("deviceUid", ODD + key)
        .put("deviceName", ODD)
        .put("siteUid", ODD)
        .put("siteName", ODD);
    here.sandbox.datto().openAlert(alert);
  }
}
