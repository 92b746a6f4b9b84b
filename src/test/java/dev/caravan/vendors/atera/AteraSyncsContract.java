package dev.caravan.vendors.atera;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.atera.AteraVendor;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.scenario.AteraScenario;
import dev.caravan.store.TestStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Atera as a source of rows, with a ledger on one kind of store. */
abstract class AteraSyncsContract {
  @TempDir Path folder;

  abstract TestStore store();

  private AteraScenario agents(int count) {
    return AteraScenario.ofAgents(folder, count).keptIn(store().settings());
  }

  private AteraScenario tickets() {
    return AteraScenario.ofTickets(folder).keptIn(store().settings());
  }

  private static List<Integer> counts(CycleReport report) {
    assertThat(report.error()).isNull();
    assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
    return List.of(report.created(), report.updated(), report.closed(), report.unchanged());
  }

  private static void nothingIsWritten(AteraScenario here) {
    assertThat(here.sandbox.log().entries("ninox", "POST", "/")).isEmpty();
    assertThat(here.sandbox.log().entries("ninox", "PUT", "/")).isEmpty();
    assertThat(here.sandbox.log().entries("ninox", "DELETE", "/")).isEmpty();
  }

  @Test
  void agents_become_rows_that_follow_them() {
    try (AteraScenario here = agents(120)) {
      assertThat(counts(here.sync())).containsExactly(120, 0, 0, 0);
      assertThat(here.fieldsOf("Name", "SRV-00005"))
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.path("OS").asText()).startsWith("Microsoft Windows Server");
                assertThat(row.path("Kind").asText()).isEqualTo("server");
                assertThat(row.path("Serial").asText()).isEqualTo("SN0000005");
                assertThat(row.path("Source").asText()).isEqualTo("atera");
              });

      here.sandbox.log().clear();
      assertThat(counts(here.sync())).containsExactly(0, 0, 0, 120);
      nothingIsWritten(here);
      assertThat(here.asked("GET", "/api/v3/agents")).isEqualTo(3);

      here.atera().devices().change(901, AteraScenario.json("{\"OS\":\"Debian\"}"));
      here.atera().devices().remove(902);
      here.atera().devices().add(1);
      assertThat(counts(here.sync())).containsExactly(1, 1, 0, 118);
      assertThat(counts(here.sync())).containsExactly(0, 0, 1, 119 + 1);
      assertThat(here.fieldsOf("OS", "Debian")).hasSize(1);
      assertThat(here.fieldsOf("Name", "PC-00001"))
          .singleElement()
          .matches(row -> row.hasNonNull("Removed") && !row.path("Online").asBoolean());
      assertThat(here.rows()).hasSize(121);
    }
  }

  @Test
  void an_agent_that_returns_has_its_row_again() {
    try (AteraScenario here = agents(3)) {
      here.sync();
      ObjectNode gone = here.atera().agents().get(0);
      here.atera().devices().remove(gone.path("AgentID").asLong());
      here.sync();
      assertThat(here.sync().closed()).isEqualTo(1);

      here.atera().devices().put(gone);
      here.sync();
      assertThat(here.fieldsOf("Name", gone.path("MachineName").asText()))
          .singleElement()
          .matches(row -> !row.hasNonNull("Removed"));
      assertThat(here.rows()).hasSize(3);
    }
  }

  @Test
  void agents_of_one_name_at_two_customers_are_two_rows() {
    try (AteraScenario here = agents(2)) {
      for (long id : List.of(901, 902)) {
        here.atera()
            .devices()
            .change(id, AteraScenario.json("{\"AgentName\":\"DC01\",\"MachineName\":\"DC01\"}"));
      }
      assertThat(counts(here.sync())).containsExactly(2, 0, 0, 0);
      assertThat(here.fieldsOf("Name", "DC01"))
          .hasSize(2)
          .extracting(row -> row.path("Site").asText())
          .doesNotHaveDuplicates();
      assertThat(counts(here.sync())).containsExactly(0, 0, 0, 2);
    }
  }

  @Test
  void an_agent_of_which_next_to_nothing_is_known_is_a_row_without_the_rest() {
    try (AteraScenario here = agents(1)) {
      here.atera()
          .devices()
          .change(
              901,
              AteraScenario.json(
                  """
                  {"AgentName":"core-switch","DeviceType":"SNMP","OS":null,"OSType":null,
                   "Vendor":null,"VendorSerialNumber":null,"VendorBrandModel":null,
                   "IpAddresses":null,"LastLoginUser":null,"CurrentLoggedUsers":null,
                   "HardwareDisks":null,"MachineID":null}\
                  """));
      assertThat(counts(here.sync())).containsExactly(1, 0, 0, 0);
      ObjectNode row = here.fieldsOf("Name", "core-switch").get(0);
      assertThat(row.path("Kind").asText()).isEqualTo("network");
      for (String column : List.of("OS", "User", "Serial", "Manufacturer", "Model", "IP")) {
        assertThat(row.hasNonNull(column)).as(column).isFalse();
      }
      assertThat(counts(here.sync())).containsExactly(0, 0, 0, 1);
    }
  }

  @Test
  void agents_that_are_archived_are_marked_and_many_at_once_are_guarded() {
    try (AteraScenario here = agents(60)) {
      here.sync();
      AteraVendor atera = here.atera();
      for (long id = 901; id < 904; id++) {
        atera.devices().remove(id);
      }
      here.sync();
      assertThat(counts(here.sync())).containsExactly(0, 0, 3, 57);

      for (long id = 904; id < 944; id++) {
        atera.devices().remove(id);
      }
      here.sync();
      CycleReport guarded = here.sync();
      assertThat(guarded.outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(guarded.closed()).isZero();

      for (int i = 0; i < 5 && removed(here) < 43; i++) {
        here.syncAccepting(40);
      }
      assertThat(removed(here)).isEqualTo(43);
      assertThat(here.rows()).hasSize(60);
    }
  }

  private static long removed(AteraScenario here) {
    return here.rows().stream().filter(row -> row.path("fields").hasNonNull("Removed")).count();
  }

  @Test
  void an_answer_for_one_agent_that_says_nothing_leaves_its_row_as_it_is() {
    try (AteraScenario here = agents(3)) {
      here.atera().set(Map.of("missingAgent", "null"));
      here.sync();
      here.atera().devices().remove(901);
      here.sync();
      CycleReport report = here.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(report.closed()).isZero();

      here.atera().set(Map.of("missingAgent", "problem"));
      assertThat(here.sync().closed()).isEqualTo(1);
    }
  }

  @Test
  void fewer_agents_a_page_than_were_asked_for_are_no_end() {
    try (AteraScenario here = agents(23)) {
      here.atera().set(Map.of("maxPage", 5, "lastLink", "null", "notesDialect", true));
      assertThat(counts(here.sync())).containsExactly(23, 0, 0, 0);
      assertThat(here.asked("GET", "/api/v3/agents")).isEqualTo(5);
    }
  }

  @Test
  void thousands_of_pages_are_all_read() {
    try (AteraScenario here = agents(1)) {
      here.atera().devices().add(2000);
      here.atera().set(Map.of("maxPage", 1));
      assertThat(counts(here.sync())).containsExactly(2001, 0, 0, 0);
      assertThat(here.asked("GET", "/api/v3/agents")).isEqualTo(2001);
    }
  }

  @Test
  void tickets_become_rows_and_people_see_the_number() {
    try (AteraScenario here = tickets()) {
      long printer = here.atera().createTicket("Printer offline", "By hand");
      here.atera().createTicket("Email", "Another one", "By e-mail");
      assertThat(counts(here.sync())).containsExactly(2, 0, 0, 0);
      ObjectNode row = here.fieldsOf("Title", "Printer offline").get(0);
      assertThat(row.path("Number").asLong()).isEqualTo(1000 + printer);
      assertThat(row.path("Customer").asText()).isEqualTo("Acme");
      assertThat(row.path("Contact").asText()).isEqualTo("Ann Lee");

      here.sandbox.log().clear();
      assertThat(counts(here.sync())).containsExactly(0, 0, 0, 2);
      nothingIsWritten(here);

      here.atera().person(printer, new PersonAction.Close());
      assertThat(counts(here.sync())).containsExactly(0, 1, 0, 1);
      ObjectNode closed = here.fieldsOf("Title", "Printer offline").get(0);
      assertThat(closed.path("Status").asText()).isEqualTo("Closed");
      assertThat(closed.hasNonNull("ResolvedAt")).isTrue();

      here.atera().person(printer, new PersonAction.Delete());
      here.sync();
      assertThat(counts(here.sync())).containsExactly(0, 0, 1, 1);
      assertThat(here.fieldsOf("Title", "Printer offline").get(0).path("Status").asText())
          .isEqualTo("Deleted");
      assertThat(here.rows()).hasSize(2);
    }
  }

  @Test
  void a_ticket_that_people_put_away_is_over_though_it_is_still_listed() {
    try (AteraScenario here = tickets()) {
      here.atera().set(Map.of("listsDiscarded", true));
      long printer = here.atera().createTicket("Printer offline", "By hand");
      here.sync();
      here.atera().person(printer, new PersonAction.Delete());
      here.sync();
      assertThat(counts(here.sync())).containsExactly(0, 0, 1, 0);
      assertThat(counts(here.sync())).containsExactly(0, 0, 0, 0);
    }
  }
}
