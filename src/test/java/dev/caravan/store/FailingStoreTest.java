package dev.caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store says that cannot be used, and what is left of it. */
class FailingStoreTest {
  private static final int PAGE = 4096;

  @TempDir Path folder;

  private StoreSettings settings() {
    return StoreSettings.of(folder.resolve("store.db"));
  }

  private static int insert(Handle handle, int number, int length) {
    return handle.execute(
        "INSERT INTO event (sync, source_key, cycle, at, event, detail) VALUES ('s', ?, 1, 1, 'e',"
            + " ?)",
        "key-" + number,
        "x".repeat(length));
  }

  private static int count(Store store) {
    return store
        .ledger()
        .read(handle -> handle.createQuery("SELECT COUNT(*) FROM event").mapTo(int.class).one());
  }

  @Test
  void a_full_disk_takes_nothing_of_a_transaction_and_all_of_the_next_once_there_is_room() {
    try (Store store = Store.open(settings())) {
      store.ledger().write(handle -> insert(handle, 1, 100));
      int pages =
          store
              .ledger()
              .write(handle -> handle.createQuery("PRAGMA page_count").mapTo(int.class).one());
      limit(store, pages + 2);

      Throwable full =
          catchThrowable(
              () ->
                  store
                      .ledger()
                      .write(
                          handle -> {
                            insert(handle, 2, 100);
                            return insert(handle, 3, 20 * PAGE);
                          }));

      assertThat(StoreFault.of(full)).isEqualTo("the disk is full; make room");
      assertThat(count(store)).isEqualTo(1);
      limit(store, Integer.MAX_VALUE);
      store.ledger().write(handle -> insert(handle, 3, 20 * PAGE));
      assertThat(count(store)).isEqualTo(2);
    }
  }

  private static void limit(Store store, int pages) {
    store
        .ledger()
        .write(
            handle ->
                handle.createQuery("PRAGMA max_page_count = " + pages).mapTo(int.class).one());
  }

  @Test
  void a_damaged_page_is_named_as_such_and_the_others_can_still_be_read() throws IOException {
    try (Store store = Store.open(settings())) {
      store
          .ledger()
          .write(
              handle -> {
                for (int i = 0; i < 500; i++) {
                  insert(handle, i, 200);
                }
                return handle.execute(
                    "INSERT INTO sync (name, last_cycle, last_step) VALUES ('s', 7, 0)");
              });
    }
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("store.db").toFile(), "rw")) {
      file.seek(file.length() - 3 * PAGE);
      file.write(new byte[2 * PAGE]);
    }

    try (Store store = Store.open(settings())) {
      Throwable damaged =
          catchThrowable(
              () ->
                  store
                      .ledger()
                      .read(
                          handle ->
                              handle
                                  .createQuery("SELECT detail FROM event")
                                  .mapTo(String.class)
                                  .list()));
      assertThat(StoreFault.of(damaged)).contains("the file is damaged; put a backup in its place");
      assertThat(
              store
                  .ledger()
                  .<Integer>read(
                      handle ->
                          handle.createQuery("SELECT last_cycle FROM sync").mapTo(int.class).one()))
          .isEqualTo(7);
    }
  }

  @Test
  void a_store_of_a_newer_version_is_refused_and_left_as_it_is() throws IOException {
    try (Store store = Store.open(settings())) {
      store
          .ledger()
          .write(
              handle ->
                  handle.execute(
                      "INSERT INTO ledger_schema_history (installed_rank, version, description,"
                          + " type, script, installed_by, installed_on, execution_time, success)"
                          + " VALUES (99, '99', 'x', 'SQL', 'x', 'x', '2030-01-01', 1, 1)"));
    }
    byte[] before = Files.readAllBytes(folder.resolve("store.db"));

    assertThatThrownBy(() -> Store.open(settings()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(
            "was written by a newer Caravan (its ledger has version 99, this one knows 1)");
    assertThat(Files.readAllBytes(folder.resolve("store.db"))).isEqualTo(before);
  }
}
