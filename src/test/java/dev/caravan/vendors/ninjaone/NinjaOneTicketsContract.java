package dev.caravan.vendors.ninjaone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.Marker;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.ninjaone.NinjaOneVendor;
import dev.caravan.sandbox.ninjaone.NinjaTicketSnapshot;
import dev.caravan.sandbox.ninjaone.TechnicianAction;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import dev.caravan.store.StoreSettings;
import dev.caravan.store.TestStore;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What holds of every counterpart, with tickets of NinjaOne, on a store of either kind. */
@Timeout(180)
abstract class NinjaOneTicketsContract {
  private static final String TICKETS = "datto-alerts-to-ninjaone-tickets";
  private static final String CREATE = "/ticketing/ticket$";

  @RegisterExtension final TestStore store;
  @TempDir private Path folder;
  private TicketScenario here;
  private NinjaOneVendor ninjaone;

  NinjaOneTicketsContract(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void start() {
    here = new TicketScenario(folder, SandboxOptions.defaults().withRecords(2, 8, 0));
    ninjaone = here.sandbox.account(NinjaOneVendor.class);
    ninjaone.set(Map.of("requestLimit", 1_000_000));
    here.with("ninjaone.base-url", here.sandbox.uri() + "/ninjaone")
        .with("ninjaone.client-id", "sandbox-client")
        .with("ninjaone.client-secret", "sandbox-secret")
        .with("ninjaone.requests-per-minute", "60000")
        .with("ninjaone.index-lag", "1ms")
        .with(TICKETS + ".ticket-form-id", "1")
        .with(TICKETS + ".organization-id", "2");
    in(store.settings());
  }

  private void in(StoreSettings settings) {
    here.with("caravan.store.url", settings.url());
    here.with("caravan.store.username", settings.username());
    here.with("caravan.store.password", settings.password());
  }

  @AfterEach
  void stop() {
    here.close();
  }

  private CaravanRuntime caravan() {
    return CaravanRuntime.start(RuntimeSpec.of(here.settings(), List.of(TICKETS)));
  }

  private CycleReport sync() {
    try (CaravanRuntime caravan = caravan()) {
      return caravan.syncs().run(TICKETS, 0);
    }
  }

  private CycleReport settled() {
    CycleReport report = sync();
    for (int i = 0; i < 6 && report.outcome() != Outcome.COMPLETE; i++) {
      report = sync();
    }
    assertThat(report.error()).isNull();
    assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
    return report;
  }

  private static List<Integer> counts(CycleReport report) {
    assertThat(report.error()).isNull();
    assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
    return List.of(report.created(), report.updated(), report.closed(), report.unchanged());
  }

  private List<NinjaTicketSnapshot> ticketsOf(String key, int generation) {
    return ninjaone.ticketsWithMarker(Marker.of("main", TICKETS, key, generation));
  }

  private NinjaTicketSnapshot ticketOf(String key) {
    List<NinjaTicketSnapshot> found = ticketsOf(key, 1);
    assertThat(found).as(key).hasSize(1);
    return found.get(0);
  }

  private void person(String key, TechnicianAction action) {
    assertThat(ninjaone.person(ticketOf(key).id(), action)).isTrue();
  }

  private void gone(String key) {
    here.resolves(key);
    sync();
    sync();
  }

  private int asked(String method, String path) {
    return here.sandbox.log().entries("ninjaone", method, path).size();
  }

  @Test
  void alerts_become_tickets_that_follow_them_and_end_with_them() {
    here.opens("a");
    here.opens("b");
    assertThat(counts(sync())).containsExactly(2, 0, 0, 0);
    assertThat(ticketOf("a").priority()).isEqualTo("HIGH");
    assertThat(ticketOf("a").subject()).contains("Disk C:").endsWith("]");
    assertThat(ticketOf("a").status()).isEqualTo(1000);
    assertThat(ticketOf("a").tags()).contains("caravan");

    here.sandbox.log().clear();
    assertThat(counts(sync())).containsExactly(0, 0, 0, 2);
    assertThat(asked("POST", CREATE) + asked("PUT", "/")).isZero();

    here.changes("a", "{\"priority\":\"Critical\"}");
    assertThat(counts(sync())).containsExactly(0, 1, 0, 1);
    assertThat(ticketOf("a").severity()).isEqualTo("CRITICAL");
    assertThat(ticketOf("a").tags()).contains("caravan");
    assertThat(ticketOf("a").log())
        .filteredOn(entry -> entry.path("type").asText().equals("COMMENT"))
        .singleElement()
        .matches(entry -> !entry.path("publicEntry").asBoolean())
        .matches(entry -> entry.path("body").asText().startsWith("[cv-"));

    gone("a");
    assertThat(ticketOf("a").status()).isEqualTo(6000);
    assertThat(ticketOf("b").open()).isTrue();
    here.opens("a");
    assertThat(counts(sync())).containsExactly(1, 0, 0, 1);
    assertThat(ticketsOf("a", 2)).hasSize(1);
  }

  @Test
  void one_whose_answer_was_lost_is_found_by_its_tag_or_by_its_subject() {
    for (boolean tags : new boolean[] {true, false}) {
      ninjaone.set(Map.of("boardShowsTags", tags));
      for (Fault.Kind kind : List.of(Fault.Kind.ANSWER_LOST, Fault.Kind.STATUS_AFTER_COMMIT)) {
        String key = kind.name() + tags;
        here.opens(key);
        here.fault(Fault.of(kind).on("ninjaone", "POST", CREATE));
        assertThat(sync().inDoubt()).isEqualTo(1);
        settled();
        assertThat(ticketsOf(key, 1)).hasSize(1);
      }
    }
    here.opens("c");
    here.fault(Fault.of(Fault.Kind.CUT_BEFORE).on("ninjaone", "POST", CREATE));
    assertThat(sync().inDoubt()).isEqualTo(1);
    settled();
    assertThat(ticketsOf("c", 1)).hasSize(1);
  }

  @Test
  void an_answer_to_a_create_that_is_empty_is_found_by_its_tag() {
    ninjaone.set(Map.of("emptyCreates", true));
    here.opens("a");
    sync();
    settled();
    assertThat(ticketsOf("a", 1)).hasSize(1);
    gone("a");
    assertThat(ticketOf("a").open()).isFalse();
  }

  @Test
  void a_lost_ledger_is_made_anew_from_tags() {
    for (int i = 0; i < 60; i++) {
      here.opens("a" + i);
    }
    here.with(TICKETS + ".max-creates", "0");
    assertThat(sync().created()).isEqualTo(60);
    in(StoreSettings.of("jdbc:sqlite:" + folder.resolve("another.db")));
    assertThat(settled().created()).isZero();
    assertThat(ninjaone.tickets()).hasSize(60);
  }

  @Test
  void a_change_of_a_ticket_that_somebody_changed_meanwhile_waits_for_the_next_cycle() {
    for (int status : new int[] {409, 400}) {
      ninjaone.set(Map.of("staleVersionStatus", status));
      String key = "a" + status;
      here.opens(key);
      sync();
      here.changes(key, "{\"priority\":\"Critical\"}");
      here.fault(
          Fault.status(status)
              .withBody(
                  "application/json", "{\"errorMessage\":{\"code\":\"ticket_version_conflict\"}}")
              .on("ninjaone", "PUT", "/ticketing/ticket/")
              .times(4));
      assertThat(sync().failed()).isZero();
      here.sandbox.faults().clear();
      assertThat(sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(ticketOf(key).severity()).isEqualTo("CRITICAL");
    }
  }

  @Test
  void what_people_have_touched_is_left_to_them() {
    List<String> keys = List.of("status", "comment", "user", "subject", "nobody");
    keys.forEach(here::opens);
    sync();
    person("status", new TechnicianAction.SetStatus(3000));
    person("comment", new TechnicianAction.Annotate("I look at it.", false));
    person("user", new TechnicianAction.TakeOver(7));
    person("subject", new TechnicianAction.NewSubject("Mine"));
    keys.forEach(key -> here.changes(key, "{\"priority\":\"Critical\"}"));
    sync();
    assertThat(ticketOf("subject").subject()).isEqualTo("Mine");
    assertThat(ticketOf("subject").severity()).isEqualTo("CRITICAL");

    keys.forEach(here::resolves);
    sync();
    settled();
    assertThat(ninjaone.tickets())
        .filteredOn(NinjaTicketSnapshot::open)
        .extracting(NinjaTicketSnapshot::id)
        .containsExactlyInAnyOrder(
            ticketOf("status").id(), ticketOf("comment").id(), ticketOf("user").id());
    assertThat(ticketOf("status").log().toString()).contains("The alert was resolved");
  }

  @Test
  void what_a_tenants_own_rules_set_is_no_person() {
    ninjaone.set(Map.of("ruleAssignee", 17, "ruleStatus", 2000));
    here.opens("a");
    sync();
    gone("a");
    assertThat(ticketOf("a").open()).isFalse();
  }

  @Test
  void one_that_a_person_closed_or_removed_is_not_opened_again() {
    List.of("a", "b", "c", "d").forEach(here::opens);
    sync();
    person("a", new TechnicianAction.SetStatus(6000));
    person("b", new TechnicianAction.MarkDeleted());
    person("c", new TechnicianAction.Purge());
    List.of("a", "b", "c", "d").forEach(key -> here.changes(key, "{\"priority\":\"Critical\"}"));
    settled();
    settled();
    assertThat(ninjaone.tickets()).hasSize(3);
    assertThat(ticketOf("a").severity()).isEqualTo("MAJOR");
    assertThat(ticketOf("d").severity()).isEqualTo("CRITICAL");
  }

  @Test
  void a_site_without_an_organization_of_its_name_is_a_dead_letter_that_says_so() {
    here.with(TICKETS + ".organization-id", "");
    here.opens("a");
    here.changes("a", "{\"alertSourceInfo\":{\"deviceUid\":\"d\",\"siteName\":\"Nowhere\"}}");
    CycleReport report = sync();
    assertThat(report.failed()).isEqualTo(1);
    try (CaravanRuntime caravan = caravan()) {
      assertThat(caravan.ledger().read(TICKETS, view -> view.deadLetters().all()).toString())
          .contains("No organization of NinjaOne is named", "organization-id");
    }
    here.with(TICKETS + ".organization-id", "2");
    settled();
    assertThat(ticketOf("a").organization()).isEqualTo(2);
  }

  /** Other systems write the same name with accents by themselves, and in capitals. */
  @Test
  void the_site_is_an_organization_of_the_same_name_in_whatever_way_it_is_written() {
    here.with(TICKETS + ".organization-id", "");
    here.fault(
        Fault.status(200)
            .withBody("application/json", "[{\"id\":2,\"name\":\"Zürich Café\"}]")
            .on("ninjaone", "GET", "/v2/organizations"));
    here.opens("a");
    here.changes(
        "a",
        "{\"alertSourceInfo\":{\"deviceUid\":\"d\",\"siteName\":\"%s\"}}"
            .formatted(Normalizer.normalize("ZÜRICH CAFÉ ", Normalizer.Form.NFD)));
    assertThat(sync().created()).isEqualTo(1);
    assertThat(ticketOf("a").organization()).isEqualTo(2);
  }

  @Test
  void a_board_that_is_not_there_is_2_and_names_the_boards() {
    here.with(TICKETS + ".board-id", "77");
    here.opens("a");
    CycleReport report = sync();
    assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(report.error()).contains("board-id=77", "All tickets");
    assertThat(ninjaone.tickets()).isEmpty();
  }

  @Test
  void a_client_without_a_person_is_told_so() {
    ninjaone.set(Map.of("userContextRequired", true));
    here.opens("a");
    CycleReport report = sync();
    assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(report.error()).contains("user context");
    ninjaone.set(Map.of("userContextRequired", false));
    assertThat(counts(sync())).containsExactly(1, 0, 0, 0);
  }

  @Test
  void a_plan_says_what_a_cycle_would_do_and_writes_nothing() {
    here.opens("a");
    try (CaravanRuntime caravan = caravan()) {
      assertThat(caravan.syncs().plan(TICKETS).created()).isEqualTo(1);
    }
    assertThat(ninjaone.tickets()).isEmpty();
  }
}
