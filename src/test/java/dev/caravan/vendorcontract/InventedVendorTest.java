package dev.caravan.vendorcontract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vendor is added by a folder: no Java, and no shared file, knows the one in invented-vendor. */
class InventedVendorTest {
  private static final String TO_DESKLY = "datto-alerts-to-deskly-tickets";
  private static final String FROM_DESKLY = "deskly-alerts-to-atera-tickets";

  @TempDir Path folder;
  private Deskly deskly;
  private TicketScenario here;

  @BeforeEach
  void start() throws IOException {
    deskly = new Deskly();
    here = new TicketScenario(folder, SandboxOptions.defaults().withRecords(2, 10, 0));
    here.with(
        "caravan.routes-dirs",
        Path.of("src/test/resources/invented-vendor").toAbsolutePath().toString());
    here.with("deskly.base-url", deskly.uri().toString()).with("deskly.token", Deskly.TOKEN);
    here.with("deskly.index-lag", "1ms").with(FROM_DESKLY + ".end-user-id", "128");
  }

  @AfterEach
  void stop() {
    here.close();
    deskly.close();
  }

  private CycleReport sync(String name) {
    try (CaravanRuntime caravan =
        CaravanRuntime.start(RuntimeSpec.of(here.settings(), List.of(name)))) {
      return caravan.syncs().run(name, 0);
    }
  }

  private void opens(String key) {
    here.opens(key, "WEB01", "C:", Instant.parse("2026-11-20T09:00:00Z"));
  }

  @Test
  void its_tickets_are_opened_updated_and_closed() {
    opens("a");
    opens("b");
    assertThat(sync(TO_DESKLY).created()).isEqualTo(2);
    assertThat(sync(TO_DESKLY).unchanged()).isEqualTo(2);
    assertThat(deskly.tickets())
        .hasSize(2)
        .allMatch(ticket -> ticket.path("subject").asText().startsWith("WEB01: Disk C:"))
        .allMatch(ticket -> ticket.path("reference").asText().startsWith("cv-"));

    here.sandbox.datto().changeAlert("a", json("priority", "Critical"));
    assertThat(sync(TO_DESKLY).updated()).isEqualTo(1);
    assertThat(deskly.tickets()).anyMatch(ticket -> ticket.path("urgency").asInt() == 1);
    assertThat(deskly.notesOf("T-1").size() + deskly.notesOf("T-2").size()).isEqualTo(1);

    here.sandbox.datto().resolveAlert("a");
    here.sandbox.datto().resolveAlert("b");
    deskly.assigns("T-2", "Ann");
    sync(TO_DESKLY);
    assertThat(sync(TO_DESKLY).outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(deskly.tickets())
        .filteredOn(ticket -> ticket.path("state").asText().equals("done"))
        .extracting(ticket -> ticket.path("id").asText())
        .containsExactly("T-1");
  }

  @Test
  void one_whose_answer_was_lost_is_found_by_its_reference() {
    opens("a");
    deskly.losesTheNextAnswer();
    assertThat(sync(TO_DESKLY).inDoubt()).isEqualTo(1);
    assertThat(sync(TO_DESKLY).outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(deskly.tickets()).hasSize(1);
  }

  @Test
  void its_alerts_become_tickets_elsewhere() {
    deskly.opens("1", "SRV1", "Backup failed");
    deskly.opens("2", "SRV2", "Fan stopped");
    assertThat(sync(FROM_DESKLY).created()).isEqualTo(2);
    assertThat(here.sandbox.atera().tickets())
        .anyMatch(ticket -> ticket.title().startsWith("SRV1: Backup failed (Acme) [cv-"));
    deskly.ends("1");
    sync(FROM_DESKLY);
    sync(FROM_DESKLY);
    assertThat(here.sandbox.atera().tickets())
        .filteredOn(ticket -> !ticket.open())
        .singleElement()
        .matches(ticket -> ticket.title().startsWith("SRV1"));
  }

  private static ObjectNode json(String name, String value) {
    return new ObjectMapper().createObjectNode().put(name, value);
  }
}
