package dev.caravan.odd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.CycleReport;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.scenario.RowScenario;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Odd text in the members of a device, from the source to its row. */
@Timeout(120)
class OddRowsTest {
  private static final List<String> TEXTS =
      List.of(
          "A\u0000\u001b[2J\u009bB",
          "A\u202egpj.exe\u2066D\u2028E\u200f",
          "A\u0007\n\r\tB",
          "<script>alert(1)</script><b>&amp;</b>",
          "'; drop table entry; --",
          "=cmd|'/c calc'!A1",
          "{{env:PATH}}${exchangeId}",
          "null",
          "\"quoted\"",
          "  blank  ",
          "\ud83d\ude00 B\u00fcro \u4e2d\u6587 \u0627\u0644",
          "\ud83d",
          "\ud83d\ude00".repeat(20_000));

  @TempDir Path folder;

  @Test
  void makes_one_row_that_is_written_once() {
    try (RowScenario here = new RowScenario(folder, TEXTS.size())) {
      here.with(RowScenario.SYNC + ".max-closes", "100");
      List<ObjectNode> devices = here.sandbox.datto().devices();
      for (int i = 0; i < TEXTS.size(); i++) {
        String text = TEXTS.get(i);
        here.sandbox
            .datto()
            .changeDevice(
                devices.get(i).path("uid").asText(),
                Json.object()
                    .put("hostname", text)
                    .put("siteName", text)
                    .put("operatingSystem", text)
                    .put("lastLoggedInUser", text)
                    .put("intIpAddress", text));
      }
      CycleReport first = here.sync();
      assertThat(first.error()).isNull();
      assertThat(List.of(first.created(), first.failed(), first.inDoubt()))
          .containsExactly(TEXTS.size(), 0, 0);
      here.sandbox.log().clear();
      CycleReport second = here.sync();
      assertThat(second.unchanged()).as("%s", second.error()).isEqualTo(TEXTS.size());
      assertThat(here.asked("POST")).isEmpty();
      assertThat(here.rowsBy("ExternalRef")).hasSize(TEXTS.size());
      assertThat(here.rows())
          .allSatisfy(
              row ->
                  assertThat(row.toString())
                      .doesNotContainPattern(
                          "[\\p{Cc}\\u200f\\u202a-\\u202e\\u2066-\\u2069\\u2028]|\\\\u|\\\\n"))
          .extracting(row -> row.at("/fields/Name").asText())
          .contains(
              "A[2JB",
              "Agpj.exeD E",
              "A B",
              "<script>alert(1)</script><b>&</b>",
              "null",
              "\"quoted\"",
              "blank");
      devices.forEach(device -> here.sandbox.datto().deleteDevice(device.path("uid").asText()));
      here.sandbox.datto().addDevices(1);
      int removed = 0;
      for (int cycle = 0; cycle < 3; cycle++) {
        CycleReport report = here.sync();
        assertThat(report.error()).isNull();
        removed += report.closed();
      }
      assertThat(removed).isEqualTo(TEXTS.size());
    }
  }
}
