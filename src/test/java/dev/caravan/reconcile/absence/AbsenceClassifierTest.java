package dev.caravan.reconcile.absence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.ledger.AliveEntry;
import dev.caravan.ledger.State;
import dev.caravan.reconcile.absence.AbsenceClassifier.AbsenceStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbsenceClassifierTest {
  /**
   * @param missed before this cycle
   * @param other what the source says of another record that the list left out
   */
  @ParameterizedTest(name = "missed {0} times, {1}, another one {2}: {3}")
  @CsvSource({
    "1, resolved,  not asked, OVER",
    "1, resolved,  open,      OVER",
    "1, open,      gone,      OPEN",
    "1, gone,      not asked, UNCONFIRMED",
    "1, gone,      resolved,  UNCONFIRMED",
    "1, gone,      gone,      UNCONFIRMED",
    "1, gone,      open,      NOT_BELIEVED",
    "3, gone,      open,      NOT_BELIEVED",
    "4, gone,      open,      UNCONFIRMED",
    "1, not asked, open,      NOT_ASKED",
    "1, silence,   gone,      UNANSWERED",
    "4, silence,   open,      UNANSWERED",
  })
  void what_the_source_says_counts_for_as_much_as_its_list(
      int missed, String said, String other, AbsenceStatus verdict) {
    Confirmations confirmations = new Confirmations();
    say(confirmations, "a", said);
    say(confirmations, "b", other);
    assertThat(new AbsenceClassifier(confirmations, true).of(missed(missed))).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"1", "7"})
  void where_the_source_cannot_be_asked_absence_is_all_there_is(int missed) {
    assertThat(new AbsenceClassifier(new Confirmations(), false).of(missed(missed)))
        .isEqualTo(AbsenceStatus.UNCONFIRMED);
  }

  private static void say(Confirmations confirmations, String key, String state) {
    if (state.equals("silence")) {
      confirmations.unanswered(key, key);
    } else if (!state.equals("not asked")) {
      confirmations.put(key, key, state, null);
    }
  }

  private static AliveEntry missed(int times) {
    return new AliveEntry("a", State.OPEN, 0, null, times);
  }
}
