package dev.caravan.reconcile.absence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.Cycle;
import dev.caravan.reconcile.absence.Absences.Ruling;
import dev.caravan.reconcile.absence.CloseGuard.Stakes;
import dev.caravan.reconcile.record.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloseGuardTest {
  @ParameterizedTest(name = "{0} gone and {1} not asked of {2}, {3} accepted: {4}")
  @CsvSource({
    "10,    0,   40,    0, true",
    "11,    0,   40,    0, false",
    "11,    0,   40,   11, true",
    "12,    0,   40,   11, false",
    // Those that were not asked count, but only where one of those that were is gone.
    "60, 2840, 3000,    0, false",
    "60,  540, 3000,    0, true",
    "60,  541, 3000,    0, false",
    " 1, 2840, 3000,    0, false",
    " 0, 2840, 3000,    0, true",
    // What is accepted must cover all of them.
    "60, 2840, 3000, 2899, false",
    "60, 2840, 3000, 2900, true",
    // To accept few forbids nothing that is allowed without it.
    "10,    0,   40,    5, true",
  })
  void all_that_may_be_gone_is_closed_or_none(
      int unconfirmed, int notAsked, int open, int accepted, boolean lets) {
    Cycle cycle = cycle(accepted, true);
    assertThat(guard(cycle).ofCloses(stakes(unconfirmed, notAsked, open)) != Ruling.HELD_BACK)
        .isEqualTo(lets);
    assertThat(cycle.guard().held().isEmpty()).isEqualTo(lets);
  }

  @Test
  void the_sentence_tells_what_was_not_asked_from_what_is_gone() {
    Cycle cycle = cycle(0, true);
    guard(cycle).ofCloses(stakes(60, 2840, 3000));
    assertThat(cycle.guard().held())
        .hasValue(
            "60 of 3000 open counterparts would be closed because their records are gone and"
                + " nothing confirms it, and the source was not asked yet in this cycle about 2840"
                + " more that are due; 600 are allowed, so none of them was closed. If it is right,"
                + " run sync with --accept-closes 2900, which asks about all of them, or raise"
                + " max-closes");
  }

  @Test
  void the_sentence_says_what_was_accepted_and_what_it_takes() {
    Cycle cycle = cycle(5, true);
    guard(cycle).ofCloses(stakes(14, 0, 40));
    assertThat(cycle.guard().held())
        .hasValue(
            "14 of 40 open counterparts would be closed because their records are gone and nothing"
                + " confirms it; --accept-closes 5 is too few for 14 (10 are allowed without it),"
                + " so none of them was closed. If it is right, run sync with --accept-closes 14,"
                + " or raise max-closes");
  }

  @Test
  void an_empty_list_allows_none_and_a_higher_limit_is_no_way_out() {
    Cycle cycle = cycle(0, false);
    assertThat(guard(cycle).ofCloses(stakes(1, 0, 14))).isEqualTo(Ruling.HELD_BACK);
    assertThat(cycle.guard().held())
        .hasValue(
            "1 of 14 open counterparts would be closed because their records are gone and nothing"
                + " confirms it; none is allowed while the source lists nothing, so none of them"
                + " was closed. If it is right, run sync with --accept-closes 1");
  }

  @Test
  void an_empty_list_is_told_of_while_the_source_confirms_it_record_by_record() {
    Cycle cycle = cycle(0, false);
    assertThat(guard(cycle).ofCloses(new Stakes(0, 40, 100, 40, 0))).isEqualTo(Ruling.LET_GO);
    assertThat(cycle.guard().held()).get().asString().startsWith("The source listed nothing");
  }

  @Test
  void an_empty_list_of_which_some_are_accepted_is_still_told_of() {
    Cycle cycle = cycle(14, false);
    assertThat(guard(cycle).ofCloses(new Stakes(14, 0, 20, 15, 0))).isEqualTo(Ruling.ACCEPTED);
    assertThat(cycle.guard().held()).get().asString().contains("no other is closed");
  }

  @ParameterizedTest(name = "{0} of {1}, {2} in the last hour: {3}")
  @CsvSource({
    " 5,  30, 10, HELD_BACK",
    " 5,  35,  5, LET_GO",
    // A fifth of those that were open an hour ago.
    "15, 175, 25, LET_GO",
    "16, 175, 25, HELD_BACK",
  })
  void what_ended_in_the_last_hour_counts_as_well(
      int unconfirmed, int open, int recently, Ruling ruling) {
    assertThat(
            guard(cycle(0, true)).ofCloses(new Stakes(unconfirmed, 0, open, unconfirmed, recently)))
        .isEqualTo(ruling);
  }

  @ParameterizedTest(name = "{0} closes and {1} releases, {2} accepted: {3}, {4}")
  @CsvSource({
    "11, 11, 22, ACCEPTED,  ACCEPTED",
    "11, 11, 21, ACCEPTED,  HELD_BACK",
    "11, 11, 11, ACCEPTED,  HELD_BACK",
    "11, 11, 10, HELD_BACK, HELD_BACK",
    // Closes that are allowed without it take nothing of what is accepted.
    "10, 11, 11, LET_GO,    ACCEPTED",
  })
  void what_is_accepted_is_for_closes_first(
      int closes, int releases, int accepted, Ruling ofCloses, Ruling ofReleases) {
    Cycle cycle = cycle(accepted, true);
    CloseGuard guard = guard(cycle);
    assertThat(guard.ofCloses(stakes(closes, 0, 40))).isEqualTo(ofCloses);
    assertThat(guard.ofReleases(stakes(releases, 0, 40))).isEqualTo(ofReleases);
    if (ofReleases == Ruling.HELD_BACK) {
      assertThat(cycle.guard().held())
          .get()
          .asString()
          .contains("--accept-closes 22, of which 11 are closes");
    }
  }

  private static CloseGuard guard(Cycle cycle) {
    Rules rules =
        new Rules(
            "main",
            0,
            OptionalInt.empty(),
            2,
            null,
            Duration.ZERO,
            Duration.ofHours(1),
            true,
            Duration.ofSeconds(30),
            60,
            false,
            "rules");
    return new CloseGuard(cycle, rules);
  }

  private static Stakes stakes(int unconfirmed, int notAsked, int open) {
    return new Stakes(unconfirmed, notAsked, open, unconfirmed + notAsked, 0);
  }

  private static Cycle cycle(int accepted, boolean listed) {
    Cycle cycle = new Cycle("a-sync", 7, Instant.EPOCH, null, accepted);
    if (listed) {
      cycle.progress().see("another");
    }
    return cycle;
  }
}
