package dev.caravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.store.TestStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a ledger does on every store. */
abstract class LedgerContract {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123Z");
  private static final Fingerprint WANTED = new Fingerprint("a".repeat(32), "b".repeat(32));

  @RegisterExtension final TestStore store;

  LedgerContract(TestStore store) {
    this.store = store;
  }

  private Ledger ledger() {
    return new Ledger(store.ledger(), Clock.systemUTC());
  }

  private static Entry entry(String key) {
    return entry(key, "Summary");
  }

  private static Entry entry(String key, String summary) {
    String marker = Marker.of("main", "sync", key, 1);
    return new Entry(
        key,
        1,
        State.INTENDED,
        false,
        new Wanted(WANTED, "{\"close\":1}", summary),
        new Counterpart(marker, null, WANTED, "{\"title\":\"ü\"}", NOW, null),
        new CreateAttempt(NOW, 1),
        new Presence(new Moment(1, NOW), 0));
  }

  private static <T> T write(
      Ledger ledger, long cycle, java.util.function.Function<LedgerView, T> work) {
    return ledger.write("sync", cycle, work);
  }

  @Test
  void cycles_are_numbered_from_one_for_each_sync() {
    Ledger ledger = ledger();
    assertThat(ledger.lastCycle("sync")).isZero();
    assertThat(ledger.begin("sync")).isEqualTo(1);
    assertThat(ledger.begin("sync")).isEqualTo(2);
    assertThat(ledger.begin("other")).isEqualTo(1);
    ledger.end("sync", 2, "complete", "x".repeat(3000));
    assertThat(ledger.lastCycle("sync")).isEqualTo(2);
  }

  @Test
  void a_sync_has_its_next_turn_so_long_after_the_last_one_began_by_the_clock_of_the_store() {
    Ledger ledger = ledger();
    Duration hour = Duration.ofHours(1);
    assertThat(ledger.untilTurn("sync", hour)).isZero();

    ledger.beginTurn("sync");
    assertThat(ledger.untilTurn("sync", hour)).isBetween(Duration.ofMinutes(59), hour);
    assertThat(ledger.untilTurn("other", hour)).isZero();

    turnAt("sync", Instant.now().minus(hour));
    assertThat(ledger.untilTurn("sync", hour)).isZero();
    assertThat(ledger.untilTurn("sync", hour.multipliedBy(2)))
        .isBetween(Duration.ofMinutes(59), hour);

    // Set back by an hour since.
    turnAt("sync", Instant.now().plus(hour));
    assertThat(ledger.untilTurn("sync", hour)).isZero();
  }

  @Test
  void a_cycle_that_a_person_asked_for_is_no_turn() {
    Ledger ledger = ledger();
    ledger.begin("sync");
    assertThat(ledger.untilTurn("sync", Duration.ofHours(1))).isZero();
  }

  private void turnAt(String sync, Instant moment) {
    store
        .ledger()
        .write(
            handle ->
                handle.execute(
                    "UPDATE sync SET turn_at = ? WHERE name = ?", moment.toEpochMilli(), sync));
  }

  @Test
  void an_overtaken_cycle_writes_nothing() {
    Ledger ledger = ledger();
    long first = ledger.begin("sync");
    ledger.begin("sync");
    assertThatThrownBy(
            () ->
                write(
                    ledger,
                    first,
                    view -> {
                      view.entries().insert(List.of(entry("a")));
                      return 1;
                    }))
        .isInstanceOf(LockLost.class)
        .hasMessageContaining("overtaken");
    assertThat(ledger.<Integer>read("sync", view -> view.entries().count(State.INTENDED))).isZero();
  }

  @Test
  void an_entry_comes_back_as_it_was_written() {
    Ledger ledger = ledger();
    long cycle = ledger.begin("sync");
    Entry entry = entry("a");
    write(
        ledger,
        cycle,
        view -> {
          view.entries().insert(List.of(entry));
          return 1;
        });
    assertThat(ledger.<Entry>read("sync", view -> view.entries().find("a").orElseThrow()))
        .isEqualTo(entry);
    Entry changed = entry.accepted(new Moment(2, NOW), "4711", WANTED).missedAgain().personEnded();
    write(
        ledger,
        cycle,
        view -> {
          view.entries().update(List.of(changed));
          return 1;
        });
    assertThat(ledger.<Entry>read("sync", view -> view.entries().find("a").orElseThrow()))
        .isEqualTo(changed);
    assertThat(ledger.<List<Entry>>read("other", view -> view.entries().inState(State.OPEN)))
        .isEmpty();
  }

