package dev.caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.sandbox.ninox.Field;
import dev.caravan.scenario.RowScenario;
import dev.caravan.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What check and plan say of a Ninox table, its columns, its marker field and the quota. */
class RowsOnScreenTest {
  private static final String LACKS =
      "the Ninox table Devices lacks the columns OS, User: they are left out";
  private static final String COMPUTES =
      "the columns IP of the Ninox table Devices are not written";
  private static final String CHOICE =
      "the column Kind of the Ninox table Devices has no choice desktop, hypervisor, laptop,"
          + " network, printer (it has server)";

  @TempDir Path folder;
  private RowScenario here;

  @BeforeEach
  void start() {
    here = new RowScenario(folder, 12).with("caravan.syncs", RowScenario.SYNC);
  }

  @AfterEach
  void stop() {
    here.close();
  }

  private Typed check() {
    return Typed.caravan("check", "--config", here.configFile().toString());
  }

  private Typed plan(String... more) {
    String[] words = {"plan", RowScenario.SYNC, "--config", here.configFile().toString()};
    return Typed.caravan(
        java.util.stream.Stream.concat(
                java.util.Arrays.stream(words), java.util.Arrays.stream(more))
            .toArray(String[]::new));
  }

  private void remove(String column) {
    here.sandbox.ninox().removeField(RowScenario.TABLE, column);
  }

  private void replace(String column, String type, Field.Choice... choices) {
    remove(column);
    here.sandbox
        .ninox()
        .addField(RowScenario.TABLE, new Field("Z" + column, column, type, List.of(choices)));
  }

  private void spoil() {
    remove("OS");
    remove("User");
    replace("IP", "fn");
    replace("Kind", "choice", new Field.Choice("1", "server"));
  }

  @Test
  void check_says_what_the_token_opens_and_that_the_table_fits() {
    Typed check = check();
    assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
    assertThat(check.out())
        .contains("✓ ninox: the credentials open account Acme / Operations")
        .contains("✓ datto-devices-to-ninox: the Ninox table Devices has all columns")
        .contains("set calls-per-month to the plan's quota to be warned");
    assertThat(here.rows()).isEmpty();
    assertThat(here.asked("POST")).isEmpty();
  }

  @Test
  void check_names_columns_that_are_lacking_or_computed_and_choices_that_are_not_there() {
    spoil();
    Typed check = check();
    assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
    assertThat(check.out())
        .contains("! datto-devices-to-ninox: " + LACKS)
        .contains("! datto-devices-to-ninox: " + COMPUTES)
        .contains("! datto-devices-to-ninox: " + CHOICE)
        .doesNotContain("has all columns");
    JsonNode json =
        Typed.caravan("check", "--json", "--config", here.configFile().toString()).json();
    assertThat(json.path("findings").findValuesAsText("text"))
        .anyMatch(text -> text.startsWith(LACKS));
  }

  @Test
  void check_and_plan_name_a_column_that_cannot_hold_its_values() {
    replace("IP", "number");
    replace("LastSeen", "boolean");
    Typed check = check();
    assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
    assertThat(check.out())
        .contains("the column IP of the Ninox table Devices is a number: values such as 10.0.0.4")
        .contains("the column LastSeen of the Ninox table Devices is a yes/no: values such as 20")
        .contains("make it a text in Ninox")
        .doesNotContain("has all columns");
    assertThat(plan().out())
        .contains("! the column IP of the Ninox table Devices is a number: values such as ");
  }

  @Test
  void check_ends_with_2_when_rows_could_not_be_found_again() {
    remove("ExternalRef");
    Typed check = check();
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.out())
        .contains("✗ datto-devices-to-ninox: The field ExternalRef of the Ninox table Devices is")
        .contains("add a field of the type Text and call it ExternalRef");
    Typed plan = plan();
    assertThat(plan.exitCode()).isEqualTo(2);
    assertThat(plan.out() + plan.err()).contains("add a field of the type Text");
  }

  @Test
  void check_ends_with_2_for_a_table_that_is_not_there_and_for_a_refused_token() {
    here.with(RowScenario.SYNC + ".target-table", "Device");
    assertThat(check().out()).contains("✗ datto-devices-to-ninox: Ninox has no table Device");
    here.with("ninox.token", "not-the-token");
    Typed refused = check();
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.out())
        .contains("✗ ninox: 401, the credentials are refused")
        .doesNotContain("not-the-token", "no table Device");
  }

  @Test
  void check_says_once_that_no_table_is_named() {
    here.with(RowScenario.SYNC + ".target-table", "");
    Typed check = check();
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.out().lines().filter(line -> line.contains("target-table"))).hasSize(1);
  }

  @Test
  void check_refuses_ninox_4_by_its_address_and_by_its_answers() {
    for (String path : List.of("/ninox4", "/ninox4/api/v1/workspace/abc")) {
      here.with("ninox.base-url", here.sandbox.uri() + path);
      Typed check = check();
      assertThat(check.exitCode()).isEqualTo(2);
      assertThat(check.out()).contains("✗ ninox: ninox.base-url", "Ninox 4 has another one");
    }
    here.with("ninox.base-url", here.sandbox.uri() + "/ninox4");
    assertThat(plan().exitCode()).isEqualTo(2);
  }

  @Test
  void check_and_plan_show_the_quota_and_warn_from_four_fifths_on() {
    here.with("ninox.calls-per-month", "10");
    // Neither makes a store; where there is none, each counts its own calls alone.
    Store.open(here.settings().store()).close();
    assertThat(check().out()).contains("✓ ninox: 2 of 10 calls in", "with a warning from 8 on");
    Typed plan = plan();
    // Team, database and table again, and the search for rows of a lost ledger.
    assertThat(plan.out()).contains("! ninox: 7 of 10 calls in").doesNotContain("refuse calls");
    assertThat(check().out())
        .contains("! ninox: 9 of 10 calls in", "beyond its plan Ninox may refuse calls");
    assertThat(here.sandbox.ninox().callsThisMonth()).isEqualTo(10);
  }

  @Test
  void plan_names_what_does_not_fit_before_its_last_line() {
    spoil();
    Typed plan = plan();
    assertThat(plan.exitCode()).isZero();
    List<String> lines = plan.out().lines().toList();
    assertThat(lines).filteredOn(line -> line.startsWith("+ create")).hasSize(12);
    assertThat(plan.out()).contains("! " + LACKS, "! " + COMPUTES, "! the column Kind");
    assertThat(lines.get(lines.size() - 1)).startsWith("Plan for datto-devices-to-ninox: 12 to");
  }

  @Test
  void plan_as_json_is_one_object_of_the_members_agreed_on() {
    spoil();
    Typed plan = plan("--json");
    assertThat(plan.json().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "sync",
            "cycle",
            "outcome",
            "read",
            "created",
            "updated",
            "closed",
            "unchanged",
            "failed",
            "inDoubt",
            "requests",
            "durationMs",
            "changes");
    assertThat(plan.err()).contains(LACKS);
  }

  @Test
  void a_lost_ledger_is_rebuilt_from_the_rows() throws Exception {
    here.sync();
    here.with("caravan.store.url", "jdbc:sqlite:" + folder.resolve("another.db"));
    Typed rebuilt =
        Typed.caravan(
            "ledger", "rebuild", RowScenario.SYNC, "--config", here.configFile().toString());
    assertThat(rebuilt.exitCode()).as(rebuilt.out() + rebuilt.err()).isZero();
    assertThat(here.sync().created()).isZero();
    assertThat(here.rows()).hasSize(12);
    assertThat(Files.exists(folder.resolve("another.db"))).isTrue();
  }
}
