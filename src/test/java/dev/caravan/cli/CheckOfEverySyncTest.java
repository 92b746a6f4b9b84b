package dev.caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says of each shipped sync whose settings are missing, or name what is not. */
class CheckOfEverySyncTest {
  private static final String ATERA = "end-user-id=99999 is no contact of Atera's; it has ";

  /** Sync, settings, and what is said of them. */
  private record CheckedSync(String sync, String settings, String... said) {}

  private static final List<CheckedSync> WRONG =
      List.of(
          new CheckedSync("datto-alerts-to-atera-tickets", "end-user-id=99999", ATERA),
          new CheckedSync("ninjaone-alerts-to-atera-tickets", "end-user-id=99999", ATERA),
          new CheckedSync("opsramp-alerts-to-atera-tickets", "end-user-id=99999", ATERA),
          new CheckedSync(
              "ninox-records-to-atera-tickets",
              "end-user-id=99999 source-table=Reqests",
              ATERA,
              "Requests"),
          new CheckedSync("datto-devices-to-ninox", "target-table=Devcies", "Devices"),
          new CheckedSync("ninjaone-devices-to-ninox", "target-table=Devcies", "Devices"),
          new CheckedSync("opsramp-resources-to-ninox", "target-table=Devcies", "Devices"),
          new CheckedSync("atera-agents-to-ninox", "target-table=Devcies", "Devices"),
          new CheckedSync("atera-tickets-to-ninox", "target-table=Tikets", "Tickets"),
          new CheckedSync(
              "datto-alerts-to-opsramp-incidents",
              "urgency-id=Level_1 business-impact-id=SIMPACT-9 close-reason=Solvd",
              "urgency-id=Level_1 is none of OpsRamp's; it has 1 (Level 1), 2 (Level 2)",
              "business-impact-id=SIMPACT-9 is none of OpsRamp's; it has SIMPACT-1 (Level 1)",
              "close-reason=Solvd is no reason that OpsRamp has for Resolved;"
                  + " it has Alert resolved, Duplicate, Solved; is Solved meant?"),
          new CheckedSync(
              "ninjaone-alerts-to-opsramp-incidents",
              "urgency-id=7",
              "urgency-id=7 is none of OpsRamp's; it has 1 (Level 1), 2 (Level 2)"),
          new CheckedSync(
              "datto-alerts-to-ninjaone-tickets",
              "ticket-form-id=7 board-id=77 organization-id=99999",
              "ticket-form-id=7 is none of NinjaOne's; it has 1 (Default)",
              "board-id=77 is none of NinjaOne's; it has 1 (My tickets), 2 (All tickets)",
              "organization-id=99999 is none of NinjaOne's; it has"));

  private static final List<CheckedSync> MISSING =
      List.of(
          new CheckedSync("datto-alerts-to-atera-tickets", "", "end-user-id", "contacts instead"),
          new CheckedSync(
              "ninjaone-alerts-to-atera-tickets", "", "end-user-id", "contacts instead"),
          new CheckedSync("opsramp-alerts-to-atera-tickets", "", "end-user-id", "contacts instead"),
          new CheckedSync(
              "ninox-records-to-atera-tickets", "", "end-user-id", "source-table is missing"),
          new CheckedSync("datto-devices-to-ninox", "", "target-table is missing"),
          new CheckedSync("ninjaone-devices-to-ninox", "", "target-table is missing"),
          new CheckedSync("opsramp-resources-to-ninox", "", "target-table is missing"),
          new CheckedSync("atera-agents-to-ninox", "", "target-table is missing"),
          new CheckedSync("atera-tickets-to-ninox", "", "target-table is missing"),
          new CheckedSync(
              "datto-alerts-to-opsramp-incidents",
              "",
              "what is not set: datto-alerts-to-opsramp-incidents.urgency-id,"
                  + " datto-alerts-to-opsramp-incidents.business-impact-id"),
          new CheckedSync(
              "ninjaone-alerts-to-opsramp-incidents",
              "",
              "what is not set: ninjaone-alerts-to-opsramp-incidents.urgency-id,"),
          new CheckedSync(
              "datto-alerts-to-ninjaone-tickets", "", "whether NinjaOne lets this client"));

  @TempDir Path folder;

  private Typed check(Map<String, String> settings, Map<String, ?> opsramp) {
    SandboxOptions vendors = SandboxOptions.defaults().withRecords(2, 6, 0);
    try (TicketScenario here = new TicketScenario(folder, vendors)) {
      here.sandbox.account("opsramp").set(opsramp);
      here.with(TicketScenario.SYNC + ".end-user-id", "");
      for (String vendor : List.of("ninjaone", "opsramp")) {
        here.with(vendor + ".base-url", here.sandbox.uri() + "/" + vendor);
        here.with(vendor + ".client-id", "sandbox-client");
        here.with(vendor + ".client-secret", "sandbox-secret");
      }
      here.with("opsramp.tenant-id", "client_7");
      here.with("ninox.base-url", here.sandbox.uri() + "/ninox/v1");
      here.with("ninox.token", "sandbox-token");
      here.with("ninox.team", "Acme").with("ninox.database", "Operations");
      settings.forEach(here::with);
      here.with("caravan.syncs", String.join(",", WRONG.stream().map(CheckedSync::sync).toList()));
      return Typed.caravan("check", "--config", here.configFile().toString());
    }
  }

  private static void says(Typed check, List<CheckedSync> rows) {
    assertThat(check.exitCode()).isEqualTo(2);
    SoftAssertions softly = new SoftAssertions();
    for (CheckedSync row : rows) {
      List<String> lines =
          check
              .out()
              .lines()
              .filter(line -> line.contains(row.sync() + ":") || line.contains(row.sync() + "."))
              .toList();
      for (String said : row.said()) {
        softly
            .assertThat(lines)
            .as("%s with %s", row.sync(), row.settings())
            .anyMatch(line -> line.contains(said));
      }
    }
    softly.assertAll();
  }

  @Test
  void each_wrong_value_is_named_with_what_there_is() {
    Map<String, String> settings = new LinkedHashMap<>();
    for (CheckedSync row : WRONG) {
      for (String setting : row.settings().split(" ")) {
        String[] parts = setting.split("=");
        settings.put(row.sync() + "." + parts[0], parts[1]);
      }
    }
    says(check(settings, Map.of()), WRONG);
  }

  @Test
  void what_is_missing_is_named() {
    says(check(Map.of(), Map.of("urgencyRequired", true)), MISSING);
  }

  @Test
  void a_partner_is_no_place_for_incidents_and_lists_that_may_not_be_read_are_no_fault() {
    Typed check =
        check(
            Map.of("opsramp.tenant-id", "msp_7"),
            Map.of("tenantId", "msp_7", "incidentLists", false));
    assertThat(check.out())
        .contains("opsramp.tenant-id=msp_7 is a partner, and incidents belong to its clients")
        .contains("/incidents/statusReasons could not be read");
  }
}
