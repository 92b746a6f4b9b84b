package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Odd text in every place that a vendor fills, against everything that is printed. */
@Timeout(180)
class OddTextTest {
  /** A cursor's way home, colours, C1's CSI, directions, a break with a line of its own. */
  private static final String ODD =
      "A\u001b[2J\u001b[31mB\u009b2JC\u202egpj.exe\u2066D\u2028E\u0007\u007f\n"
          + "Error: all lost\r"
          + "\u200f";

  private static final String FORBIDDEN =
      "[\\p{Cc}\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069&&[^\\n]]";

  @TempDir Path folder;
  private TicketScenario here;

  @BeforeEach
  void start() {
    here = new TicketScenario(folder, SandboxOptions.defaults().withRecords(1, 2, 0));
    here.with("caravan.syncs", SYNC);
    open("odd-1");
  }

  @AfterEach
  void stop() {
    here.close();
  }

  private void open(String key) {
    ObjectNode alert = TicketScenario.json("{\"priority\":\"High\"}").put("alertUid", key);
    alert.putObject("alertContext").put("@class", "perf_disk_usage_ctx").put("diskName", ODD);
    alert
        .putObject("alertSourceInfo")
        .put("deviceUid", ODD)
        .put("deviceName", ODD)
        .put("siteUid", ODD)
        .put("siteName", ODD);
    here.sandbox.datto().openAlert(alert);
  }

  private String printed(int exitCode, String... words) throws Exception {
    String[] all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--config";
    all[words.length + 1] = here.configFile().toString();
    try (CaravanProcess caravan =
        CaravanProcess.caravan(folder, Map.of("CARAVAN_LOG_LEVEL", "DEBUG"), all)) {
      String out = caravan.rest();
      int code = caravan.exitCode(Duration.ofSeconds(60));
      assertThat(code).as(out + caravan.err()).isEqualTo(exitCode);
      for (String stream : List.of(out, caravan.err())) {
        assertThat(stream.replace("\t", "")).doesNotContainPattern(FORBIDDEN);
        assertThat(stream.lines()).noneMatch(line -> line.startsWith("Error: all lost"));
      }
      if (List.of(words).contains("--json")) {
        JsonNode json = new ObjectMapper().readTree(out);
        assertThat(json.isObject()).isTrue();
      }
      return out;
    }
  }

  @Test
  void no_name_or_key_moves_the_cursor_or_begins_a_line() throws Exception {
    open(ODD);
    assertThat(printed(0, "plan", SYNC)).contains("+ create  A");
    printed(0, "plan", SYNC, "--json");
    printed(0, "sync", SYNC);
    printed(0, "ledger", "list", SYNC);
    printed(0, "ledger", "list", SYNC, "--json");
    printed(0, "ledger", "show", SYNC, "odd-1");
    printed(0, "ledger", "show", SYNC, "odd-1", "--json");
    printed(0, "check");
    printed(0, "check", "--json");
  }

  @Test
  void no_name_of_an_account_does() throws Exception {
    ObjectNode account = TicketScenario.json("{\"id\":4711,\"uid\":\"u\"}").put("name", ODD);
    here.sandbox
        .faults()
        .add(
            Fault.status(200)
                .withBody("application/json", account.toString())
                .on("datto", "GET", "/v2/account$")
                .times(20));
    assertThat(printed(0, "check")).contains("✓ datto: the credentials open account A\\u001b[2J");
    printed(0, "check", "--json");
  }

  @Test
  void no_error_of_a_vendor_does() throws Exception {
    String body = new ObjectMapper().createObjectNode().put("message", ODD).toString();
    here.sandbox
        .faults()
        .add(Fault.status(400).withBody("application/json", body).on("atera", "POST", "/tickets$"));
    printed(1, "sync", SYNC, "--json");
    printed(0, "dead-letters", "list", SYNC);
    printed(0, "dead-letters", "list", SYNC, "--json");
    printed(0, "ledger", "show", SYNC, "odd-1");
    here.sandbox.faults().clear();
    for (String text : List.of(body, ODD, "<html><title>" + ODD + "</title>")) {
      here.sandbox
          .faults()
          .add(
              // Not repeated, as a 500 would be.
              Fault.status(404)
                  .withBody("text/plain", text)
                  .on("datto", null, "/alerts/open")
                  .times(20));
      printed(4, "sync", SYNC);
      printed(4, "sync", SYNC, "--json");
      here.sandbox.faults().clear();
    }
    here.sandbox
        .faults()
        .add(Fault.status(401).withBody("text/plain", ODD).on("atera", null, "/account").times(20));
    printed(2, "check");
    printed(2, "check", "--json");
  }
}
