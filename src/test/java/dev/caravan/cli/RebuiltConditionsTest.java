package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lost ledger comes back where alerts share tickets, and where they did before. */
class RebuiltConditionsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path folder;
  private TicketScenario here;

  @BeforeEach
  void start() {
    here =
        new TicketScenario(folder, SandboxOptions.defaults().withRecords(2, 10, 0))
            .with(SYNC + ".technician-id", "9")
            .with(SYNC + ".comment-every", "1ms");
    per("condition");
  }

  @AfterEach
  void stop() {
    here.close();
  }

  private void per(String per) {
    here.with(SYNC + ".one-ticket-per", per);
  }

  private void opensThree() {
    here.opens("a", "pc-1", "C:", NOON);
    here.opens("b", "pc-1", "C:", NOON.plusSeconds(60));
    here.opens("c", "pc-2", "C:", NOON);
  }

  private JsonNode rebuilds() {
    Typed rebuild =
        Typed.caravan("ledger", "rebuild", SYNC, "--json", "--config", "" + here.configFile());
    assertThat(rebuild.exitCode()).as(rebuild.err()).isZero();
    return rebuild.json();
  }

  private List<TicketSnapshot> tickets() {
    return here.sandbox.atera().tickets();
  }

  @Test
  void alerts_of_one_condition_find_their_ticket_and_the_count_goes_on() {
    opensThree();
    here.sync();
    here.losesTheLedger();

    JsonNode json = rebuilds();

    assertThat(json.path("restored").asInt()).isEqualTo(2);
    assertThat(json.path("absent").asInt()).isZero();
    assertThat(json.path("unclaimed")).isEmpty();
    assertThat(here.sync().created()).isZero();
    assertThat(tickets()).hasSize(2).allMatch(TicketSnapshot::open);
    here.opens("d", "pc-1", "C:", NOON.plusSeconds(600));
    assertThat(here.sync().created()).isZero();
    assertThat(tickets())
        .flatMap(TicketSnapshot::comments)
        .singleElement()
        .asString()
        .contains("Triggered 3 times", "2026-11-20T12:10:00Z");
  }

  @Test
  void a_ledger_that_is_right_is_left_as_it_is() {
    opensThree();
    here.sync();
    JsonNode json = rebuilds();
    assertThat(json.path("known").asInt()).isEqualTo(2);
    assertThat(json.path("restored").asInt()).isZero();
    assertThat(json.path("unclaimed")).isEmpty();
    assertThat(here.sync().unchanged()).isEqualTo(2);
  }

  @Test
  void alerts_that_shared_before_the_change_find_the_ticket_they_share() {
    opensThree();
    here.sync();
    per("alert");
    here.opens("d", "pc-9", "C:", NOON);
    here.sync();
    here.losesTheLedger();

    assertThat(rebuilds().path("restored").asInt()).isEqualTo(3);

    assertThat(here.sync().created()).isZero();
    assertThat(here.sync().unchanged()).isEqualTo(3);
    assertThat(tickets()).hasSize(3).allMatch(TicketSnapshot::open);
  }

  @Test
  void alerts_that_had_their_own_before_the_change_find_their_own() {
    per("alert");
    opensThree();
    here.sync();
    per("condition");
    here.opens("d", "pc-1", "C:", NOON.plusSeconds(120));
    here.sync();
    here.losesTheLedger();

    assertThat(rebuilds().path("restored").asInt()).isEqualTo(4);

    assertThat(here.sync().created()).isZero();
    assertThat(here.sync().unchanged()).isEqualTo(4);
    assertThat(tickets()).hasSize(4).allMatch(TicketSnapshot::open);
  }
}
