package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.AlertTarget;
import dev.caravan.scenario.AlertTarget.PersonsDeed;
import dev.caravan.scenario.SeenCounterpart;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of the rules, what a target might do in its own way: it holds for each of them. */
class EveryTargetTest {
  private static final String CRITICAL = "{\"priority\":\"Critical\"}";

  @TempDir Path folder;

  private static List<String> keys(int count) {
    return IntStream.range(0, count).mapToObj(i -> "k" + i).toList();
  }

  private TicketScenario with(AlertTarget target, List<String> keys) {
    TicketScenario scenario = TicketScenario.into(target, folder);
    keys.forEach(scenario::opens);
    assertThat(scenario.sync().created()).isEqualTo(keys.size());
    return scenario;
  }

  private static CycleReport settled(TicketScenario scenario) {
    CycleReport report = later(scenario);
    for (int i = 0; i < 6 && report.outcome() != Outcome.COMPLETE; i++) {
      report = later(scenario);
    }
    assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMPLETE);
    return report;
  }

  private static CycleReport later(TicketScenario scenario) {
    scenario.clock.jump(Duration.ofMinutes(5));
    return scenario.sync();
  }

  private static List<SeenCounterpart> open(TicketScenario scenario) {
    return scenario.counterparts().stream().filter(SeenCounterpart::open).toList();
  }

  @ParameterizedTest
  @EnumSource
  void a_record_has_its_counterpart_from_its_beginning_to_its_end_and_again(AlertTarget target) {
    try (TicketScenario scenario = with(target, List.of("a", "b"))) {
      scenario.sandbox.log().clear();
      assertThat(scenario.sync().unchanged()).isEqualTo(2);
      scenario.changes("a", CRITICAL);
      assertThat(scenario.plan().updated()).isEqualTo(1);
      assertThat(scenario.writes()).isEmpty();
      assertThat(scenario.sync().updated()).isEqualTo(1);
      assertThat(scenario.counterpartOf("a").priority()).isEqualTo(target.gravest());
      scenario.resolves("a");
      scenario.sync();
      assertThat(scenario.plan().closed()).isEqualTo(1);
      assertThat(scenario.sync().closed()).isEqualTo(1);
      assertThat(scenario.counterpartOf("a").open()).isFalse();
      assertThat(scenario.counterpartOf("a").comments()).isNotEmpty();
      scenario.opens("a");
      assertThat(scenario.sync().created()).isEqualTo(1);
      assertThat(scenario.counterpartsOf("a", 2)).hasSize(1).allMatch(SeenCounterpart::open);
      assertThat(scenario.sync().unchanged()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_create_without_a_usable_answer_is_looked_for(AlertTarget target) {
    List<Kind> kinds =
        List.of(
            Kind.ANSWER_LOST,
            Kind.CUT_MIDDLE,
            Kind.STATUS_AFTER_COMMIT,
            Kind.MALFORMED_JSON,
            Kind.CUT_BEFORE);
    try (TicketScenario scenario = TicketScenario.into(target, folder)) {
      for (Kind kind : kinds) {
        scenario.opens(kind.name());
        scenario.fault(target.ofCreates(Fault.of(kind)));
        assertThat(scenario.sync().inDoubt()).as(kind.name()).isEqualTo(1);
        settled(scenario);
        assertThat(scenario.counterpartsOf(kind.name(), 1)).as(kind.name()).hasSize(1);
      }
      assertThat(scenario.counterparts()).hasSameSizeAs(kinds);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_list_that_shows_a_counterpart_too_late_leaves_the_oldest_in_the_end(AlertTarget target) {
    try (TicketScenario scenario = TicketScenario.into(target, folder)) {
      target.set(scenario.sandbox, Map.of("searchLagMs", 3_600_000));
      scenario.opens("a");
      scenario.fault(target.ofCreates(Fault.of(Kind.ANSWER_LOST)));
      scenario.sync();
      settled(scenario);
      List<SeenCounterpart> both = scenario.counterpartsOf("a", 1);
      assertThat(both).hasSize(2);
      for (int i = 0; i < 4; i++) {
        scenario.clock.jump(Duration.ofMinutes(50));
        scenario.sync();
      }
      assertThat(open(scenario)).extracting(SeenCounterpart::id).containsExactly(both.get(0).id());
      assertThat(scenario.entry("a").targetId()).isEqualTo(both.get(0).id());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_double_is_closed_unless_a_person_works_on_it(AlertTarget target) {
    try (TicketScenario scenario = with(target, List.of("a", "b"))) {
      scenario.copies(scenario.counterpartOf("a"));
      SeenCounterpart theirs = scenario.copies(scenario.counterpartOf("b"));
      scenario.person(theirs, PersonsDeed.COMMENT, "I look at it.");
      scenario.restart();
      scenario.losesTheLedger();
      assertThat(scenario.plan().created()).isZero();
      assertThat(scenario.sync().created()).isZero();
      settled(scenario);
      assertThat(scenario.counterpartsOf("a", 1)).filteredOn(SeenCounterpart::open).hasSize(1);
      assertThat(scenario.counterpartsOf("b", 1)).filteredOn(SeenCounterpart::open).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_quoted_marker_is_nobodys(AlertTarget target) {
    try (TicketScenario scenario = with(target, List.of("a", "b"))) {
      SeenCounterpart a = scenario.counterpartOf("a");
      SeenCounterpart b = scenario.counterpartOf("b");
      scenario.person(b, PersonsDeed.RENAME, "RE: it is like [%s]".formatted(a.marker()));
      scenario.person(b, PersonsDeed.COMMENT, "[%s/closed] says the other".formatted(a.marker()));
      scenario.restart();
      scenario.losesTheLedger();
      assertThat(scenario.sync().created()).isZero();
      assertThat(scenario.entry("a").targetId()).isEqualTo(a.id());
      assertThat(scenario.entry("b").targetId()).isEqualTo(b.id());
      assertThat(open(scenario)).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_older_ledger_takes_up_what_was_made_since(AlertTarget target) {
    try (TicketScenario scenario = with(target, List.of("back", "gone", "stays"))) {
      scenario.backsUp();
      scenario.opens("new");
      List.of("back", "gone").forEach(scenario::resolves);
      scenario.sync();
      assertThat(scenario.sync().closed()).isEqualTo(2);
      scenario.opens("gone");
      assertThat(scenario.sync().created()).isEqualTo(1);
      scenario.resolves("gone");
      scenario.opens("back");
      scenario.restoresTheBackup();
      for (int i = 0; i < 3; i++) {
        scenario.sync();
      }
      assertThat(open(scenario))
          .containsExactlyInAnyOrder(
              scenario.counterpartOf("new"),
              scenario.counterpartOf("stays"),
              scenario.counterpartsOf("back", 2).get(0));
      assertThat(scenario.sync().unchanged()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void people_come_first(AlertTarget target) {
    List<String> touched = List.of("comment", "take");
    List<String> keys = List.of("comment", "take", "rename", "prioritize", "close", "remove");
    try (TicketScenario scenario = with(target, keys)) {
      for (String key : keys) {
        PersonsDeed deed = PersonsDeed.valueOf(key.toUpperCase(Locale.ROOT));
        scenario.person(scenario.counterpartOf(key), deed, "I look at it.");
        scenario.changes(key, CRITICAL);
      }
      settled(scenario);
      assertThat(scenario.counterpartOf("rename").title()).isEqualTo("I look at it.");
      assertThat(scenario.counterpartOf("rename").priority()).isEqualTo(target.gravest());
      assertThat(scenario.counterpartOf("prioritize").priority()).isEqualToIgnoringCase("Low");
      for (String key : List.of("close", "remove")) {
        assertThat(scenario.entry(key).endedByPerson()).as(key).isTrue();
      }
      keys.forEach(scenario::resolves);
      scenario.sync();
      settled(scenario);
      assertThat(open(scenario))
          .extracting(SeenCounterpart::marker)
          .containsExactlyInAnyOrderElementsOf(
              touched.stream().map(key -> scenario.counterpartOf(key).marker()).toList());
      assertThat(scenario.counterpartOf("take").comments().toString()).contains("was resolved");
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_a_rule_of_the_tenants_sets_on_creation_is_no_person(AlertTarget target) {
    try (TicketScenario scenario = TicketScenario.into(target, folder)) {
      target.set(scenario.sandbox, Map.of("ruleStatus", "Pending", "rulePriority", "Low"));
      scenario.opens("a");
      scenario.sync();
      scenario.resolves("a");
      scenario.sync();
      assertThat(scenario.sync().closed()).isEqualTo(1);
      assertThat(open(scenario)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void too_much_that_is_gone_is_guarded_at_the_source_and_at_the_target(AlertTarget target) {
    try (TicketScenario scenario = with(target, keys(30))) {
      keys(12).forEach(key -> scenario.person(scenario.counterpartOf(key), PersonsDeed.REMOVE, ""));
      keys(30).forEach(key -> scenario.changes(key, CRITICAL));
      CycleReport report = scenario.sync();
      assertThat(report.outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(report.updated()).isEqualTo(18);
      assertThat(scenario.<Integer>ledger(view -> view.entries().count(State.OPEN))).isEqualTo(30);
      keys(30).subList(12, 26).forEach(scenario::vanishes);
      scenario.sync();
      assertThat(scenario.sync().outcome()).isEqualTo(Outcome.GUARDED);
      assertThat(open(scenario)).hasSize(18);
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_is_refused_of_one_record_stops_no_other(AlertTarget target) {
    try (TicketScenario scenario = TicketScenario.into(target, folder)) {
      List.of("a", "b").forEach(scenario::opens);
      scenario.fault(target.ofCreates(Fault.status(400)));
      CycleReport report = scenario.sync();
      assertThat(List.of(report.created(), report.failed())).containsExactly(1, 1);
      String refused = scenario.deadLetters().get(0).key();
      scenario.changes(refused, CRITICAL);
      assertThat(scenario.sync().created()).isEqualTo(1);
      List.of("a", "b").forEach(scenario::resolves);
      scenario.sync();
      scenario.fault(target.ofUpdates(Fault.status(400)));
      CycleReport closing = scenario.sync();
      assertThat(List.of(closing.closed(), closing.failed())).containsExactly(1, 1);
      assertThat(scenario.deadLetters()).extracting(letter -> letter.op()).containsOnly(Op.CLOSE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_accounts_failure_is_no_records(AlertTarget target) {
    try (TicketScenario scenario = TicketScenario.into(target, folder)) {
      scenario.opens("a");
      for (int status : new int[] {403, 404}) {
        scenario.fault(target.ofCreates(Fault.status(status)));
        assertThat(scenario.sync().outcome()).as("" + status).isEqualTo(Outcome.ABORTED);
        assertThat(scenario.entry("a").state()).isEqualTo(State.INTENDED);
        assertThat(scenario.deadLetters()).isEmpty();
        scenario.clock.jump(Duration.ofMinutes(30));
      }
      settled(scenario);
      assertThat(scenario.counterpartsOf("a", 1)).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_person_who_closes_it_resolves_the_record_where_that_is_wanted(AlertTarget target) {
    try (TicketScenario scenario = with(target, List.of("a", "b"))) {
      scenario.restart();
      scenario.with(target.setting("on-target-closed"), "resolve");
      scenario.sync();
      scenario.clock.jump(Duration.ofMinutes(5));
      scenario.person(scenario.counterpartOf("a"), PersonsDeed.CLOSE, "");
      scenario.sync();
      assertThat(scenario.openKeys()).containsExactly("b");
    }
  }
}
