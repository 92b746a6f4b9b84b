package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.RowScenario;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is capped goes to the severest first, and no device takes all of it. */
class FairnessTest {
  @TempDir Path folder;

  private TicketScenario scenario(int most) {
    return TicketScenario.running(folder, 0)
        .with(TicketScenario.SYNC + ".max-creates", "" + most)
        .with(TicketScenario.SYNC + ".max-closes", "500");
  }

  private static void opens(TicketScenario scenario, String key, String device, String priority) {
    ObjectNode alert =
        TicketScenario.json(
            """
            {"alertUid":"%s","priority":"%s","alertContext":\
            {"@class":"perf_disk_usage_ctx","diskName":"%s"},\
            "alertSourceInfo":{"deviceUid":"%s","deviceName":"%s","siteUid":"s","siteName":"Acme"}}\
            """
                .formatted(key, priority, key, device, device));
    scenario.sandbox.datto().openAlert(alert);
  }

  private static Set<String> ticketed(TicketScenario scenario, List<String> keys) {
    return keys.stream()
        .filter(key -> !scenario.ticketsOf(key, 1).isEmpty())
        .collect(Collectors.toSet());
  }

  @Test
  void the_severest_go_first_and_a_noisy_device_takes_no_more_than_its_turn() {
    try (TicketScenario scenario = scenario(6)) {
      for (int i = 0; i < 20; i++) {
        opens(scenario, "noise" + i, "noisy", "High");
      }
      opens(scenario, "low", "a", "Low");
      opens(scenario, "b1", "b", "High");
      opens(scenario, "c1", "c", "High");
      opens(scenario, "d1", "d", "Critical");
      CycleReport report = scenario.sync();
      assertThat(report.created()).isEqualTo(6);
      assertThat(report.held()).isEqualTo(18);
      assertThat(ticketed(scenario, List.of("low", "b1", "c1", "d1")))
          .containsExactlyInAnyOrder("b1", "c1", "d1");
    }
  }

  @Test
  void the_whole_source_is_looked_at_before_what_is_capped_is_given_out() {
    try (TicketScenario scenario = scenario(3)) {
      scenario.sandbox.datto().set(Map.of("maxPage", 5));
      for (int i = 0; i < 23; i++) {
        opens(scenario, "k" + i, "d" + i, i == 1 || i == 9 || i == 21 ? "Critical" : "Low");
      }
      assertThat(scenario.sync().created()).isEqualTo(3);
      assertThat(ticketed(scenario, List.of("k1", "k9", "k21"))).hasSize(3);
    }
  }

  @Test
  void a_cycle_that_breaks_off_sends_nothing_of_what_it_held() {
    try (TicketScenario scenario = scenario(3)) {
      scenario.sandbox.datto().set(Map.of("maxPage", 5));
      for (int i = 0; i < 13; i++) {
        opens(scenario, "k" + i, "d" + i, "Low");
      }
      scenario.fault(Fault.status(400).on("datto", "GET", "/alerts/open").after(2).times(0));
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(scenario.tickets()).isEmpty();
      scenario.sandbox.faults().clear();
      assertThat(scenario.sync().created()).isEqualTo(3);
    }
  }

  @Test
  void where_the_source_says_that_all_go_within_the_limit_no_page_waits_for_the_last() {
    for (String most : List.of("60", "59")) {
      try (RowScenario here =
          new RowScenario(folder, 60).with(RowScenario.SYNC + ".max-creates", most)) {
        here.losesTheLedger();
        here.sandbox.datto().set(Map.of("maxPage", 20));
        here.sandbox
            .faults()
            .add(Fault.status(400).on("datto", "GET", "/devices").after(2).times(0));
        assertThat(here.sync().outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(here.rows()).hasSize(most.equals("60") ? 40 : 0);
      }
    }
  }

  @Test
  void a_plan_says_the_same() {
    try (TicketScenario scenario = scenario(2)) {
      scenario.sandbox.datto().set(Map.of("maxPage", 5));
      for (int i = 0; i < 13; i++) {
        opens(scenario, "k" + i, "d" + i, i > 10 ? "Critical" : "Low");
      }
      CycleReport plan = scenario.plan();
      assertThat(plan.created()).isEqualTo(2);
      assertThat(plan.changes())
          .extracting(change -> change.path("key").asText())
          .containsExactlyInAnyOrder("k11", "k12");
    }
  }

  @Test
  void alerts_that_share_a_ticket_wait_together_and_are_all_counted() {
    try (TicketScenario scenario =
        scenario(1)
            .with(TicketScenario.SYNC + ".one-ticket-per", "condition")
            .with(TicketScenario.SYNC + ".technician-id", "9")) {
      scenario.sandbox.datto().set(Map.of("maxPage", 2));
      Instant noon = Instant.parse("2026-11-20T12:00:00Z");
      for (int i = 0; i < 5; i++) {
        scenario.opens((char) ('a' + i) + "", "pc-1", "C:", noon.plusSeconds(i));
      }
      assertThat(scenario.sync().created()).isEqualTo(1);
      assertThat(scenario.<Integer>ledger(view -> view.occurrences().all().size())).isEqualTo(5);
      scenario.sync();
      assertThat(scenario.tickets()).singleElement();
    }
  }

  @Test
  void the_source_is_asked_for_the_severest_first_and_for_devices_in_turn() {
    try (TicketScenario scenario = scenario(0).with("datto.reads-per-minute", "40")) {
      scenario.sandbox.datto().set(Map.of("readLimit", 1_000_000));
      for (int i = 0; i < 12; i++) {
        opens(scenario, "noise" + i, "noisy", "High");
      }
      opens(scenario, "low", "a", "Low");
      opens(scenario, "b1", "b", "High");
      opens(scenario, "c1", "c", "Critical");
      assertThat(scenario.sync().created()).isEqualTo(15);
      scenario.openKeys().forEach(scenario::resolves);
      scenario.sync();
      scenario.sandbox.log().clear();
      assertThat(scenario.sync().closed()).isEqualTo(10);
      assertThat(scenario.ticketOf("c1").open()).isFalse();
      assertThat(scenario.ticketOf("b1").open()).isFalse();
      assertThat(scenario.ticketOf("low").open()).isTrue();
    }
  }
}
