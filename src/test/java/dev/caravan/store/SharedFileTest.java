package dev.caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.process.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file that other processes open, write and damage. */
@Timeout(120)
class SharedFileTest {
  @TempDir Path folder;

  private StoreSettings settings() {
    return StoreSettings.of(folder.resolve("store.db"));
  }

  private static int sync(Handle handle, String name) {
    return handle.execute("INSERT INTO sync (name, last_cycle, last_step) VALUES (?, 0, 0)", name);
  }

  private static List<String> syncs(Store store) {
    return store
        .ledger()
        .read(h -> h.createQuery("SELECT name FROM sync ORDER BY 1").mapTo(String.class).list());
  }

  /** Writes a row, says so and keeps the store open until its standard input ends. */
  static final class Host {
    public static void main(String[] args) throws IOException {
      try (Store store = Store.open(StoreSettings.of(args[0]))) {
        store.ledger().write(handle -> sync(handle, args[1]));
        System.out.println("open");
        System.in.read();
      }
    }
  }

  /** A process with the file open; closing it ends it. */
  private static final class Other implements AutoCloseable {
    private final Process process;

    Other(String url, String row) throws IOException {
      process = Jvm.running(Jvm.SHORT_LIVED, Host.class, url, row).start();
    }

    Other awaitOpen() throws IOException {
      assertThat(process.inputReader().readLine()).isEqualTo("open");
      return this;
    }

    @Override
    public void close() throws Exception {
      try {
        process.getOutputStream().close();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void every_process_reads_and_writes_whoever_came_first_and_goes() throws Exception {
    try (Other first = new Other(settings().url(), "theirs").awaitOpen();
        Store store = Store.open(settings())) {
      assertThat(syncs(store)).containsExactly("theirs");
      store.ledger().write(handle -> sync(handle, "ours"));
      first.close();
      store.ledger().write(handle -> sync(handle, "still ours"));
      assertThat(syncs(store)).containsExactly("ours", "still ours", "theirs");
    }
  }

  @Test
  void several_that_make_a_new_store_at_once_make_one() throws Exception {
    try (Other one = new Other(settings().url(), "1");
        Other two = new Other(settings().url(), "2");
        Other three = new Other(settings().url(), "3");
        Other four = new Other(settings().url(), "4")) {
      for (Other each : List.of(one, two, three, four)) {
        each.awaitOpen();
      }
    }
    try (Store store = Store.open(settings())) {
      assertThat(syncs(store)).containsExactly("1", "2", "3", "4");
    }
  }

  @Test
  void a_reader_waits_for_no_writer() {
    try (Store store = Store.open(settings());
        Store other = Store.open(settings())) {
      store
          .ledger()
          .write(
              handle -> {
                sync(handle, "under way");
                assertThat(syncs(other)).isEmpty();
                return null;
              });
      assertThat(syncs(other)).containsExactly("under way");
    }
  }

  @Test
  void what_is_no_store_is_refused_with_what_to_do() throws Exception {
    byte[] noise = new byte[20_000];
    Arrays.fill(noise, (byte) 'x');
    Files.write(folder.resolve("store.db"), noise);
    assertThatThrownBy(() -> Store.open(settings()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is no SQLite database");
    Path none = Files.writeString(folder.resolve("file"), "").resolve("store.db");
    assertThatThrownBy(() -> Store.open(StoreSettings.of(none)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot be opened: ");
  }
}
