package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.Event;
import dev.caravan.runtime.Office;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lists that end too early look like any other. They are found out by records that they left out
 * and that the source, when it is asked, calls open.
 */
class BrokenListsTest {
  @TempDir Path folder;

  /** The second page of three is empty and says that it is the last. */
  private static void cutShort(Office office) {
    office.fault(Fault.of(Kind.EMPTY_LIST).on("datto", "GET", "/alerts/open\\?.*page=1").times(0));
  }

  private Office office() {
    Office office = new Office(folder, 45);
    office.sandbox.datto().set(Map.of("maxPage", 20));
    office.sync();
    return office;
  }

  @Test
  void an_open_alert_that_the_source_denies_is_not_closed_while_lists_are_cut_short() {
    try (Office office = office()) {
      String denied = office.openKeys().get(30);
      cutShort(office);
      office.fault(Fault.status(404).on("datto", "GET", "/alert/" + denied).times(0));
      for (int i = 0; i < 4; i++) {
        assertThat(office.sync().closed()).as("absence %d", i + 1).isZero();
      }
      office.sandbox.faults().clear();
      assertThat(office.sync().unchanged()).isEqualTo(45);
      assertThat(office.entry(denied).missed()).isZero();
      assertThat(office.tickets()).hasSize(45).allMatch(TicketSnapshot::open);
    }
  }

  @Test
  void it_is_not_closed_either_where_the_others_are_missing_for_the_first_time() {
    try (Office office = office()) {
      String denied = office.openKeys().get(42);
      office.fault(Fault.status(404).on("datto", "GET", "/alert/" + denied).times(0));
      office.fault(Fault.of(Kind.EMPTY_LIST).on("datto", "GET", "/alerts/open\\?.*page=2"));
      office.sync();
      office.sandbox.faults().clear();
      assertThat(office.entry(denied).missed()).isEqualTo(1);
      office.fault(Fault.status(404).on("datto", "GET", "/alert/" + denied).times(0));
      cutShort(office);
      assertThat(office.sync().closed()).isZero();
      assertThat(office.tickets()).hasSize(45).allMatch(TicketSnapshot::open);
    }
  }

  @Test
  void no_witness_is_heard_where_every_absence_is_confirmed() {
    try (Office office = office()) {
      List<String> keys = office.openKeys();
      office.resolves(keys.get(1));
      office.sync();
      office.resolves(keys.get(2));
      office.sandbox.log().clear();
      assertThat(office.sync().closed()).isEqualTo(1);
      assertThat(office.sandbox.log().entries("datto", "GET", "/api/v2/alert/")).hasSize(1);
    }
  }

  @Test
  void what_the_source_confirms_is_closed_all_the_same() {
    try (Office office = office()) {
      String resolved = office.openKeys().get(30);
      office.resolves(resolved);
      cutShort(office);
      office.sync();
      assertThat(office.sync().closed()).isEqualTo(1);
      assertThat(office.ticketOf(resolved).open()).isFalse();
    }
  }

  @Test
  void an_alert_that_is_gone_is_closed_in_the_end_though_lists_are_never_whole() {
    try (Office office = office()) {
      String gone = office.openKeys().get(30);
      office.vanishes(gone);
      cutShort(office);
      for (int i = 0; i < 4; i++) {
        assertThat(office.sync().closed()).as("absence %d", i + 1).isZero();
      }
      assertThat(office.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(office.ticketOf(gone).open()).isFalse();
      assertThat(office.tickets()).filteredOn(TicketSnapshot::open).hasSize(44);
    }
  }

  @Test
  void the_story_of_a_record_says_why_its_ticket_was_closed() {
    try (Office office = office()) {
      String gone = office.openKeys().get(3);
      String resolved = office.openKeys().get(4);
      office.vanishes(gone);
      office.resolves(resolved);
      office.sync();
      office.sync();
      assertThat(whyOver(office, gone)).containsExactly("no longer listed");
      assertThat(whyOver(office, resolved))
          .singleElement()
          .asString()
          .matches("resolved at \\d{4}-.*Z");
    }
  }

  private static List<String> whyOver(Office office, String key) {
    return office.ledger(view -> view.story(key)).stream()
        .filter(event -> event.event().equals("over"))
        .map(Event::detail)
        .toList();
  }
}