  @Test
  void a_summary_may_be_as_long_as_a_vendor_likes() {
    Ledger ledger = ledger();
    long cycle = ledger.begin("sync");
    write(
        ledger,
        cycle,
        view -> {
          view.entries().insert(List.of(entry("a", "x".repeat(3000))));
          return 1;
        });
    assertThat(ledger.<Entry>read("sync", view -> view.entries().find("a").orElseThrow()).summary())
        .isEqualTo("x".repeat(500));
  }

  @Test
  void a_write_that_fails_leaves_nothing() {
    Ledger ledger = ledger();
    long cycle = ledger.begin("sync");
    assertThatThrownBy(
            () ->
                write(
                    ledger,
                    cycle,
                    view -> {
                      view.entries().insert(List.of(entry("a")));
                      throw new IllegalStateException("in the middle");
                    }))
        .hasMessage("in the middle");
    assertThat(ledger.<List<String>>read("sync", view -> TestEntries.alive(view))).isEmpty();
  }

  @Test
  void steps_are_on_their_way_then_in_doubt_then_over() {
    Ledger ledger = ledger();
    long cycle = ledger.begin("sync");
    write(
        ledger,
        cycle,
        view -> {
          long number = view.intents().reserve(2);
          view.intents()
              .intend(
                  List.of(
                      new WriteIntent(number, cycle, "a", 1, Op.CREATE, null, WANTED, "{}", NOW),
                      new WriteIntent(
                          number + 1, cycle, "a", 1, Op.COMMENT, null, null, "{}", NOW)));
          view.intents().inDoubt(List.of(number), NOW.plusSeconds(5));
          return number;
        });
    Map<String, List<WriteIntent>> steps =
        ledger.read("sync", view -> view.intents().of(List.of("a", "b")));
    assertThat(steps).containsOnlyKeys("a");
    assertThat(steps.get("a")).extracting(WriteIntent::inDoubt).containsExactly(true, false);
    WriteIntent doubtful = steps.get("a").get(0);
    assertThat(doubtful.doubtedAt()).isEqualTo(NOW.plusSeconds(5));
    assertThat(doubtful.isFresh(NOW.plusSeconds(34), java.time.Duration.ofSeconds(30))).isTrue();
    assertThat(doubtful.isFresh(NOW.plusSeconds(35), java.time.Duration.ofSeconds(30))).isFalse();
    write(
        ledger,
        cycle,
        view -> {
          view.intents().over(List.of(doubtful.step()));
          return 1;
        });
    assertThat(ledger.<List<WriteIntent>>read("sync", view -> view.intents().all())).hasSize(1);
    long next = write(ledger, cycle, view -> view.intents().reserve(1));
    assertThat(next).isEqualTo(3);
  }

  @Test
  void a_dead_letter_replaces_the_one_before_it_and_keeps_long_reasons_within_bounds() {
    Ledger ledger = ledger();
    long cycle = ledger.begin("sync");
    write(
        ledger,
        cycle,
        view -> {
          for (String reason : List.of("first", "😀".repeat(1500))) {
            view.deadLetters()
                .put(
                    new DeadLetter(
                        "a", Op.CREATE, 1, cycle, NOW, WANTED, "rules", reason, "{\"a\":1}"));
          }
          return 1;
        });
    assertThat(ledger.<List<DeadLetter>>read("sync", view -> view.deadLetters().all()))
        .singleElement()
        .satisfies(letter -> assertThat(letter.reason()).hasSize(2000))
        .satisfies(letter -> assertThat(letter.stillHolds(WANTED, "rules")).isTrue())
        .satisfies(letter -> assertThat(letter.stillHolds(WANTED, "other")).isFalse());
    int dropped = write(ledger, cycle, view -> view.deadLetters().drop("a"));
    assertThat(dropped).isEqualTo(1);
  }

  @Test
  void an_identity_stays_what_it_was_first() {
    Ledger ledger = ledger();
    ledger.begin("sync");
    ledger.remember("sync", new Identities("one", null));
    ledger.remember("sync", new Identities("two", "target"));
    assertThat(ledger.identities("sync")).isEqualTo(new Identities("one", "target"));
    assertThat(ledger.identities("other")).isEqualTo(new Identities(null, null));
  }

  @Test
  void closed_entries_are_not_alive_unless_they_wait_for_their_record_to_leave() {
    Ledger ledger = ledger();
    long cycle = ledger.begin("sync");
    write(
        ledger,
        cycle,
        view -> {
          view.entries()
              .insert(
                  List.of(
                      TestEntries.in(entry("open"), State.OPEN),
                      TestEntries.in(entry("closed"), State.CLOSED),
                      entry("held").personEnded(),
                      entry("dead").rejected()));
          return 1;
        });
    assertThat(ledger.<List<String>>read("sync", view -> TestEntries.alive(view)))
        .containsExactlyInAnyOrder("open", "held", "dead");
  }
}
