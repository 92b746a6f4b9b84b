package dev.caravan.odd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key is the vendor's text to the letter, whatever a language of routes would make of it. */
@Timeout(60)
class OddKeysTest {
  @TempDir Path folder;

  private TicketScenario scenario() {
    return TicketScenario.running(folder, SandboxOptions.defaults().withRecords(1, 2, 0))
        .with(TicketScenario.SYNC + ".max-closes", "0");
  }

  private static void open(TicketScenario here, String key) {
    here.sandbox
        .datto()
        .openAlert(TicketScenario.json("{\"priority\":\"High\"}").put("alertUid", key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'twin'", "\"twin\"", "'twin", "${body}", "twin/..", "twin?a=b"})
  void one_alert_is_not_asked_about_in_the_place_of_another(String key) {
    try (TicketScenario here = scenario()) {
      here.opens("ordinary");
      here.opens("twin");
      open(here, key);
      here.sync();
      here.resolves("twin");
      here.resolves(key);
      // Left out of the list, but by its own words not resolved.
      here.changes(key, "{\"resolved\":false,\"resolvedOn\":null}");
      for (int cycle = 0; cycle < 3; cycle++) {
        CycleReport report = here.sync();
        assertThat(report.error()).isNull();
      }
      assertThat(here.ticketOf("twin").open()).isFalse();
      assertThat(here.ticketOf(key).open()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "'quoted'", "\"quoted\"", "'", "''", "\"\"", "*", "true", "String.class"})
  void an_alert_of_any_name_is_asked_about_and_closed(String key) {
    try (TicketScenario here = scenario()) {
      here.opens("ordinary");
      open(here, key);
      here.sync();
      here.resolves(key);
      here.sync();
      CycleReport report = here.sync();
      assertThat(report.error()).isNull();
      assertThat(report.closed()).isEqualTo(1);
      assertThat(here.ticketOf(key).open()).isFalse();
    }
  }
}
