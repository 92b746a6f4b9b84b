package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandTest {
  private static final int ALERTS = 20;

  @TempDir Path folder;
  private TicketScenario here;
  private Path backup;

  @BeforeEach
  void start() {
    here =
        TicketScenario.running(folder, SandboxOptions.defaults().withRecords(3, 30, ALERTS))
            .with("caravan.syncs", SYNC);
    backup = folder.resolve("backup.db");
  }

  @AfterEach
  void stop() {
    here.close();
  }

  private Typed backup() {
    return Typed.caravan("backup", backup.toString(), "--config", here.configFile().toString());
  }

  @Test
  void holds_all_that_was_committed_while_a_process_has_the_store_open() throws IOException {
    assertThat(here.sync().created()).isEqualTo(ALERTS);

    Typed typed = backup();

    assertThat(typed.exitCode()).as(typed.err()).isZero();
    assertThat(typed.out()).contains("store.db is backed up in " + backup);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
        .isEqualTo("rw-------");
    here.with("caravan.store.url", "jdbc:sqlite:" + backup);
    Typed list =
        Typed.caravan("ledger", "list", SYNC, "--json", "--config", "" + here.configFile());
    assertThat(list.json().path("entries")).hasSize(ALERTS);
  }

  @Test
  void put_in_the_place_of_a_store_and_rebuilt_it_leaves_every_ticket_the_only_one()
      throws IOException {
    here.sync();
    assertThat(backup().exitCode()).isZero();
    here.opens("later");
    here.sync();
    here.restart();
    here.losesTheLedger();
    Files.copy(backup, folder.resolve("store.db"), StandardCopyOption.REPLACE_EXISTING);

    Typed rebuild =
        Typed.caravan("ledger", "rebuild", SYNC, "--config", here.configFile().toString());

    assertThat(rebuild.exitCode()).as(rebuild.out() + rebuild.err()).isZero();
    assertThat(here.sync().created()).isZero();
    assertThat(here.tickets()).hasSize(ALERTS + 1);
  }

  @Test
  void replaces_no_file_and_leaves_none_where_it_fails() throws IOException {
    here.sync();
    Files.writeString(backup, "mine");
    Typed there = backup();
    assertThat(there.exitCode()).isEqualTo(2);
    assertThat(there.err())
        .contains("No backup was made in " + backup + ": it is there already, and");
    assertThat(backup).hasContent("mine");

    backup = folder.resolve("nowhere").resolve("backup.db");
    Typed nowhere = backup();
    assertThat(nowhere.exitCode()).isEqualTo(2);
    assertThat(nowhere.err()).contains("there is no such folder");

    here.restart();
    Files.write(folder.resolve("store.db"), new byte[20_000]);
    backup = folder.resolve("of-a-damaged-one.db");
    Typed damaged = backup();
    assertThat(damaged.exitCode()).isEqualTo(2);
    assertThat(damaged.err()).contains("No backup was made in ", "the file is no SQLite database");
    assertThat(backup).doesNotExist();
  }

  @Test
  void of_a_store_that_is_not_there_or_is_a_servers_is_refused_with_what_to_do() {
    Typed none = backup();
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("There is no store jdbc:sqlite:", "to back up");

    here.with("caravan.store.url", "jdbc:postgresql://db.example/caravan");
    Typed server = backup();
    assertThat(server.exitCode()).isEqualTo(2);
    assertThat(server.err()).contains("back it up with pg_dump");
    assertThat(backup).doesNotExist();
  }
}
