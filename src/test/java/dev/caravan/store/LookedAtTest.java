package dev.caravan.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the embedded store. */
class LookedAtTest extends LookedAtContract {
  @TempDir Path folder;

  LookedAtTest() {
    super(new EmbeddedStore());
  }

  @Override
  StoreSettings none() {
    return StoreSettings.of(folder.resolve("data/none.db"));
  }

  @Override
  boolean isMade(StoreSettings none) {
    return Files.exists(folder.resolve("data"));
  }

  /** By the time of its file one knows whether a store was put back. */
  @Test
  void closing_does_not_change_the_file_of_what_was_only_read() throws IOException {
    StoreSettings killed = StoreSettings.of(folder.resolve("killed.db"));
    Path budgets = killed.file().budget().path();
    FileTime before = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    try (Store running = Store.open(StoreSettings.of(folder.resolve("running.db")))) {
      running
          .ledger()
          .write(
              h ->
                  h.execute("INSERT INTO sync (name, last_cycle, last_step) VALUES ('one', 0, 0)"));
      running
          .budgets()
          .write(handle -> handle.execute("INSERT INTO budget_account (account) VALUES ('one')"));
      // The last process was killed, so its log is still beside the file.
      copy("running", "killed");
      assertThat(folder.resolve("killed-budget.db-wal")).isNotEmptyFile();
      Files.setLastModifiedTime(budgets, before);
      Files.setLastModifiedTime(killed.file().path(), before);
    }

    try (Store looked = Store.open(killed.toLookAt())) {
      looked.ledger().read(handle -> handle);
      looked.budgets().read(handle -> handle);
    }
    assertThat(Files.getLastModifiedTime(killed.file().path())).isEqualTo(before);
    try (Store written = Store.open(killed)) {
      written.ledger().write(handle -> handle.execute("DELETE FROM sync"));
      written.budgets().read(handle -> handle);
    }
    assertThat(Files.getLastModifiedTime(budgets)).isEqualTo(before);
  }

  private void copy(String from, String to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.getFileName().toString().startsWith(from)).toList();
    }
    for (Path file : files) {
      Files.copy(file, folder.resolve(file.getFileName().toString().replace(from, to)));
    }
  }
}
