package dev.caravan.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.call.RequestCounts;
import dev.caravan.cycle.CycleFailure;
import dev.caravan.cycle.CycleFailure.AbortReason;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.lock.SyncLocks;
import dev.caravan.store.TestStore;
import dev.caravan.text.Redaction;
import dev.caravan.time.HandClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What operators are told and what not, on every store. */
abstract class NotifierContract {
  @RegisterExtension final TestStore store;
  private final HandClock clock = new HandClock();
  private final List<JsonNode> sent = new ArrayList<>();
  private final List<SyncLocks> locks = new ArrayList<>();
  private Concerns concerns;
  private Notifier notifier;
  private boolean down;
  private long cycle;

  NotifierContract(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void begin() {
    process();
  }

  @AfterEach
  void end() {
    locks.forEach(SyncLocks::close);
  }

  /** Another process on the same store goes on, or the same one that was started again. */
  private void process() {
    SyncLocks own = new SyncLocks(store.ledger(), Duration.ofSeconds(30), System::nanoTime, clock);
    locks.add(own);
    concerns = new Concerns(store.ledger(), 3, Redaction.of(Set.of("very-secret-key")), clock);
    notifier =
        new Notifier(
            "ops",
            concerns,
            own,
            this::deliver,
            "main",
            Redaction.of(Set.of("very-secret-key")),
            clock::nanos,
            (name, taken) -> {});
  }

  private void deliver(String name, JsonNode event) {
    if (down) {
      throw new IllegalStateException("no answer");
    }
    sent.add(event);
  }

  private List<String> events() {
    notifier.round();
    return sent.stream().map(event -> event.get("event").asText()).toList();
  }

  private List<String> titles() {
    notifier.round();
    return sent.stream().map(event -> event.get("title").asText()).toList();
  }

  private void ends(
      String sync,
      Outcome outcome,
      int failed,
      @Nullable String error,
      @Nullable CycleFailure why) {
    Map<String, RequestCounts> requests = new LinkedHashMap<>();
    requests.put("datto", new RequestCounts(3, 0, 0));
    requests.put("atera", new RequestCounts(1, 0, 0));
    cycle++;
    concerns.ended(
        new CycleReport(
            sync,
            cycle,
            outcome,
            0,
            0,
            0,
            0,
            0,
            failed,
            0,
            0,
            0,
            Map.of(),
            List.of(),
            requests,
            Duration.ZERO,
            false,
            false,
            List.of(),
            null,
            List.of(),
            error,
            null,
            false,
            why));
  }

  private void completes(String sync) {
    ends(sync, Outcome.COMPLETE, 0, null, null);
  }

  private void aborts(String sync) {
    ends(sync, Outcome.ABORTED, 0, "datto is down", new CycleFailure(AbortReason.OTHER, "datto"));
  }

  @Test
  void aborts_are_told_once_when_there_are_several_in_a_row_and_so_is_their_end() {
    aborts("a");
    aborts("a");
    completes("a");
    aborts("a");
    aborts("a");
    assertThat(events()).isEmpty();
    aborts("a");
    aborts("a");
    assertThat(titles()).containsExactly("a was aborted 3 times in a row");
    assertThat(sent.get(0).get("text").asText())
        .isEqualTo("a, cycle 6, 2026-03-01 12:00 UTC: datto is down");
    assertThat(sent.get(0).get("account").asText()).isEqualTo("datto");
    process();
    aborts("a");
    assertThat(titles()).hasSize(1);
    completes("a");
    completes("a");
    assertThat(titles()).containsExactly("a was aborted 3 times in a row", "a works again");
    assertThat(sent.get(0).get("trouble").asBoolean()).isTrue();
    assertThat(sent.get(1).get("trouble").asBoolean()).isFalse();
  }

  @Test
  void the_guard_is_told_when_it_trips_and_when_it_clears_and_an_abort_does_neither() {
    completes("a");
    ends("a", Outcome.GUARDED, 0, "12 closes are held back", null);
    ends("a", Outcome.GUARDED, 0, "13 closes are held back", null);
    assertThat(events()).containsExactly("guard-tripped");
    aborts("a");
    assertThat(events()).hasSize(1);
    process();
    completes("a");
    assertThat(events()).containsExactly("guard-tripped", "guard-cleared");
    completes("a");
    assertThat(events()).hasSize(2);
  }

  @Test
  void refused_credentials_are_told_once_for_the_account_and_at_once() {
    for (String sync : List.of("a", "b", "c", "a", "b", "c", "a", "b", "c")) {
      ends(
          sync,
          Outcome.ABORTED,
          0,
          "atera refused very-secret-key",
          new CycleFailure(AbortReason.CREDENTIALS, "atera"));
    }
    assertThat(titles()).containsExactly("The account atera refuses its credentials");
    assertThat(sent.get(0).toString()).contains("refused ***").doesNotContain("very-secret-key");
    completes("b");
    assertThat(titles()).hasSize(2).contains("The account atera accepts its credentials again");
    assertThat(events()).contains("credentials-rejected", "recovered");
  }

  @Test
  void dead_letters_are_told_once_an_hour_with_their_sum() {
    ends("a", Outcome.PARTIAL, 2, null, null);
    assertThat(titles()).containsExactly("2 changes of a were refused");
    for (int i = 0; i < 5; i++) {
      ends("a", Outcome.PARTIAL, 1, null, null);
      clock.move(Duration.ofMinutes(11));
      assertThat(titles()).hasSize(1);
    }
    clock.move(Duration.ofMinutes(6));
    assertThat(titles()).hasSize(2).contains("5 changes of a were refused");
    clock.move(Duration.ofHours(2));
    assertThat(titles()).hasSize(2);
  }

  @Test
  void what_the_operator_must_change_is_told_the_first_time() {
    ends("a", Outcome.REFUSED, 0, "another tenant", new CycleFailure(AbortReason.REFUSED, ""));
    assertThat(titles()).containsExactly("a was aborted and cannot go on");
  }

  @Test
  void a_cycle_of_another_process_is_no_trouble() {
    for (int i = 0; i < 5; i++) {
      ends("a", Outcome.ABORTED, 0, "runs elsewhere", new CycleFailure(AbortReason.ELSEWHERE, ""));
    }
    assertThat(events()).isEmpty();
  }

  @Test
  void three_hundred_syncs_of_a_vendor_that_is_down_are_two_messages() {
    for (int round = 0; round < 4; round++) {
      for (int sync = 0; sync < 300; sync++) {
        aborts("sync-" + sync);
        if (sync % 50 == 0) {
          notifier.round();
        }
      }
    }
    clock.move(Duration.ofMinutes(11));
    assertThat(titles())
        .hasSize(2)
        .contains(
            "sync-0 was aborted 3 times in a row", "299 syncs were aborted several times in a row");
    assertThat(sent.get(1).get("concerns")).hasSize(10);
    assertThat(sent.get(1).get("text").asText()).endsWith("\nand 289 more");
    clock.move(Duration.ofDays(1));
    assertThat(titles()).hasSize(2);
  }

  @Test
  void a_hundred_accounts_at_once_are_a_few_messages() {
    for (int account = 0; account < 100; account++) {
      ends(
          "s" + account,
          Outcome.REFUSED,
          0,
          "x",
          new CycleFailure(AbortReason.REFUSED, "a" + account));
      notifier.round();
      clock.move(Duration.ofMillis(5));
    }
    clock.move(Duration.ofMinutes(11));
    assertThat(titles()).hasSize(5);
    int told = sent.stream().mapToInt(event -> event.get("count").asInt()).sum();
    assertThat(told).isEqualTo(100);
  }

  @Test
  void a_guard_that_trips_and_clears_every_minute_is_no_storm() {
    for (int minute = 0; minute < 60; minute++) {
      ends("a", minute % 2 == 0 ? Outcome.GUARDED : Outcome.COMPLETE, 0, "x", null);
      notifier.round();
      clock.move(Duration.ofMinutes(1));
    }
    assertThat(sent).hasSizeLessThanOrEqualTo(12);
  }

  @Test
  void what_could_not_be_sent_is_sent_later_as_it_is_then_and_tried_seldom() {
    ends("a", Outcome.GUARDED, 0, "x", null);
    ends("b", Outcome.GUARDED, 0, "x", null);
    down = true;
    notifier.round();
    down = false;
    assertThat(events()).isEmpty();
    completes("b");
    clock.move(Duration.ofSeconds(61));
    assertThat(titles()).containsExactly("A safety guard holds back changes of a");
  }

  @Test
  void of_two_processes_one_sends() {
    ends("a", Outcome.GUARDED, 0, "x", null);
    Notifier first = notifier;
    process();
    notifier.round();
    first.round();
    assertThat(sent).hasSize(1);
  }

  @Test
  void while_one_process_sends_the_other_does_not() {
    ends("a", Outcome.GUARDED, 0, "x", null);
    Notifier second = notifier;
    SyncLocks own = locks.get(0);
    Notifier first =
        new Notifier(
            "ops",
            concerns,
            own,
            (name, event) -> {
              second.round();
              sent.add(event);
            },
            "main",
            Redaction.NONE,
            clock::nanos,
            (name, taken) -> {});
    first.round();
    assertThat(sent).hasSize(1);
  }

  @Test
  void a_notice_that_is_sent_twice_has_one_id_and_others_have_others() {
    ends("a", Outcome.GUARDED, 0, "x", null);
    List<Notice> due = concerns.due("ops", new DueNotices());
    assertThat(NoticeJson.of(due.get(0), "main")).isEqualTo(NoticeJson.of(due.get(0), "main"));
    ends("b", Outcome.PARTIAL, 1, "x", null);
    clock.move(Duration.ofHours(1));
    ends("b", Outcome.PARTIAL, 1, "x", null);
    notifier.round();
    clock.move(Duration.ofHours(1));
    ends("b", Outcome.PARTIAL, 1, "x", null);
    notifier.round();
    assertThat(sent.stream().map(event -> event.get("id").asText()).distinct())
        .hasSize(sent.size());
    assertThat(sent).hasSize(3);
  }
}
