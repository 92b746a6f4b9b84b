package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.LateWrite;
import dev.caravan.ledger.State;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.TicketScenario;
import dev.caravan.store.Store;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a frozen process had on its way and learns of when another one has gone on for long. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class LateWritesTest {
  private static final String CRITICAL = "{\"priority\":\"Critical\"}";

  @TempDir Path folder;

  /** A cycle whose write of that kind is answered late; another process has gone on meanwhile. */
  private static CompletableFuture<CycleReport> frozen(
      TicketScenario scenario, String method, String path, boolean applied) {
    Fault late = Fault.of(Kind.SLOW).on("atera", method, path).withDelayMs(6000);
    scenario.fault(applied ? late : late.notApplied());
    scenario.sandbox.log().clear();
    scenario.caravan();
    CompletableFuture<CycleReport> cycle = CompletableFuture.supplyAsync(scenario::sync);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !scenario.sandbox.log().entries("atera", method, "/").isEmpty());
    scenario.caravan().ledger().begin(TicketScenario.SYNC);
    try (Store store = Store.open(scenario.settings().store())) {
      store.ledger().write(handle -> handle.execute("UPDATE shedlock SET lock_until = 0"));
    }
    return cycle;
  }

  private static CycleReport runs(CaravanRuntime other) {
    return other.syncs().run(TicketScenario.SYNC, 0);
  }

  private static boolean isKnown(TicketScenario scenario, String key) {
    return scenario.<Boolean>ledger(view -> view.entries().find(key).isPresent());
  }

  private static List<LateWrite> noted(TicketScenario scenario) {
    return scenario.ledger(view -> view.lateWrites().all());
  }

  /** What was on its way all the time reaches the ticket. */
  private static void arrives(TicketScenario scenario, long ticket, String fields)
      throws Exception {
    HttpRequest put =
        HttpRequest.newBuilder(
                URI.create(scenario.sandbox.uri() + "/atera/api/v3/tickets/" + ticket))
            .header("X-API-KEY", "sandbox-api-key")
            .header("Content-Type", "application/json")
            .method("PUT", BodyPublishers.ofString(fields))
            .build();
    assertThat(HttpClient.newHttpClient().send(put, BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_ticket_of_an_alert_that_was_forgotten_meanwhile_is_closed_and_one_alert_has_one_ticket()
      throws Exception {
    try (TicketScenario scenario = TicketScenario.running(folder, 1);
        CaravanRuntime other = scenario.start()) {
      scenario.sandbox.atera().set(Map.of("searchLagMs", 3_600_000));
      String key = scenario.openKeys().get(0);
      CompletableFuture<CycleReport> frozen = frozen(scenario, "POST", "/tickets$", true);
      scenario.resolves(key);
      for (int i = 0; i < 10 && isKnown(scenario, key); i++) {
        runs(other);
        scenario.clock.jump(Duration.ofMinutes(5));
      }
      assertThat(isKnown(scenario, key)).isFalse();
      assertThat(frozen.get().error()).contains("overtaken");
      assertThat(noted(scenario)).hasSize(1);

      for (int i = 0; i < 3; i++) {
        runs(other);
      }

      assertThat(scenario.ticketOf(key).status()).isEqualTo("Resolved");
      assertThat(scenario.entry(key).state()).isEqualTo(State.CLOSED);
      assertThat(noted(scenario)).isEmpty();
      assertThat(runs(other).outcome()).isEqualTo(Outcome.COMPLETE);
    }
  }

  @Test
  void a_ticket_that_may_have_been_opened_for_a_forgotten_alert_is_looked_for() throws Exception {
    try (TicketScenario scenario = TicketScenario.running(folder, 1);
        CaravanRuntime other = scenario.start()) {
      scenario.sandbox.atera().set(Map.of("searchLagMs", 3_600_000));
      String key = scenario.openKeys().get(0);
      CompletableFuture<CycleReport> frozen = frozen(scenario, "POST", "/tickets$", true);
      // Its answer will not be one.
      scenario.fault(Fault.status(500).on("atera", "GET", "/tickets/\\d+$").times(0));
      scenario.resolves(key);
      for (int i = 0; i < 10 && isKnown(scenario, key); i++) {
        runs(other);
        scenario.clock.jump(Duration.ofMinutes(5));
      }
      frozen.get();
      assertThat(noted(scenario))
          .singleElement()
          .satisfies(late -> assertThat(late.targetId()).isNull());
      scenario.sandbox.faults().clear();
      scenario.clock.jump(Duration.ofHours(1));

      for (int i = 0; i < 4; i++) {
        runs(other);
      }

      assertThat(scenario.ticketOf(key).status()).isEqualTo("Resolved");
      assertThat(noted(scenario)).isEmpty();
    }
  }

  @Test
  void a_close_that_arrives_when_its_alert_is_back_leaves_no_alert_without_an_open_ticket()
      throws Exception {
    try (TicketScenario scenario = TicketScenario.running(folder, 0);
        CaravanRuntime other = scenario.start()) {
      scenario.opens("a");
      scenario.sync();
      scenario.resolves("a");
      scenario.sync();
      long ticket = scenario.ticketOf("a").id();
      CompletableFuture<CycleReport> frozen = frozen(scenario, "PUT", "/tickets/\\d+$", false);
      var back = scenario.sandbox.datto().resolvedAlerts().get(0).put("resolved", false);
      scenario.sandbox.datto().openAlert(back);
      scenario.clock.jump(Duration.ofSeconds(1));
      runs(other);
      assertThat(scenario.entry("a").state()).isEqualTo(State.OPEN);
      arrives(scenario, ticket, "{\"TicketStatus\":\"Resolved\"}");
      assertThat(frozen.get().error()).contains("overtaken");

      for (int i = 0; i < 3; i++) {
        runs(other);
      }

      assertThat(scenario.openKeys()).containsExactly("a");
      assertThat(scenario.tickets()).filteredOn(TicketSnapshot::open).hasSize(1);
      assertThat(scenario.entry("a").generation()).isEqualTo(2);
      assertThat(noted(scenario)).isEmpty();
      assertThat(runs(other).unchanged()).isEqualTo(1);
    }
  }

  @Test
  void an_update_that_arrives_after_a_later_one_is_written_over() throws Exception {
    try (TicketScenario scenario = TicketScenario.running(folder, 0);
        CaravanRuntime other = scenario.start()) {
      scenario.opens("a");
      scenario.sync();
      long ticket = scenario.ticketOf("a").id();
      scenario.changes("a", "{\"priority\":\"Low\"}");
      CompletableFuture<CycleReport> frozen = frozen(scenario, "PUT", "/tickets/\\d+$", false);
      scenario.changes("a", CRITICAL);
      scenario.clock.jump(Duration.ofSeconds(1));
      runs(other);
      assertThat(scenario.ticketOf("a").priority()).isEqualTo("Critical");
      arrives(scenario, ticket, "{\"TicketPriority\":\"Low\"}");
      assertThat(frozen.get().error()).contains("overtaken");

      runs(other);

      assertThat(scenario.ticketOf("a").priority()).isEqualTo("Critical");
      assertThat(runs(other).unchanged()).isEqualTo(1);
    }
  }
}
