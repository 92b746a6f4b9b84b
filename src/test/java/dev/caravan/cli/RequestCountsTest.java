package dev.caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.cli.output.JsonReport;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.scenario.RowScenario;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestCountsTest {
  private static final String ALERTS = TicketScenario.SYNC;
  private static final String DEVICES = RowScenario.SYNC;

  @TempDir Path folder;

  @Test
  void two_syncs_that_share_an_account_at_the_same_time_count_their_own_requests()
      throws Exception {
    ExecutorService both = Executors.newFixedThreadPool(2);
    // 600 devices are three pages; the alerts are one.
    try (RowScenario here = new RowScenario(folder, 600)) {
      here.sandbox.datto().openAlerts(3);
      try (CaravanRuntime caravan = here.start(ALERTS, DEVICES)) {
        caravan.syncs().run(ALERTS, 0);
        caravan.syncs().run(DEVICES, 0);
        here.sandbox.log().clear();
        List<Callable<String>> cycles =
            List.of(
                () -> JsonReport.of(caravan.syncs().run(ALERTS, 0)),
                () -> JsonReport.of(caravan.syncs().run(DEVICES, 0)));
        List<Future<String>> reports = both.invokeAll(cycles);
        JsonNode alerts = requests(reports.get(0));
        JsonNode devices = requests(reports.get(1));

        assertThat(alerts.fieldNames()).toIterable().containsExactly("datto", "atera");
        assertThat(devices.fieldNames()).toIterable().containsExactly("datto", "ninox");
        assertThat(sent(alerts, "datto")).as("identity, one page").isEqualTo(2);
        assertThat(sent(devices, "datto")).as("identity, three pages").isEqualTo(4);
        assertThat(here.sandbox.log().total("datto")).isEqualTo(6);
      }
    } finally {
      both.shutdownNow();
    }
  }

  private static JsonNode requests(Future<String> report) throws Exception {
    JsonNode json = new ObjectMapper().readTree(report.get());
    assertThat(json.path("outcome").asText()).as(json.toString()).isEqualTo("complete");
    return json.path("requests");
  }

  private static long sent(JsonNode requests, String account) {
    return requests.path(account).path("sent").asLong();
  }
}
