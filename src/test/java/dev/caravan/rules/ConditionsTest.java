package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.Office;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With one-ticket-per=condition, what is triggered again is news on the open ticket. */
class ConditionsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path folder;

  private Office office() {
    return new Office(folder, 0)
        .with(Office.SYNC + ".technician-id", "9")
        .with(Office.SYNC + ".one-ticket-per", "condition")
        .with(Office.SYNC + ".comment-every", "1ms");
  }

  @Test
  void alerts_of_one_condition_share_a_ticket_and_others_do_not() {
    try (Office office = office()) {
      opens(office, "a", "pc-1", "C:", NOON);
      opens(office, "b", "pc-1", "C:", NOON.plusSeconds(60));
      opens(office, "c", "pc-1", "D:", NOON);
      opens(office, "d", "pc-2", "C:", NOON);

      CycleReport report = office.sync();

      assertThat(report.read()).isEqualTo(4);
      assertThat(report.created()).isEqualTo(3);
      assertThat(office.tickets()).hasSize(3);
      assertThat(office.sync().unchanged()).isEqualTo(3);
    }
  }

  @Test
  void a_condition_triggered_again_is_a_note_on_the_open_ticket() {
    try (Office office = office()) {
      opens(office, "a", "pc-1", "C:", NOON);
      office.sync();
      opens(office, "b", "pc-1", "C:", NOON.plusSeconds(600));

      assertThat(office.sync().updated()).isEqualTo(1);

      assertThat(office.tickets())
          .singleElement()
          .satisfies(
              ticket ->
                  assertThat(ticket.comments())
                      .singleElement()
                      .asString()
                      .contains("Triggered 2 times", "2026-11-20T12:10:00Z"));
      assertThat(office.sync().unchanged()).isEqualTo(1);
    }
  }

  @Test
  void the_ticket_stays_while_one_of_them_is_open_and_closes_with_the_last() {
    try (Office office = office()) {
      opens(office, "a", "pc-1", "C:", NOON);
      opens(office, "b", "pc-1", "C:", NOON.plusSeconds(60));
      office.sync();
      office.resolves("a");
      office.sync();
      office.sync();
      assertThat(office.tickets()).singleElement().matches(ticket -> ticket.open());

      office.resolves("b");
      office.sync();
      CycleReport report = office.sync();

      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(report.closed()).isEqualTo(1);
      assertThat(office.tickets()).singleElement().matches(ticket -> !ticket.open());
    }
  }

  @Test
  void a_condition_that_returns_after_its_end_gets_a_new_ticket() {
    try (Office office = office()) {
      opens(office, "a", "pc-1", "C:", NOON);
      office.sync();
      office.resolves("a");
      office.sync();
      office.sync();
      opens(office, "b", "pc-1", "C:", NOON.plusSeconds(6000));

      assertThat(office.sync().created()).isEqualTo(1);
      assertThat(office.tickets()).hasSize(2);
      assertThat(office.sync().unchanged()).isEqualTo(1);
    }
  }

  private static void opens(Office office, String uid, String device, String disk, Instant at) {
    ObjectNode alert = new ObjectMapper().createObjectNode();
    alert.put("alertUid", uid).put("priority", "High").put("timestamp", at.toEpochMilli());
    alert
        .putObject("alertContext")
        .put("@class", "perf_disk_usage_ctx")
        .put("diskName", disk)
        .put("freeSpace", uid.charAt(0));
    alert
        .putObject("alertSourceInfo")
        .put("deviceUid", device)
        .put("deviceName", device)
        .put("siteUid", "s")
        .put("siteName", "Acme");
    office.sandbox.datto().openAlert(alert);
  }
}
