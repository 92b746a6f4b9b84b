package dev.caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.process.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of H2 that other processes open, close and damage. */
class SharedFileTest {
  @TempDir Path folder;
  private final AtomicLong nanos = new AtomicLong();
  private final List<Long> pauses = new ArrayList<>();

  /** Time passes only where somebody waits; at the third pause something happens. */
  private RetryWindow patience(AutoCloseable third) {
    return new RetryWindow(
        nanos::get,
        millis -> {
          pauses.add(millis);
          nanos.addAndGet(Duration.ofMillis(millis).toNanos());
          if (pauses.size() == 3) {
            try {
              third.close();
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          }
        });
  }

  private StoreSettings settings() {
    return StoreSettings.of("jdbc:h2:file:" + folder.resolve("store"));
  }

  @Test
  void a_file_that_another_one_is_about_to_leave_is_tried_again() throws Exception {
    try (Other other = new Other(settings().url() + ";AUTO_SERVER=FALSE");
        Store store = Store.open(settings(), patience(other))) {
      store.jdbi().useHandle(handle -> handle.execute("CALL 1"));
    }
    assertThat(pauses).hasSize(3);
  }

  @Test
  void a_file_that_another_one_keeps_for_itself_is_refused_after_ten_seconds() throws Exception {
    try (Other other = new Other(settings().url() + ";AUTO_SERVER=FALSE")) {
      assertThatThrownBy(() -> Store.open(settings(), patience(() -> {})))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is open in another process that does not share it");
      assertThat(other.process.isAlive()).isTrue();
    }
    assertThat(Duration.ofNanos(nanos.get()))
        .isBetween(Duration.ofSeconds(10), Duration.ofMillis(10_500));
  }

  @Test
  void what_no_waiting_mends_is_said_at_once_with_what_to_do() throws Exception {
    Path file = folder.resolve("store.mv.db");
    byte[] noise = new byte[20_000];
    Arrays.fill(noise, (byte) 'x');
    for (byte[] content : List.of(noise, new byte[] {1, 2, 3})) {
      Files.write(file, content);
      assertThatThrownBy(() -> Store.open(settings(), patience(() -> {})))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("cannot be read: ")
          .hasMessageContaining("caravan ledger rebuild")
          .hasMessageNotContaining("null");
    }
    Path none = Files.writeString(folder.resolve("file"), "").resolve("store");
    assertThatThrownBy(() -> Store.open(StoreSettings.of("jdbc:h2:file:" + none)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot be made: ");
    assertThat(pauses).isEmpty();
  }

  /** Holds the file open until its standard input ends. */
  static final class Host {
    public static void main(String[] args) throws IOException {
      try (Store store = Store.open(StoreSettings.of(args[0]))) {
        store.jdbi().useHandle(handle -> System.out.println("open"));
        System.in.read();
      }
    }
  }

  /** A process with the file open; closing it ends it. */
  private static final class Other implements AutoCloseable {
    private final Process process;

    Other(String url) throws IOException {
      process = Jvm.running(Jvm.SHORT_LIVED, Host.class, url).start();
      assertThat(process.inputReader().readLine()).isEqualTo("open");
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
  void when_the_process_that_had_it_open_ends_the_next_transaction_goes_on() throws Exception {
    try (Other host = new Other(settings().url());
        Store store = Store.open(settings())) {
      Jdbi jdbi = store.jdbi();
      jdbi.useTransaction(handle -> handle.execute("CREATE TABLE mine (x INT)"));
      assertThatThrownBy(
              () ->
                  jdbi.useTransaction(
                      handle -> {
                        handle.execute("INSERT INTO mine VALUES (1)");
                        host.close();
                        handle.execute("INSERT INTO mine VALUES (2)");
                      }))
          .matches(StoreLost::is);
      jdbi.useTransaction(handle -> handle.execute("INSERT INTO mine VALUES (3)"));
      List<Integer> rows =
          jdbi.withHandle(h -> h.createQuery("SELECT x FROM mine").mapTo(Integer.class).list());
      assertThat(rows).containsExactly(3);
    }
  }
}
