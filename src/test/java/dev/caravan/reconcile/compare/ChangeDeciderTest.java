package dev.caravan.reconcile.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.ledger.TestEntries;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.reconcile.compare.Decision.Alter;
import dev.caravan.reconcile.compare.Decision.Create;
import dev.caravan.reconcile.compare.Decision.Held;
import dev.caravan.reconcile.compare.Decision.Reason;
import dev.caravan.reconcile.compare.Decision.Unchanged;
import dev.caravan.reconcile.record.DesiredRecord;
import dev.caravan.reconcile.record.Rules;
import dev.caravan.reconcile.record.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeDeciderTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Rules RULES = rules(null, Duration.ZERO, true);

  private static Rules rules(@Nullable Severity least, Duration openAfter, boolean comments) {
    return new Rules(
        "main",
        0,
        OptionalInt.empty(),
        2,
        least,
        openAfter,
        Duration.ofHours(1),
        comments,
        Duration.ofSeconds(30),
        60,
        false,
        "rules");
  }

  private static DesiredRecord record(String title, String note, String severity) {
    ObjectNode about = JsonNodeFactory.instance.objectNode();
    about.put("severity", severity).put("openedAt", NOW.minusSeconds(60).toString());
    return new DesiredRecord(
        "k",
        JsonNodeFactory.instance.objectNode(),
        JsonNodeFactory.instance.objectNode().put("title", title),
        note,
        null,
        JsonNodeFactory.instance.objectNode(),
        about,
        List.of());
  }

  private static final DesiredRecord RECORD = record("t", "n", "major");

  private static Entry entry(State state) {
    return TestEntries.entry("k", 3, state, RECORD.fingerprint());
  }

  private static Decision decide(DesiredRecord record, @Nullable Entry entry, WriteIntent... open) {
    return new ChangeDecider(RULES, NOW, Map.of()).decide(record, entry, List.of(), List.of(open));
  }

  private static WriteIntent step(Op op, Duration doubtedBefore) {
    return new WriteIntent(
        1, 1, "k", 3, op, NOW.minus(doubtedBefore), null, "{}", NOW.minusSeconds(900));
  }

  private static DeadLetter letter(Op op, DesiredRecord record, String rules) {
    return new DeadLetter("k", op, 3, 1, NOW, record.fingerprint(), rules, "no", "{}");
  }

  @Test
  void an_unknown_record_is_created_as_the_first_generation() {
    assertThat(decide(RECORD, null)).isEqualTo(new Create(1));
  }

  @Test
  void an_intended_one_is_created_as_the_generation_that_it_was() {
    assertThat(decide(RECORD, entry(State.INTENDED))).isEqualTo(new Create(3));
  }

  @Test
  void a_closed_one_is_created_as_the_next_generation_unless_a_person_closed_it() {
    assertThat(decide(RECORD, entry(State.CLOSED))).isEqualTo(new Create(4));
    assertThat(decide(RECORD, entry(State.OPEN).personEnded()))
        .isEqualTo(new Held(Reason.ENDED_BY_PERSON));
  }

  @Test
  void one_in_doubt_is_left_alone() {
    assertThat(decide(record("other", "n", "major"), entry(State.IN_DOUBT)))
        .isEqualTo(new Held(Reason.IN_DOUBT));
  }

  @Test
  void an_open_one_is_changed_where_it_differs() {
    assertThat(decide(RECORD, entry(State.OPEN))).isEqualTo(new Unchanged());
    assertThat(decide(record("u", "n", "major"), entry(State.OPEN)))
        .isEqualTo(new Alter(true, false));
    assertThat(decide(record("t", "m", "major"), entry(State.OPEN)))
        .isEqualTo(new Alter(false, true));
    assertThat(decide(record("u", "m", "major"), entry(State.OPEN)))
        .isEqualTo(new Alter(true, true));
  }

  @Test
  void a_write_in_doubt_is_waited_for_and_then_made_sure_of() {
    assertThat(decide(RECORD, entry(State.OPEN), step(Op.UPDATE, Duration.ofSeconds(29))))
        .isEqualTo(new Held(Reason.IN_DOUBT));
    assertThat(decide(RECORD, entry(State.OPEN), step(Op.UPDATE, Duration.ofSeconds(30))))
        .isEqualTo(new Alter(true, false));
    assertThat(decide(RECORD, entry(State.CLOSING))).isEqualTo(new Alter(true, false));
    assertThat(decide(RECORD, entry(State.OPEN), step(Op.COMMENT, Duration.ofSeconds(30))))
        .isEqualTo(new Unchanged());
  }

  @Test
  void a_comment_waits_for_the_distance_to_the_last_one() {
    DesiredRecord other = record("t", "m", "major");
    Entry entry = entry(State.OPEN);
    assertThat(decide(other, TestEntries.commentedAt(entry, NOW.minusSeconds(3599))))
        .isEqualTo(new Held(Reason.COMMENT_EVERY));
    assertThat(decide(other, TestEntries.commentedAt(entry, NOW.minusSeconds(3600))))
        .isEqualTo(new Alter(false, true));
    assertThat(
            decide(record("u", "m", "major"), TestEntries.commentedAt(entry, NOW.minusSeconds(60))))
        .isEqualTo(new Alter(true, false));
  }

  @Test
  void without_an_author_there_is_no_comment() {
    ChangeDecider judge = new ChangeDecider(rules(null, Duration.ZERO, false), NOW, Map.of());
    assertThat(judge.decide(record("t", "m", "major"), entry(State.OPEN), List.of(), List.of()))
        .isEqualTo(new Unchanged());
  }

  @Test
  void a_dead_one_is_tried_again_when_record_or_rules_changed() {
    ChangeDecider judge = new ChangeDecider(RULES, NOW, Map.of());
    Entry dead = entry(State.DEAD);
    assertThat(judge.decide(RECORD, dead, List.of(letter(Op.CREATE, RECORD, "rules")), List.of()))
        .isEqualTo(new Held(Reason.DEAD));
    assertThat(judge.decide(RECORD, dead, List.of(letter(Op.CREATE, RECORD, "old")), List.of()))
        .isEqualTo(new Create(3));
    assertThat(
            judge.decide(
                record("u", "n", "major"),
                dead,
                List.of(letter(Op.CREATE, RECORD, "rules")),
                List.of()))
        .isEqualTo(new Create(3));
  }

  @Test
  void a_refused_update_does_not_hold_back_its_comment() {
    DesiredRecord other = record("u", "m", "major");
    ChangeDecider judge = new ChangeDecider(RULES, NOW, Map.of());
    assertThat(
            judge.decide(
                other, entry(State.OPEN), List.of(letter(Op.UPDATE, other, "rules")), List.of()))
        .isEqualTo(new Alter(false, true));
    assertThat(
            judge.decide(
                other,
                entry(State.OPEN),
                List.of(letter(Op.UPDATE, other, "rules"), letter(Op.COMMENT, other, "rules")),
                List.of()))
        .isEqualTo(new Held(Reason.DEAD));
  }

  @Test
  void severity_and_age_decide_about_new_ones_only() {
    ChangeDecider judge =
        new ChangeDecider(rules(Severity.MAJOR, Duration.ofMinutes(1), true), NOW, Map.of());
    ChangeDecider strict =
        new ChangeDecider(rules(Severity.CRITICAL, Duration.ZERO, true), NOW, Map.of());
    ChangeDecider patient =
        new ChangeDecider(rules(null, Duration.ofSeconds(61), true), NOW, Map.of());
    assertThat(judge.decide(RECORD, null, List.of(), List.of())).isEqualTo(new Create(1));
    assertThat(strict.decide(RECORD, null, List.of(), List.of()))
        .isEqualTo(new Held(Reason.NOT_WANTED));
    assertThat(patient.decide(RECORD, null, List.of(), List.of()))
        .isEqualTo(new Held(Reason.NOT_WANTED));
    assertThat(strict.decide(RECORD, entry(State.CLOSED), List.of(), List.of()))
        .isEqualTo(new Held(Reason.NOT_WANTED));
    assertThat(strict.decide(record("u", "n", "info"), entry(State.OPEN), List.of(), List.of()))
        .isEqualTo(new Alter(true, false));
  }

  @Test
  void max_closes_is_the_larger_of_ten_and_a_fifth_unless_the_operator_says_so() {
    assertThat(RULES.maxCloses(0)).isEqualTo(10);
    assertThat(RULES.maxCloses(50)).isEqualTo(10);
    assertThat(RULES.maxCloses(55)).isEqualTo(11);
    assertThat(RULES.maxCloses(700)).isEqualTo(140);
  }
}
