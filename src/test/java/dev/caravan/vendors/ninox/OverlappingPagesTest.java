package dev.caravan.vendors.ninox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.State;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.RowScenario;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong with a page does not touch the ones before and behind it that are under way. */
class OverlappingPagesTest {
  private static final String DEVICES = "/account/devices";
  private static final String RECORDS = "/records$";

  @TempDir Path folder;

  /** Pages of 250, and the first one takes its time at the target. */
  private RowScenario slowlyWritten(int devices) {
    RowScenario here = new RowScenario(folder, devices).with("ninox.parallel-calls", "1");
    here.sandbox.faults().add(Fault.of(Kind.SLOW).on("ninox", "POST", RECORDS).withDelayMs(1500));
    return here;
  }

  private static int open(RowScenario here) {
    return here.<Integer>ledger(view -> view.entries().count(State.OPEN));
  }

  private static int intended(RowScenario here) {
    return here.<Integer>ledger(view -> view.entries().count(State.INTENDED));
  }

  private static boolean isComparedWhileTheFirstIsWritten(RowScenario here) {
    return here.asked("POST").size() == 1 && intended(here) == 500;
  }

  @Test
  void a_page_that_cannot_be_read_leaves_all_of_the_page_that_is_being_written() {
    try (RowScenario here = slowlyWritten(600)) {
      here.sandbox.faults().add(Fault.of(Kind.HTML).on("datto", "GET", DEVICES).after(1));

      CycleReport broken = here.sync();

      assertThat(broken.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(List.of(broken.created(), broken.closed(), broken.inDoubt()))
          .containsExactly(250, 0, 0);
      assertThat(open(here)).isEqualTo(250);
      assertThat(here.sync().created()).isEqualTo(350);
      assertThat(here.rowsBy("ExternalRef")).hasSize(600);
    }
  }

  @Test
  void a_page_that_cannot_be_mapped_leaves_all_of_the_page_that_is_being_written() {
    try (RowScenario here = slowlyWritten(300)) {
      here.sandbox
          .faults()
          .add(
              Fault.status(200)
                  .withBody("application/json", "{\"devices\":[{\"hostname\":\"no uid\"}]}")
                  .on("datto", "GET", DEVICES)
                  .after(1));

      CycleReport broken = here.sync();

      assertThat(broken.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(broken.error()).contains("no uid");
      assertThat(List.of(broken.created(), broken.closed(), broken.inDoubt()))
          .containsExactly(250, 0, 0);
      assertThat(open(here)).isEqualTo(250);
      assertThat(here.sync().created()).isEqualTo(50);
      assertThat(here.rowsBy("ExternalRef")).hasSize(300);
    }
  }

  @Test
  void a_page_that_is_mapped_when_caravan_stops_is_not_begun() throws Exception {
    try (RowScenario here = slowlyWritten(600)) {
      CycleReport stopped =
          here.syncStoppedWhen(
              () ->
                  here.asked("POST").size() == 1
                      && here.sandbox.log().entries("datto", "GET", "/api/v2" + DEVICES).size()
                          >= 2);

      assertThat(stopped.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(stopped.closed()).isZero();
      assertThat(stopped.inDoubt()).isZero();
      assertThat(stopped.created()).isEqualTo(here.rows().size()).isLessThanOrEqualTo(250);
      here.sync();
      assertThat(here.rowsBy("ExternalRef")).hasSize(600);
      assertThat(here.rows()).hasSize(600);
    }
  }

  @Test
  void what_is_compared_when_caravan_stops_is_sent_by_the_next_cycle() throws Exception {
    try (RowScenario here = slowlyWritten(700)) {
      CycleReport stopped = here.syncStoppedWhen(() -> isComparedWhileTheFirstIsWritten(here));

      assertThat(stopped.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(stopped.inDoubt()).isZero();
      assertThat(stopped.created()).isEqualTo(here.rows().size()).isEqualTo(open(here));
      assertThat(here.<Integer>ledger(view -> view.intents().all().size())).isZero();
      here.sync();
      assertThat(here.rowsBy("ExternalRef")).hasSize(700);
      assertThat(here.rows()).hasSize(700);
    }
  }

  @Test
  void what_is_compared_when_the_account_is_refused_is_sent_by_the_next_cycle() {
    try (RowScenario here = new RowScenario(folder, 600).with("ninox.parallel-calls", "1")) {
      here.sandbox
          .faults()
          .add(Fault.status(403).on("ninox", "POST", RECORDS).withDelayMs(1000).times(0));

      CycleReport refused = here.sync();

      assertThat(refused.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(List.of(refused.created(), refused.inDoubt())).containsExactly(0, 0);
      assertThat(here.asked("POST")).hasSize(1);
      assertThat(intended(here)).isEqualTo(500);
      here.sandbox.faults().clear();
      assertThat(here.sync().created()).isEqualTo(600);
      assertThat(here.rows()).hasSize(600);
    }
  }
}
