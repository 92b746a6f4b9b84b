package dev.caravan.reconcile.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.CycleCounters.Heading;
import dev.caravan.cycle.CycleStopped;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Fingerprint;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.LockLost;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.ledger.TestEntries;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.lock.Lease;
import dev.caravan.lock.SyncLocks;
import dev.caravan.reconcile.journal.WriteOutcome.Result;
import dev.caravan.reconcile.record.Rules;
import dev.caravan.store.CutCommits;
import dev.caravan.store.Store;
import dev.caravan.store.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JournalTest {
  private static final Fingerprint WANTED = new Fingerprint("f", "n");
  static final Rules RULES =
      new Rules(
          "main",
          0,
          OptionalInt.empty(),
          2,
          null,
          Duration.ZERO,
          Duration.ZERO,
          true,
          Duration.ZERO,
          60,
          false,
          "rules");

  @TempDir Path folder;
  private Store store;
  private SyncLocks locks;
  private Lease lease;
  private Ledger ledger;
  private Journal journal;
  private Cycle cycle;

  @BeforeEach
  void begin() {
    store = Store.open(StoreSettings.of("jdbc:sqlite:" + folder.resolve("store.db")));
    locks =
        new SyncLocks(store.ledger(), Duration.ofSeconds(30), System::nanoTime, Clock.systemUTC());
    lease = locks.acquire("sync");
    ledger = new Ledger(store.ledger(), Clock.systemUTC());
    journal = new Journal(ledger, sync -> RULES, Clock.systemUTC(), System::nanoTime);
    cycle = new Cycle("sync", ledger.begin("sync"), Instant.now(), lease, 0);
  }

  @AfterEach
  void close() {
    journal.close();
    lease.close();
    locks.close();
    store.close();
  }

  @Test
  void whatever_keeps_an_outcome_out_of_the_ledger_stops_the_cycle() {
    Error broken = new StackOverflowError();
    Rules.Book broke =
        sync -> {
          throw broken;
        };
    try (Journal failing = new Journal(ledger, broke, Clock.systemUTC(), System::nanoTime)) {
      failing.concludeSoon(cycle, List.of(done(intend(1).get(0))));

      await().until(() -> cycle.guard().failure().isPresent());
      assertThat(cycle.guard().failure().orElseThrow()).hasRootCause(broken);
    }
  }

  private ArrayNode intend(int count) {
    return intend(0, count);
  }

  private ArrayNode intend(int first, int count) {
    UnitOfWork draft = new UnitOfWork(cycle.number(), Instant.now());
    for (int i = first; i < first + count; i++) {
      Entry entry = TestEntries.entry("k" + i, 1, State.INTENDED, WANTED);
      draft.insert(entry);
      draft.change(
          new PlannedChange(
              Op.CREATE,
              entry,
              WANTED,
              JsonNodeFactory.instance.objectNode(),
              false,
              entry.key(),
              MissingNode.getInstance()));
    }
    return journal.intend(cycle, view -> draft);
  }

  private static WriteOutcome done(JsonNode change) {
    return new WriteOutcome(
        change.path("key").asText(),
        change.path("step").asLong(),
        Result.DONE,
        "t-" + change.path("key").asText(),
        "",
        false);
  }

  private Entry entry(String key) {
    return ledger.read("sync", view -> view.entries().find(key).orElseThrow());
  }

  private List<WriteIntent> steps() {
    return ledger.read("sync", view -> view.intents().all());
  }

  @Test
  void an_answer_is_on_disk_when_conclude_returns_however_many_threads_conclude() throws Exception {
    ArrayNode changes = intend(320);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<State>> states = new ArrayList<>();
      for (JsonNode change : changes) {
        states.add(
            threads.submit(
                () -> {
                  journal.begin(cycle, change.path("step").asLong());
                  journal.conclude(cycle, done(change));
                  return entry(change.path("key").asText()).state();
                }));
      }
      for (Future<State> state : states) {
        assertThat(state.get()).isEqualTo(State.OPEN);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(cycle.tally().count(Heading.CREATED)).isEqualTo(320);
    assertThat(entry("k7").targetId()).isEqualTo("t-k7");
    assertThat(steps()).isEmpty();
  }

  @Test
  void a_second_answer_to_one_change_is_ignored() {
    JsonNode change = intend(1).get(0);
    journal.conclude(cycle, done(change));
    journal.conclude(
        cycle,
        new WriteOutcome("k0", change.path("step").asLong(), Result.REJECTED, null, "late", false));
    assertThat(entry("k0").state()).isEqualTo(State.OPEN);
    assertThat(cycle.tally().count(Heading.FAILED)).isZero();
  }

  @Test
  void what_a_silent_sink_does_not_answer_is_in_doubt() {
    intend(2);
    journal.answered(cycle, List.of(), Long.MAX_VALUE);
    assertThat(entry("k0").state()).isEqualTo(State.IN_DOUBT);
    assertThat(cycle.tally().count(Heading.IN_DOUBT)).isEqualTo(2);
    assertThat(steps()).allMatch(WriteIntent::inDoubt);
  }

  @Test
  void what_the_sink_has_not_got_yet_is_not_in_doubt_when_it_answers_the_page_before() {
    intend(2);
    long first = journal.lastIntended(cycle);
    ArrayNode next = intend(2, 2);
    journal.answered(cycle, List.of(), first);
    assertThat(List.of(entry("k0").state(), entry("k2").state()))
        .containsExactly(State.IN_DOUBT, State.INTENDED);
    journal.conclude(cycle, done(next.get(0)));
    assertThat(entry("k2").state()).isEqualTo(State.OPEN);
  }

  @Test
  void no_record_is_intended_twice_at_once() {
    intend(2);
    assertThatThrownBy(() -> intend(1, 2)).hasMessageContaining("k1 is being written still");
    assertThat(steps()).hasSize(2);
  }

  @Test
  void what_an_announcing_sink_did_not_begin_was_not_sent() {
    ArrayNode changes = intend(2);
    journal.announced(cycle);
    journal.begin(cycle, changes.get(0).path("step").asLong());
    journal.end(cycle);
    assertThat(entry("k0").state()).isEqualTo(State.IN_DOUBT);
    assertThat(entry("k1").state()).isEqualTo(State.INTENDED);
    assertThat(steps()).hasSize(1);
  }

  @Test
  void what_could_not_be_committed_was_never_intended() {
    AtomicBoolean broken = new AtomicBoolean();
    ledger = new Ledger(CutCommits.ledger(folder.resolve("store.db"), broken), Clock.systemUTC());
    journal.close();
    journal = new Journal(ledger, sync -> RULES, Clock.systemUTC(), System::nanoTime);
    ledger.write(
        "sync",
        cycle.number(),
        view -> {
          view.entries().insert(List.of(TestEntries.entry("k0", 1, State.INTENDED, WANTED)));
          return null;
        });
    UnitOfWork draft = new UnitOfWork(cycle.number(), Instant.now());
    Entry again = TestEntries.entry("k0", 1, State.INTENDED, WANTED);
    draft.update(again);
    draft.change(
        new PlannedChange(
            Op.CREATE,
            again,
            WANTED,
            JsonNodeFactory.instance.objectNode(),
            false,
            "k0",
            MissingNode.getInstance()));
    broken.set(true);
    assertThatThrownBy(() -> journal.intend(cycle, view -> draft))
        .hasStackTraceContaining("cut at the commit");
    broken.set(false);

    journal.end(cycle);

    assertThat(entry("k0").state()).isEqualTo(State.INTENDED);
    assertThat(steps()).isEmpty();
  }

  @Test
  void an_overtaken_cycle_cannot_conclude_and_begins_nothing_more() {
    ArrayNode changes = intend(2);
    ledger.begin("sync");
    assertThatThrownBy(() -> journal.conclude(cycle, done(changes.get(0))))
        .isInstanceOf(LockLost.class);
    assertThatThrownBy(() -> journal.begin(cycle, changes.get(1).path("step").asLong()))
        .isInstanceOf(CycleStopped.class);
    assertThat(entry("k0").state()).isEqualTo(State.INTENDED);
    assertThat(steps()).hasSize(2);
  }

  @Test
  void a_page_that_is_being_written_stops_when_the_next_one_finds_the_cycle_overtaken() {
    ArrayNode changes = intend(2);
    ledger.begin("sync");
    assertThatThrownBy(() -> intend(2, 2)).isInstanceOf(LockLost.class);
    assertThatThrownBy(() -> journal.begin(cycle, changes.get(1).path("step").asLong()))
        .isInstanceOf(CycleStopped.class);
  }
}
