package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.datto.DattoVendor;
import dev.caravan.scenario.TicketScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sites that the operator's table of contacts does not name are counted in the cycle's line. */
class UnmappedTest {
  @TempDir Path folder;

  private TicketScenario scenario() {
    return new TicketScenario(folder, SandboxOptions.defaults().withRecords(3, 30, 12));
  }

  private String sync(TicketScenario here) {
    Typed sync = Typed.caravan("sync", SYNC, "--config", here.configFile().toString());
    assertThat(sync.exitCode()).as(sync.out() + sync.err()).isZero();
    return sync.out();
  }

  @Test
  void a_site_without_a_row_counts_once_however_many_alerts_it_has() throws IOException {
    Path contacts = folder.resolve("contacts.csv");
    Files.writeString(contacts, "site,end_user_id\n" + DattoVendor.siteName(0) + ",1000\n");
    try (TicketScenario here = scenario().with(SYNC + ".contacts", contacts.toString())) {
      assertThat(sync(here)).contains(" · created 12 ", " · unmapped 2 · ");
      Files.writeString(contacts, DattoVendor.siteName(1) + ",1001\n", StandardOpenOption.APPEND);
      assertThat(sync(here)).contains(" · unchanged 12 ", " · unmapped 1 · ");
    }
  }

  @Test
  void without_a_table_no_site_is_unmapped() {
    try (TicketScenario here = scenario()) {
      assertThat(sync(here)).contains(" · created 12 ").doesNotContain("unmapped");
    }
  }
}
