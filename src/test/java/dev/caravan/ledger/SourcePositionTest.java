package dev.caravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SourcePositionTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private static SourcePosition after(
      SourcePosition known, boolean changesOnly, long highest, int minutes) {
    return SourcePosition.after(known, changesOnly, highest, at(minutes), "r", HOUR);
  }

  private static Instant at(int minutes) {
    return NOON.plus(Duration.ofMinutes(minutes));
  }

  private static boolean whole(SourcePosition known, int minutes) {
    return SourcePosition.begin(known, at(minutes), "r", HOUR).isEmpty();
  }

  @Test
  void a_reading_begins_where_the_last_but_one_ended() {
    SourcePosition first = after(null, false, 10, 0);
    assertThat(whole(first, 1)).isTrue();
    SourcePosition second = after(first, false, 20, 1);
    assertThat(SourcePosition.begin(second, at(2), "r", HOUR)).hasValue(10);
    SourcePosition third = after(second, true, 30, 2);
    assertThat(SourcePosition.begin(third, at(3), "r", HOUR)).hasValue(20);
    // Nothing has changed.
    SourcePosition fourth = after(third, true, 0, 3);
    assertThat(SourcePosition.begin(fourth, at(4), "r", HOUR)).hasValue(30);
    assertThat(after(fourth, true, 0, 4)).isEqualTo(fourth);
  }

  @Test
  void the_whole_table_is_due_in_pairs_an_hour_after_the_last_pair_began() {
    SourcePosition delta = after(after(null, false, 10, 0), false, 20, 1);
    assertThat(whole(delta, 59)).isFalse();
    assertThat(whole(delta, 60)).isTrue();
    SourcePosition first = after(delta, false, 25, 60);
    assertThat(whole(first, 61)).isTrue();
    assertThat(SourcePosition.begin(after(first, false, 30, 61), at(62), "r", HOUR)).hasValue(25);
  }

  @Test
  void other_rules_and_a_clock_that_was_put_back_make_the_whole_table_due() {
    SourcePosition delta = after(after(null, false, 10, 0), false, 20, 1);
    assertThat(SourcePosition.begin(delta, at(2), "other", HOUR)).isEmpty();
    assertThat(whole(delta, -1)).isTrue();
    // The second of a pair must have compared with the same rules as the first.
    SourcePosition other =
        SourcePosition.after(after(null, false, 10, 0), false, 20, at(1), "other", HOUR);
    assertThat(other.since()).isNull();
  }

  @Test
  void the_second_of_a_pair_that_comes_too_late_is_a_first() {
    SourcePosition late = after(after(null, false, 10, 0), false, 20, 60);
    assertThat(late).isEqualTo(new SourcePosition(null, 20, at(60), "r"));
  }
}
