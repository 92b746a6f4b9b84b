package dev.caravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.process.Jvm;
import dev.caravan.store.Store;
import dev.caravan.store.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was committed is there after a process died in the same moment. */
@Timeout(240)
class DurableStoreTest {
  private static final int PROCESSES = 3;
  private static final int COMMITS = 20;
  private static final int HALTS = 50;
  private static final int WRITERS = 5;

  @TempDir Path folder;

  /** Commits one row after the other and dies without closing anything. */
  static final class Committer {
    private Committer() {}

    public static void main(String[] args) {
      int process = Integer.parseInt(args[1]);
      String sync = args[2];
      Store store = Store.open(StoreSettings.of(args[0]));
      Ledger ledger = new Ledger(store.ledger(), Clock.systemUTC());
      long cycle = ledger.begin(sync);
      for (int i = 0; i < COMMITS; i++) {
        Entry entry = entry(process * COMMITS + i);
        ledger.write(
            sync,
            cycle,
            view -> {
              view.entries().insert(List.of(entry));
              return null;
            });
      }
      Runtime.getRuntime().halt(7);
    }

    static Entry entry(int number) {
      return Entry.intended(
          "key-" + number,
          "cv-" + number,
          new Wanted(new Fingerprint("f", "n"), null, ""),
          null,
          new Moment(1, Instant.EPOCH));
    }
  }

  @Test
  void every_commit_survives_the_halt_that_follows_it_at_once() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("store.db");
    for (int process = 0; process < PROCESSES; process++) {
      assertThat(commitAndHalt(url, process, "sync")).isEqualTo(7);
    }
    try (Store store = Store.open(StoreSettings.of(url))) {
      Ledger ledger = new Ledger(store.ledger(), Clock.systemUTC());
      assertThat(ledger.lastCycle("sync")).isEqualTo(PROCESSES);
      assertThat(ledger.<Integer>read("sync", view -> view.entries().count(State.INTENDED)))
          .isEqualTo(PROCESSES * COMMITS);
    }
  }

  /**
   * Each halt at a store of its own, several at a time: reopening after one waits, it does not
   * work.
   */
  @Test
  void fifty_halts_lose_nothing() throws Exception {
    ExecutorService several = Executors.newFixedThreadPool(5);
    try {
      List<Future<Integer>> rows = new ArrayList<>();
      for (int halt = 0; halt < HALTS; halt++) {
        String url = "jdbc:sqlite:" + folder.resolve("store-" + halt + ".db");
        rows.add(several.submit(() -> rowsAfterHalt(url)));
      }
      for (Future<Integer> present : rows) {
        assertThat(present.get()).isEqualTo(COMMITS);
      }
    } finally {
      several.shutdownNow();
    }
  }

  private int rowsAfterHalt(String url) throws Exception {
    assertThat(commitAndHalt(url, 0, "sync")).isEqualTo(7);
    try (Store store = Store.open(StoreSettings.of(url))) {
      Ledger ledger = new Ledger(store.ledger(), Clock.systemUTC());
      return ledger.<Integer>read("sync", view -> view.entries().count(State.INTENDED));
    }
  }

  @Test
  void five_that_write_at_once_and_halt_lose_nothing_of_each_other() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("store.db");
    ExecutorService all = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<Integer>> exits = new ArrayList<>();
      for (int halt = 0; halt < HALTS; halt++) {
        int process = halt / WRITERS;
        String sync = "sync-" + halt % WRITERS;
        exits.add(all.submit(() -> commitAndHalt(url, process, sync)));
        if (exits.size() == WRITERS) {
          for (Future<Integer> exit : exits) {
            assertThat(exit.get()).isEqualTo(7);
          }
          exits.clear();
        }
      }
    } finally {
      all.shutdownNow();
    }
    try (Store store = Store.open(StoreSettings.of(url))) {
      Ledger ledger = new Ledger(store.ledger(), Clock.systemUTC());
      for (int writer = 0; writer < WRITERS; writer++) {
        assertThat(
                ledger.<Integer>read(
                    "sync-" + writer, view -> view.entries().count(State.INTENDED)))
            .isEqualTo(HALTS / WRITERS * COMMITS);
      }
      assertThat(store.ledger().<String>read(DurableStoreTest::integrity)).isEqualTo("ok");
    }
  }

  private static String integrity(Handle handle) {
    return handle.createQuery("PRAGMA integrity_check").mapTo(String.class).one();
  }

  private int commitAndHalt(String url, int process, String sync) throws Exception {
    Process child =
        Jvm.running(Jvm.SHORT_LIVED, Committer.class, url, String.valueOf(process), sync)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return child.exitValue();
  }
}
