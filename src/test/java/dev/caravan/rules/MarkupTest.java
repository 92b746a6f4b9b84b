package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a user of a monitored machine can write into an alert is no markup in a ticket. */
class MarkupTest {
  private static final String ALERT =
      """
      {"alertUid":"a","priority":"High","diagnostics":"%1$s","alertContext":{"@class":"comp_script_ctx",
       "samples":{"Status":"%1$s"}},"alertSourceInfo":{"deviceUid":"d","deviceName":"PC %1$s",
       "siteUid":"s","siteName":"%1$s"}}
      """;

  @TempDir Path folder;

  private TicketScenario scenario() {
    return TicketScenario.running(folder, 0)
        .with(TicketScenario.SYNC + ".technician-id", "9")
        .with(TicketScenario.SYNC + ".comment-every", "0s");
  }

  /** Opens, changes and ends an alert; its ticket. */
  private static TicketSnapshot lived(TicketScenario scenario, String words) {
    scenario.sandbox.datto().openAlert(TicketScenario.json(ALERT.formatted(words)));
    assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
    scenario.changes("a", "{\"priority\":\"Critical\"}");
    assertThat(scenario.sync().updated()).isEqualTo(1);
    TicketSnapshot ticket = scenario.ticketOf("a");
    assertThat(ticket.priority()).isEqualTo("Critical");
    assertThat(ticket.comments()).isNotEmpty();
    return ticket;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img src=x onerror=alert(1)>",
        "&lt;img src=x onerror=alert(1)&gt;",
        "&#60;img src=x onerror=alert(1)&#x3e;",
        "&LT;img src=x onerror=alert(1)&GT;",
        "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
        "</p><script>alert(1)</script><img"
      })
  void no_tag_reaches_a_ticket(String words) {
    try (TicketScenario scenario = scenario()) {
      TicketSnapshot ticket = lived(scenario, words);
      assertThat(ticket.description()).contains("img").doesNotContain("<", ">");
      assertThat(ticket.title()).contains("img").doesNotContain("<", ">");
      assertThat(ticket.comments())
          .allSatisfy(one -> assertThat(one.path("Comment").asText()).doesNotContain("<", ">"));
      assertThat(ticket.description().lines().findFirst())
          .hasValue("[" + TicketScenario.marker("a", 1) + "]");
    }
  }

  @Test
  void what_looks_like_an_entity_is_shown_as_it_was_written() {
    try (TicketScenario scenario = scenario()) {
      assertThat(lived(scenario, "R&D &amp;amp; C: < 10 % \\\"now\\\"").description())
          .contains("R&amp;D &amp;amp; C: &lt; 10 % \"now\"");
    }
  }

  @Test
  void a_tenant_that_shows_plain_text_gets_it_plain() {
    try (TicketScenario scenario = scenario().with("atera.description", "text")) {
      TicketSnapshot ticket = lived(scenario, "R&D: 3 < 4 > 2");
      assertThat(ticket.description()).contains("R&D: 3 < 4 > 2").doesNotContain("&lt;");
      assertThat(ticket.title()).contains("R&D: 3 < 4 > 2");
      assertThat(ticket.comments())
          .anySatisfy(one -> assertThat(one.path("Comment").asText()).contains("R&D: 3 < 4 > 2"));
    }
  }

  @Test
  void a_title_with_such_signs_stays_ours_and_follows_its_alert() {
    try (TicketScenario scenario = scenario()) {
      scenario.sandbox.datto().openAlert(TicketScenario.json(ALERT.formatted("C: < 10 %")));
      scenario.sync();
      scenario.changes("a", "{\"alertSourceInfo\":{\"siteName\":\"D: > 5 %\"}}");
      scenario.sandbox.log().clear();
      scenario.sync();
      scenario.sync();
      assertThat(scenario.ticketOf("a").comments()).hasSizeLessThanOrEqualTo(1);
    }
  }
}
