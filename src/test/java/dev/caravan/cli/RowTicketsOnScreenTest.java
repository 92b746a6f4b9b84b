package dev.caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.scenario.AteraScenario;
import dev.caravan.scenario.RowTicketScenario;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What check says of the table that tickets are made of, and of what Atera's records need. */
class RowTicketsOnScreenTest {
  private static final String SYNC = RowTicketScenario.SYNC;

  @TempDir Path folder;

  private static Typed check(Path config) {
    return Typed.caravan("check", "--config", config.toString());
  }

  @Test
  void a_table_without_a_title_is_said_with_the_columns_that_it_has() {
    try (RowTicketScenario here = new RowTicketScenario(folder).with("caravan.syncs", SYNC)) {
      assertThat(check(here.configFile()).out()).contains("✓ " + SYNC + ": reads the Ninox table");
      here.sandbox.ninox().removeField(RowTicketScenario.TABLE, "Title");
      Typed check = check(here.configFile());
      assertThat(check.out())
          .contains("makes nothing of a row", "Description, Priority, Status")
          .doesNotContain("reads the Ninox table");
      assertThat(check.exitCode()).isZero();
    }
  }

  @Test
  void a_table_that_is_not_there_and_a_contact_that_is_not_there_are_named() {
    try (RowTicketScenario here = new RowTicketScenario(folder).with("caravan.syncs", SYNC)) {
      here.with(SYNC + ".source-table", "Nonesuch").with(SYNC + ".end-user-id", "999");
      Typed check = check(here.configFile());
      assertThat(check.exitCode()).isEqualTo(2);
      assertThat(check.out())
          .contains("no table Nonesuch", "Requests (C)", "end-user-id=999 is no contact");
    }
  }

  @Test
  void columns_of_tickets_that_a_table_lacks_are_named() {
    try (AteraScenario here =
        AteraScenario.ofTickets(folder).with("caravan.syncs", AteraScenario.TICKETS)) {
      here.sandbox.ninox().removeField("Tickets", "Technician");
      assertThat(check(here.configFile()).out())
          .contains("the Ninox table Tickets lacks the columns Removed, Technician");
    }
  }
}
