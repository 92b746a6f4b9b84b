package dev.caravan.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.caravan.budget.RateLimitedUntil;
import dev.caravan.call.Attempt;
import dev.caravan.call.VendorFailure.Forbidden;
import dev.caravan.call.VendorFailure.InDoubt;
import dev.caravan.call.VendorFailure.Missing;
import dev.caravan.call.VendorFailure.NotSent;
import dev.caravan.call.VendorFailure.Rejected;
import dev.caravan.call.VendorFailure.Throttled;
import dev.caravan.call.VendorFailure.Unauthorized;
import dev.caravan.call.VendorFailure.Unreadable;
import dev.caravan.cycle.CycleStopped;
import dev.caravan.ledger.LockLost;
import dev.caravan.reconcile.journal.WriteOutcome.Result;
import dev.caravan.target.PendingWrite.Phase;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureClassifierTest {
  private static final Attempt POST = new Attempt("atera", "POST", "/tickets");

  private static PendingWrite work(String op, Phase phase) {
    PendingWrite work =
        new PendingWrite(
            JsonNodeFactory.instance.objectNode().put("op", op), new PendingWrite.Group(), true);
    work.phase(phase);
    return work;
  }

  private static FailureClassifier.FailureOutcome rule(Exception caught, String op, Phase phase) {
    return new FailureClassifier().rule(caught, work(op, phase));
  }

  static Stream<Arguments> whileWriting() {
    boolean aborts = true;
    boolean goesOn = false;
    return Stream.of(
        arguments(new Rejected(POST, 400, "no"), Result.REJECTED, goesOn),
        arguments(new InDoubt(POST, 502, "?", null), Result.IN_DOUBT, goesOn),
        arguments(new Unreadable(POST, 200, "HTML"), Result.IN_DOUBT, aborts),
        arguments(new IllegalStateException("ours"), Result.IN_DOUBT, aborts),
        arguments(new NotSent(POST, "refused", null), Result.NOT_SENT, aborts),
        arguments(new Throttled(POST, 429, "slow down"), Result.NOT_SENT, aborts),
        arguments(
            new RateLimitedUntil("atera", "write", Instant.EPOCH, "wait"), Result.NOT_SENT, aborts),
        arguments(new Unauthorized(POST, 401, "who", false), Result.NOT_SENT, aborts),
        arguments(new Forbidden(POST, 403, "no right"), Result.NOT_SENT, aborts),
        arguments(new Missing(POST, 404, "no such collection"), Result.NOT_SENT, aborts),
        arguments(new LockLost("lost"), Result.NOT_SENT, aborts),
        arguments(new CycleStopped(new IllegalStateException("before")), Result.NOT_SENT, goesOn));
  }

  @ParameterizedTest
  @MethodSource
  void whileWriting(Exception caught, Result result, boolean aborts) {
    FailureClassifier.FailureOutcome ruling = rule(caught, "create", Phase.WRITING);
    assertThat(ruling.result()).isEqualTo(result);
    assertThat(ruling.aborts() != null).isEqualTo(aborts);
    assertThat(ruling.ended()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("whileWriting")
  void once_the_target_has_accepted_it_nothing_makes_it_unsent(
      Exception caught, Result ignored, boolean alsoIgnored) {
    assertThat(rule(caught, "create", Phase.ACCEPTED).result()).isEqualTo(Result.IN_DOUBT);
  }

  @Test
  void a_number_that_is_not_proven_leaves_doubt_but_is_not_silence() {
    FailureClassifier.FailureOutcome ruling =
        rule(new Unproven("another's"), "create", Phase.ACCEPTED);
    assertThat(ruling.result()).isEqualTo(Result.IN_DOUBT);
    assertThat(ruling.silent()).isFalse();
    assertThat(ruling.aborts()).isNull();
  }

  @Test
  void before_anything_was_sent_only_the_record_or_the_account_can_fail() {
    assertThat(rule(new Unsendable("no contact"), "create", Phase.BEFORE).result())
        .isEqualTo(Result.REJECTED);
    FailureClassifier.FailureOutcome unreadable =
        rule(new InDoubt(POST, 503, "?", null), "update", Phase.BEFORE);
    assertThat(unreadable.result()).isEqualTo(Result.NOT_SENT);
    assertThat(unreadable.silent()).isTrue();
    assertThat(unreadable.aborts()).isNull();
    assertThat(rule(new Unauthorized(POST, 401, "who", false), "close", Phase.BEFORE).aborts())
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"update", "comment", "close"})
  void a_counterpart_that_is_missing_when_it_is_read_may_be_gone(String op) {
    FailureClassifier.FailureOutcome ruling =
        rule(new CounterpartMissing("no such ticket"), op, Phase.BEFORE);
    assertThat(ruling.result()).isEqualTo(Result.DONE);
    assertThat(ruling.ended()).isTrue();
    assertThat(ruling.missing()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "update,  BEFORE,  REJECTED",
    "comment, BEFORE,  REJECTED",
    "close,   BEFORE,  REJECTED",
    "update,  WRITING, NOT_SENT",
    "comment, WRITING, REJECTED",
    "close,   WRITING, NOT_SENT"
  })
  void what_else_is_missing_ends_nothing(String op, Phase phase, Result result) {
    FailureClassifier.FailureOutcome ruling = rule(new Missing(POST, 404, "gone"), op, phase);
    assertThat(ruling.result()).isEqualTo(result);
    assertThat(ruling.ended()).isFalse();
    assertThat(ruling.aborts()).isNull();
    assertThat(rule(new Missing(POST, 405, "method"), op, phase).aborts()).isNotNull();
  }
}
