package dev.caravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of an entry: every event in every state. */
class TransitionTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Fingerprint OLD = new Fingerprint("f", "n");
  private static final Fingerprint NEW = new Fingerprint("g", "m");
  private static final Duration LAG = Duration.ofSeconds(10);
  private static final Wanted WANTED = new Wanted(NEW, "{\"close\":1}", "Summary");

  private static Entry after(Transition event, Entry entry) {
    return switch (event) {
      case INTENDED_AGAIN -> entry.intendedAgain("cv-2", WANTED, "{}", NOW);
      case ACCEPTED -> entry.accepted(new Moment(2, NOW), "4711", OLD);
      case REJECTED -> entry.rejected();
      case DOUBTED -> entry.doubted(NOW);
      case NOT_FOUND -> entry.notFound(NOW, LAG);
      case RETARGETED -> entry.retargeted("4712");
      case ABSENT -> entry.absent();
      case ADOPTED -> entry.adopted("4711");
      case CREATED_LATE -> entry.createdLate("4711");
      case MAYBE_CLOSED -> entry.maybeClosed();
      case WANTED -> entry.wanted(WANTED);
      case REOPENED -> entry.reopened(WANTED);
      case SEEN_AGAIN -> entry.seenAgain();
      case MISSED_AGAIN -> entry.missedAgain();
      case FORGOTTEN -> entry.forgotten().orElseThrow();
      case RELEASED -> entry.released();
      case LOOKED_AT -> entry.lookedAt(new Baseline("{}", null));
      case UPDATED -> entry.updated(NEW, "{}");
      case COMMENTED -> entry.commented(NEW, NOW);
      case CHANGE_GIVEN_UP -> entry.changeGivenUp(NEW);
      case ABOUT_TO_CLOSE -> entry.aboutToClose();
      case STILL_OPEN -> entry.stillOpen();
      case OVER -> entry.over();
      case PERSON_ENDED -> entry.personEnded();
      case GONE -> entry.gone();
    };
  }

  private static Entry entry(State state) {
    return TestEntries.missed(TestEntries.entry("k", 3, state, OLD), 1);
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          event,           intended, in-doubt, open,    closing, closed,   dead
          INTENDED_AGAIN,  intended, -,        -,       -,       intended, intended
          ACCEPTED,        open,     -,        -,       -,       -,        -
          REJECTED,        dead,     -,        -,       -,       -,        -
          DOUBTED,         in-doubt, in-doubt, -,       -,       in-doubt, in-doubt
          NOT_FOUND,       -,        in-doubt, -,       -,       -,        -
          ABSENT,          -,        intended, -,       -,       -,        -
          ADOPTED,         open,     open,     -,       -,       -,        -
          CREATED_LATE,    -,        -,        -,       -,       open,     open
          RETARGETED,      -,        -,        open,    -,       -,        -
          WANTED,          -,        -,        open,    closing, -,        -
          REOPENED,        -,        -,        -,       -,       open,     -
          SEEN_AGAIN,      intended, in-doubt, open,    closing, closed,   dead
          MISSED_AGAIN,    intended, -,        open,    closing, closed,   dead
          FORGOTTEN,       closed,   -,        -,       -,       -,        closed
          RELEASED,        -,        -,        -,       -,       closed,   -
          LOOKED_AT,       -,        -,        open,    -,       -,        -
          UPDATED,         -,        -,        open,    open,    -,        -
          COMMENTED,       -,        -,        open,    closing, closed,   -
          CHANGE_GIVEN_UP, -,        -,        open,    closing, -,        -
          MAYBE_CLOSED,    -,        -,        closing, -,       -,        -
          ABOUT_TO_CLOSE,  -,        -,        closing, closing, -,        -
          STILL_OPEN,      -,        -,        open,    open,    -,        -
          OVER,            -,        -,        closed,  closed,  -,        -
          PERSON_ENDED,    closed,   -,        closed,  -,       -,        closed
          GONE,            -,        -,        -,       -,       closed,   -
          """)
  void an_event_leads_to_one_state_and_is_impossible_in_all_others(
      Transition event,
      String intended,
      String inDoubt,
      String open,
      String closing,
      String closed,
      String dead) {
    String[] row = {intended, inDoubt, open, closing, closed, dead};
    for (State state : State.values()) {
      String expected = row[state.ordinal()];
      Entry entry = entry(state);
      if ("-".equals(expected)) {
        assertThatThrownBy(() -> after(event, entry))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageStartingWith("k cannot be ")
            .hasMessageContaining("its entry is %s in generation 3", state.word());
      } else {
        assertThat(after(event, entry).state().word()).as(state.word()).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Transition.class)
  void an_event_never_changes_what_an_entry_is_of(Transition event) {
    for (State state : State.values()) {
      Entry entry = entry(state);
      if (event.isPossible(entry)) {
        Entry after = after(event, entry);
        assertThat(after.key()).isEqualTo(entry.key());
        assertThat(after.presence().since()).isEqualTo(entry.presence().since());
        assertThat(after.generation()).isGreaterThanOrEqualTo(entry.generation());
      }
    }
  }

  @Test
  void what_a_person_ended_begins_anew_only_after_its_record_was_away() {
    Entry ended = entry(State.OPEN).personEnded();
    assertThat(ended.endedByPerson()).isTrue();
    assertThat(ended.isOver()).isFalse();
    for (Transition event : new Transition[] {Transition.INTENDED_AGAIN, Transition.REOPENED}) {
      assertThatThrownBy(() -> after(event, ended)).hasMessageContaining("closed by a person");
      assertThat(after(event, ended.released()).endedByPerson()).isFalse();
    }
  }

  @Test
  void a_generation_is_counted_where_the_last_one_is_over() {
    assertThat(after(Transition.INTENDED_AGAIN, entry(State.CLOSED)).generation()).isEqualTo(4);
    assertThat(after(Transition.INTENDED_AGAIN, entry(State.DEAD)).generation()).isEqualTo(3);
    assertThat(after(Transition.INTENDED_AGAIN, entry(State.INTENDED)).generation()).isEqualTo(3);
  }

  @Test
  void only_a_first_generation_is_forgotten_whole() {
    assertThat(TestEntries.entry("k", 1, State.DEAD, OLD).forgotten()).isEmpty();
    assertThat(TestEntries.entry("k", 2, State.DEAD, OLD).forgotten()).isPresent();
  }

  @Test
  void absences_are_counted_until_the_record_is_seen() {
    assertThat(entry(State.OPEN).missedAgain().missed()).isEqualTo(2);
    assertThat(entry(State.OPEN).aboutToClose().missed()).isEqualTo(2);
    assertThat(entry(State.OPEN).seenAgain().missed()).isZero();
    assertThat(entry(State.CLOSING).wanted(WANTED).missed()).isZero();
  }

  @Test
  void what_the_target_accepted_is_kept_apart_for_fields_and_note() {
    Entry open = entry(State.OPEN).wanted(WANTED);
    assertThat(open.updated(NEW, "{}").counterpart().applied())
        .isEqualTo(new Fingerprint("g", "n"));
    assertThat(open.commented(NEW, NOW).counterpart().applied())
        .isEqualTo(new Fingerprint("f", "m"));
    assertThat(open.commented(null, NOW).counterpart().applied()).isEqualTo(OLD);
    assertThat(TestEntries.withNothingApplied(open).updated(NEW, "{}").counterpart().applied())
        .isEqualTo(NEW);
  }

  @Test
  void a_change_that_finds_its_counterpart_over_tells_a_persons_end_from_our_own() {
    assertThat(entry(State.OPEN).foundOver().endedByPerson()).isTrue();
    assertThat(entry(State.CLOSING).foundOver().isOver()).isTrue();
    Entry ended = entry(State.OPEN).personEnded();
    assertThat(ended.foundOver()).isEqualTo(ended);
  }

  @Test
  void scans_in_vain_count_a_lag_apart_and_a_clock_that_was_put_back_makes_nobody_wait() {
    Entry doubted = entry(State.INTENDED).doubted(NOW);
    assertThat(doubted.notFound(NOW.plusSeconds(9), LAG).attempt())
        .as("too early to count")
        .isEqualTo(new CreateAttempt(NOW, 0));
    Entry once = doubted.notFound(NOW.plusSeconds(10), LAG);
    assertThat(once.attempt()).isEqualTo(new CreateAttempt(NOW.plusSeconds(10), 1));
    assertThat(once.attempt().counts(NOW.plusSeconds(19), LAG)).isFalse();
    assertThat(once.attempt().counts(NOW.plusSeconds(20), LAG)).isTrue();
    Instant hourBefore = NOW.minus(Duration.ofHours(1));
    assertThat(doubted.notFound(hourBefore, LAG).attempt())
        .isEqualTo(new CreateAttempt(hourBefore, 0));
  }
}
