package dev.caravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.store.Retention;
import dev.caravan.store.TestStore;
import dev.caravan.time.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a ledger takes away when it is old, and what it never does, on every store. */
abstract class HistoryContract {
  private static final Fingerprint WANTED = new Fingerprint("a", "b");
  private static final Duration KEEP = Duration.ofDays(90);

  @RegisterExtension final TestStore store;
  private final HandClock clock = new HandClock();
  private Ledger ledger;
  private long cycle;

  HistoryContract(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void begin() {
    ledger = new Ledger(store.ledger(), clock);
    cycle = ledger.begin("sync");
  }

  private void write(Consumer<LedgerView> work) {
    ledger.write(
        "sync",
        cycle,
        view -> {
          work.accept(view);
          return null;
        });
  }

  private Entry entry(String key, int generation, State state) {
    return TestEntries.withTarget(TestEntries.entry(key, generation, state, WANTED), "t-" + key);
  }

  private Entry find(String key) {
    return ledger.<Entry>read("sync", view -> view.entries().find(key).orElseThrow());
  }

  private List<String> listed() {
    List<String> keys = new ArrayList<>();
    ledger.read(
        "sync",
        view -> {
          view.entries().each(entry -> keys.add(entry.key()));
          return null;
        });
    return keys;
  }

  private int cyclesOf(String sync) {
    return store
        .ledger()
        .<Integer>read(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM cycle WHERE sync = :sync")
                    .bind("sync", sync)
                    .mapTo(int.class)
                    .one());
  }

  private void pass(int days) {
    clock.move(Duration.ofDays(days));
    ledger.prune("sync", cycle, KEEP);
  }

  private int count(String table) {
    return store
        .ledger()
        .<Integer>read(
            handle -> handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(int.class).one());
  }

  @Test
  void of_an_entry_that_ended_long_ago_only_what_its_return_needs_is_left() {
    Wanted closing = new Wanted(WANTED, "{\"over\":1}", "A");
    Entry over = entry("a", 3, State.OPEN).wanted(closing).over();
    write(view -> view.entries().insert(List.of(over)));
    write(view -> view.occurrences().add(List.of(new GroupMember("a", "one", Instant.EPOCH, ""))));
    pass(89);
    assertThat(listed()).containsExactly("a");
    pass(2);

    assertThat(listed()).isEmpty();
    assertThat(count("entry") + count("occurrence")).isZero();
    Entry left = find("a");
    assertThat(left.state()).isEqualTo(State.CLOSED);
    assertThat(left.nextGeneration()).isEqualTo(4);
    assertThat(left.marker()).isEqualTo("cv-a");
    assertThat(left.targetId()).isEqualTo("t-a");
    assertThat(left.wanted().closing()).isEqualTo("{\"over\":1}");
    assertThat(ledger.<List<Event>>read("sync", view -> view.story("a"))).isEmpty();
  }

  @Test
  void a_record_that_returns_has_an_entry_again_with_the_next_generation() {
    write(view -> view.entries().insert(List.of(entry("a", 1, State.CLOSED))));
    pass(91);
    Entry again =
        find("a").intendedAgain("cv-2", new Wanted(WANTED, null, "A"), null, clock.instant());
    write(view -> view.entries().update(List.of(again)));

    assertThat(listed()).containsExactly("a");
    assertThat(find("a").generation()).isEqualTo(2);
    assertThat(count("ended_entry")).isZero();
    write(view -> view.entries().update(List.of(again.rejected())));
    assertThat(find("a").state()).isEqualTo(State.DEAD);
  }

  @Test
  void what_may_still_decide_something_stays_however_old_it_is() {
    Entry held = entry("held", 1, State.OPEN).personEnded();
    write(
        view -> {
          view.entries().insert(List.of(held, entry("open", 1, State.OPEN)));
          view.entries().insert(List.of(entry("word", 1, State.CLOSED)));
          view.entries().insert(List.of(entry("letter", 1, State.CLOSED)));
          view.intents()
              .intend(
                  List.of(
                      new WriteIntent(
                          1, 1, "word", 1, Op.COMMENT, null, null, "{}", Instant.EPOCH)));
          view.deadLetters()
              .put(
                  new DeadLetter(
                      "letter", Op.COMMENT, 1, 1, Instant.EPOCH, WANTED, "r", "no", "{}"));
        });
    pass(1000);
    assertThat(listed()).containsExactlyInAnyOrder("held", "letter", "open", "word");

    write(view -> view.entries().update(List.of(held.released())));
    pass(89);
    assertThat(listed()).contains("held");
    pass(2);
    assertThat(listed()).doesNotContain("held");
  }

  @Test
  void an_update_of_what_never_was_makes_no_entry() {
    write(view -> view.entries().update(List.of(entry("a", 1, State.OPEN))));
    assertThat(listed()).isEmpty();
  }

  @Test
  void events_and_cycles_go_by_age_but_the_last_finished_one_and_a_rebuilding_stay() {
    ledger.end("sync", cycle, "rebuilt", "");
    cycle = ledger.begin("sync");
    ledger.end("sync", cycle, "complete", "");
    for (int i = 0; i < 5; i++) {
      cycle = ledger.begin("sync");
      ledger.end("sync", cycle, "aborted", "");
      write(view -> view.events().tell(List.of(new Event("a", cycle, clock.instant(), "e", ""))));
    }
    clock.move(Duration.ofDays(60));
    cycle = ledger.begin("sync");
    write(view -> view.events().tell(List.of(new Event("a", cycle, clock.instant(), "new", ""))));
    pass(31);

    assertThat(count("cycle")).isEqualTo(3);
    assertThat(count("event")).isEqualTo(1);
    assertThat(ledger.lastFinished("sync").orElseThrow().startedAt()).isEqualTo(HandClock.START);
    assertThat(ledger.lastCycle("sync")).isEqualTo(cycle);
    assertThat(ledger.begin("sync")).isEqualTo(cycle + 1);
  }

  @Test
  void cycles_and_ended_entries_of_a_sync_that_nobody_runs_go_with_those_of_others() {
    Retention retention = new Retention(KEEP, clock);
    retention.add(new IdleSyncs(store.ledger()));
    Entry held = entry("held", 1, State.OPEN).personEnded();
    write(
        view ->
            view.entries()
                .insert(
                    List.of(entry("over", 3, State.CLOSED), entry("open", 1, State.OPEN), held)));
    ledger.end("sync", cycle, "complete", "");
    for (int i = 0; i < 5; i++) {
      cycle = ledger.begin("sync");
      ledger.end("sync", cycle, "aborted", "");
    }
    clock.move(Duration.ofDays(89));
    retention.run();
    assertThat(cyclesOf("sync")).isEqualTo(6);
    assertThat(listed()).contains("over");

    clock.move(Duration.ofDays(2));
    retention.run();
    assertThat(cyclesOf("sync")).as("the last one and the last that finished").isEqualTo(2);
    assertThat(listed()).containsExactlyInAnyOrder("open", "held");
    assertThat(find("over").nextGeneration()).isEqualTo(4);
    assertThat(ledger.lastFinished("sync").orElseThrow().startedAt()).isEqualTo(HandClock.START);
    assertThat(ledger.begin("sync")).isEqualTo(cycle + 1);
  }

  @Test
  void while_a_cycle_of_a_sync_is_under_way_nobody_else_takes_anything_of_it_away() {
    Retention retention = new Retention(KEEP, clock);
    retention.add(new IdleSyncs(store.ledger()));
    write(view -> view.entries().insert(List.of(entry("over", 1, State.CLOSED))));
    clock.move(Duration.ofDays(91));
    store
        .ledger()
        .write(
            handle ->
                handle.execute(
                    "INSERT INTO shedlock (name, lock_until, locked_at, locked_by)"
                        + " VALUES ('sync', 32503680000000, 0, 'somebody')"));
    retention.run();
    assertThat(listed()).containsExactly("over");
  }

  @Test
  void a_large_rest_goes_in_portions_and_what_is_left_at_the_next_cycle() {
    int many = 11 * History.PORTION;
    write(
        view ->
            view.entries()
                .insert(
                    IntStream.range(0, many)
                        .mapToObj(i -> entry("key-" + i, 1, State.CLOSED))
                        .toList()));
    pass(91);
    assertThat(count("entry")).isEqualTo(History.PORTION);
    pass(0);
    assertThat(count("entry")).isZero();
    assertThat(count("ended_entry")).isEqualTo(many);
  }
}
