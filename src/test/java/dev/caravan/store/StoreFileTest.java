package dev.caravan.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The files of an embedded store: who may read them, and when they are on disk. */
class StoreFileTest {
  @TempDir Path folder;

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static void write(Store store) {
    store
        .ledger()
        .write(h -> h.execute("INSERT INTO sync (name, last_cycle, last_step) VALUES ('a', 0, 0)"));
    store.budgets().write(h -> h.execute("INSERT INTO budget_account (account) VALUES ('a')"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void folder_and_files_that_are_made_are_their_owners_alone() throws IOException {
    Path data = folder.resolve("deep/data");
    try (Store store = Store.open(StoreSettings.of(data.resolve("caravan.db")))) {
      write(store);
      assertThat(in(data))
          .extracting(path -> path.getFileName().toString())
          .containsExactlyInAnyOrder(
              "caravan.db",
              "caravan.db-wal",
              "caravan.db-shm",
              "caravan-budget.db",
              "caravan-budget.db-wal",
              "caravan-budget.db-shm");
      for (Path file : in(data)) {
        assertThat(permissions(file)).as(file.toString()).isEqualTo("rw-------");
      }
    }
    assertThat(permissions(data)).isEqualTo("rwx------");
    assertThat(permissions(data.getParent())).isEqualTo("rwx------");
  }

  @Test
  @EnabledIf("isRoot")
  void another_user_of_the_machine_reads_nothing_of_it() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path data = folder.resolve("data");
    try (Store store = Store.open(StoreSettings.of(data.resolve("caravan.db")))) {
      write(store);
      for (Path file : in(data)) {
        assertThat(asNobody("test", "-r", file.toString())).as(file.toString()).isOne();
      }
      assertThat(asNobody("test", "-x", data.toString())).isOne();
      assertThat(asNobody("test", "-x", folder.toString())).as("nobody is not barred").isZero();
    }
  }

  static boolean isRoot() throws IOException {
    return Files.getOwner(Path.of("/proc/self")).getName().equals("root")
        && Files.exists(Path.of("/usr/bin/setpriv"));
  }

  private static int asNobody(String... command) throws Exception {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"));
    words.addAll(List.of(command));
    return new ProcessBuilder(words).start().waitFor();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_folder_that_is_there_is_left_as_it_is() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    Store.open(StoreSettings.of(data.resolve("caravan.db"))).close();
    assertThat(permissions(data)).isEqualTo("rwxr-xr-x");
    assertThat(permissions(data.resolve("caravan.db"))).isEqualTo("rw-------");
  }

  @Test
  void nothing_but_the_two_databases_is_left_behind() throws IOException {
    try (Store store = Store.open(StoreSettings.of(folder.resolve("caravan.db")))) {
      write(store);
    }
    assertThat(in(folder))
        .extracting(path -> path.getFileName().toString())
        .containsExactlyInAnyOrder("caravan.db", "caravan-budget.db");
  }

  @Test
  void each_commit_of_the_ledger_waits_for_the_disk_and_budgets_do_not() {
    try (Store store = Store.open(StoreSettings.of(folder.resolve("caravan.db")))) {
      assertThat(pragma(store.ledger(), "journal_mode")).isEqualTo("wal");
      assertThat(pragma(store.ledger(), "synchronous")).isEqualTo("2");
      assertThat(pragma(store.budgets(), "journal_mode")).isEqualTo("wal");
      assertThat(pragma(store.budgets(), "synchronous")).isEqualTo("1");
    }
  }

  /** Of the connection that writes. */
  private static String pragma(Database database, String name) {
    return database.write(handle -> handle.createQuery("PRAGMA " + name).mapTo(String.class).one());
  }
}
