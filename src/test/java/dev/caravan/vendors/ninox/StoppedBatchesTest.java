package dev.caravan.vendors.ninox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.scenario.RowScenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When no further batch may be sent, none is. */
class StoppedBatchesTest {
  private static final String RECORDS = "/records$";

  @TempDir Path folder;

  @Test
  void a_target_that_is_down_does_not_put_one_page_after_another_in_doubt() {
    try (RowScenario here = new RowScenario(folder, 1500).with("ninox.parallel-calls", "1")) {
      here.sandbox.faults().add(Fault.of(Kind.ANSWER_LOST).on("ninox", "POST", RECORDS).times(0));
      CycleReport down = here.sync();
      assertThat(down.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(down.error())
          .contains("left 5 writes one after the other without a usable answer");
      assertThat(here.asked("POST")).hasSize(5);
      assertThat(down.inDoubt()).isEqualTo(here.rows().size()).isLessThanOrEqualTo(500);

      here.sandbox.faults().clear();
      CycleReport up = here.sync();
      assertThat(up.error()).isNull();
      assertThat(up.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(here.rowsBy("ExternalRef")).hasSize(1500);
    }
  }

  @Test
  void answers_that_name_no_row_stop_the_cycle_too() {
    try (RowScenario here = new RowScenario(folder, 900).with("ninox.parallel-calls", "1")) {
      here.sandbox.ninox().set(Map.of("accepted", true));
      CycleReport mute = here.sync();
      assertThat(mute.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(mute.error()).contains("left 5 writes", "named none of them");
      assertThat(here.asked("POST")).hasSize(5);
      assertThat(mute.inDoubt()).isEqualTo(here.rows().size());

      here.sandbox.ninox().set(Map.of("accepted", false));
      assertThat(here.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(here.rowsBy("ExternalRef")).hasSize(900);
    }
  }

  @Test
  void a_batch_that_is_answered_between_two_lost_answers_begins_the_count_anew() {
    try (RowScenario here = new RowScenario(folder, 900).with("ninox.parallel-calls", "1")) {
      Fault lost = Fault.of(Kind.ANSWER_LOST).on("ninox", "POST", RECORDS);
      here.sandbox.faults().add(lost.times(4));
      here.sandbox.faults().add(lost.times(4).after(1));
      CycleReport first = here.sync();
      assertThat(first.outcome()).isEqualTo(Outcome.PARTIAL);
      assertThat(here.asked("POST")).hasSize(11);
    }
  }

  @Test
  void a_process_that_lost_its_lock_sends_no_further_batch() {
    try (RowScenario here = new RowScenario(folder, 300).with("ninox.parallel-calls", "1")) {
      CycleReport report = syncWith(here, runsOutWithTheFirstBatch(here));
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.error()).contains("The lock of", "could not be kept");
      assertThat(here.asked("POST")).hasSize(1);
      assertThat(here.sync().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(here.rowsBy("ExternalRef")).hasSize(300);
    }
  }

  @Test
  void a_batch_that_waits_for_its_turn_is_not_sent_when_the_lock_is_lost_meanwhile() {
    try (RowScenario here = new RowScenario(folder, 60)) {
      here.sandbox
          .faults()
          .add(
              Fault.status(429)
                  .withHeaders(Map.of("Retry-After", "1"))
                  .on("ninox", "POST", RECORDS));
      CycleReport report = syncWith(here, runsOutWithTheFirstBatch(here));
      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.error()).contains("The lock of", "could not be kept");
      // The refused one; it was to be sent again.
      assertThat(here.asked("POST")).hasSize(1);
      assertThat(report.inDoubt()).isZero();
      assertThat(here.sync().created()).isEqualTo(60);
    }
  }

  @Test
  void the_half_of_a_refused_batch_that_was_not_sent_when_caravan_stops_is_not_in_doubt()
      throws Exception {
    try (RowScenario here = new RowScenario(folder, 40)) {
      String bad = here.sandbox.datto().devices().get(39).path("uid").asText();
      here.sandbox.datto().changeDevice(bad, Json.object().put("hostname", "BAD"));
      here.sandbox.ninox().set(Map.of("refusedText", "BAD"));
      Fault slow = Fault.of(Kind.SLOW).on("ninox", "POST", RECORDS).after(1).withDelayMs(1500);
      here.sandbox.faults().add(slow);

      CycleReport stopped = here.syncStoppedWhen(() -> here.asked("POST").size() == 2);

      assertThat(stopped.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(List.of(stopped.created(), stopped.failed(), stopped.inDoubt()))
          .containsExactly(20, 0, 0);
    }
  }

  /** From the arrival of the first batch on, each look at the clock finds it a minute later. */
  private static LongSupplier runsOutWithTheFirstBatch(RowScenario here) {
    AtomicLong ahead = new AtomicLong();
    return () ->
        System.nanoTime() + (here.asked("POST").isEmpty() ? 0 : ahead.addAndGet(60_000_000_000L));
  }

  private static CycleReport syncWith(RowScenario here, LongSupplier nanos) {
    RuntimeSpec spec = RuntimeSpec.of(here.settings(), List.of(RowScenario.SYNC)).withNanos(nanos);
    try (CaravanRuntime caravan = CaravanRuntime.start(spec)) {
      return caravan.syncs().run(RowScenario.SYNC, 0);
    }
  }
}
