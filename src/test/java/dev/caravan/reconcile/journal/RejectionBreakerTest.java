package dev.caravan.reconcile.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.ledger.Op;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.journal.WriteOutcome.Result;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RejectionBreakerTest {
  private RejectionBreaker refusals = new RejectionBreaker(0);

  private static WriteIntent step(long number, Op op) {
    return new WriteIntent(number, 1, "k" + number, 1, op, null, null, "{}", Instant.EPOCH);
  }

  private Map<WriteOutcome, WriteIntent> sift(Op op, Result result, boolean sent, long... numbers) {
    Map<WriteOutcome, WriteIntent> batch = new LinkedHashMap<>();
    for (long number : numbers) {
      batch.put(
          new WriteOutcome("k" + number, number, result, null, "400", false), step(number, op));
    }
    return refusals.sift(batch, step -> sent);
  }

  private static Map<Result, Long> results(Map<WriteOutcome, WriteIntent> concluded) {
    Map<Result, Long> counts = new LinkedHashMap<>();
    concluded.keySet().forEach(answer -> counts.merge(answer.result(), 1L, Long::sum));
    return counts;
  }

  @Test
  void five_refused_and_none_accepted_count_as_not_sent_and_so_do_those_after_them() {
    assertThat(sift(Op.CREATE, Result.REJECTED, true, 1, 2, 3, 4)).isEmpty();
    assertThat(refusals.areOfTheAccount()).isFalse();
    assertThat(results(sift(Op.CREATE, Result.REJECTED, true, 5)))
        .isEqualTo(Map.of(Result.NOT_SENT, 5L));
    assertThat(refusals.areOfTheAccount()).isTrue();
    assertThat(results(sift(Op.CREATE, Result.REJECTED, true, 6)))
        .isEqualTo(Map.of(Result.NOT_SENT, 1L));
    assertThat(refusals.sentence()).contains("first 5 creates", "400");
    assertThat(refusals.inARow()).isEqualTo(1);
  }

  @Test
  void the_third_cycle_in_a_row_makes_them_dead_letters_and_the_next_tries_all() {
    refusals = new RejectionBreaker(2);
    assertThat(results(sift(Op.CREATE, Result.REJECTED, true, 1, 2, 3, 4, 5)))
        .isEqualTo(Map.of(Result.REJECTED, 5L));
    assertThat(refusals.areOfTheAccount()).isTrue();
    assertThat(refusals.inARow()).isEqualTo(3);

    refusals = new RejectionBreaker(3);
    assertThat(results(sift(Op.CREATE, Result.REJECTED, true, 1, 2, 3, 4, 5)))
        .isEqualTo(Map.of(Result.REJECTED, 5L));
    assertThat(refusals.areOfTheAccount()).isFalse();
    assertThat(refusals.inARow()).as("while nothing is accepted").isEqualTo(3);
    sift(Op.CREATE, Result.DONE, true, 6);
    assertThat(refusals.inARow()).isZero();
  }

  @Test
  void one_accepted_create_makes_the_refused_ones_dead_letters() {
    sift(Op.CREATE, Result.REJECTED, true, 1, 2, 3, 4);
    assertThat(results(sift(Op.CREATE, Result.DONE, true, 5)))
        .containsEntry(Result.REJECTED, 4L)
        .containsEntry(Result.DONE, 1L);
    assertThat(results(sift(Op.CREATE, Result.REJECTED, true, 6, 7, 8, 9, 10, 11)))
        .isEqualTo(Map.of(Result.REJECTED, 6L));
    assertThat(refusals.areOfTheAccount()).isFalse();
  }

  @Test
  void a_few_refused_ones_are_dead_letters_when_the_cycle_ends() {
    sift(Op.CREATE, Result.REJECTED, true, 1, 2);
    assertThat(results(refusals.atEnd())).isEqualTo(Map.of(Result.REJECTED, 2L));
    assertThat(refusals.atEnd()).isEmpty();
  }

  @Test
  void updates_and_records_that_were_never_sent_say_nothing_of_the_account() {
    assertThat(results(sift(Op.UPDATE, Result.REJECTED, true, 1, 2, 3, 4, 5, 6)))
        .isEqualTo(Map.of(Result.REJECTED, 6L));
    assertThat(results(sift(Op.CREATE, Result.REJECTED, false, 7, 8, 9, 10, 11, 12)))
        .isEqualTo(Map.of(Result.REJECTED, 6L));
    assertThat(refusals.areOfTheAccount()).isFalse();
  }
}
