package dev.caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.scenario.AlertTarget;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says of a sync whose tickets go to NinjaOne. */
class NinjaOneTargetCheckTest {
  private static final AlertTarget TARGET = AlertTarget.NINJAONE_TICKETS;

  @TempDir Path folder;
  private TicketScenario here;

  @BeforeEach
  void start() {
    here = TicketScenario.into(TARGET, folder);
    here.with("caravan.syncs", "datto-alerts-to-ninjaone-tickets");
  }

  @AfterEach
  void stop() {
    here.close();
  }

  private Typed check() {
    return Typed.caravan("check", "--config", here.configFile().toString());
  }

  @Test
  void says_which_form_board_and_statuses_are_used_and_that_every_site_has_its_organization() {
    Typed check = check();
    assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
    assertThat(check.out())
        .contains("opens tickets with the form 1", "finds them on the board 2")
        .contains("opens them as 1000 and closes them as 6000")
        .contains("every site has an organization of its name")
        .contains("user_context_required");
  }

  @Test
  void names_what_there_is_where_the_settings_name_what_there_is_not() {
    here.with(TARGET.setting("ticket-form-id"), "7").with(TARGET.setting("board-id"), "77");
    Typed check = check();
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.out())
        .contains("ticket-form-id=7 is none of NinjaOne's; it has 1 (Default)")
        .contains("board-id=77 is none of NinjaOne's; it has 1 (My tickets), 2 (All tickets)");
  }

  @Test
  void names_the_statuses_of_a_tenant_that_has_none_to_close_tickets_with() {
    TARGET.set(here.sandbox, Map.of("statuses", List.of("1000 NEW", "2000 OPEN")));
    Typed check = check();
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.out())
        .contains("no ticket status CLOSED or RESOLVED; it has 1000 (NEW), 2000 (OPEN)");
  }
}
