package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Fingerprint;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.ledger.TestEntries;
import dev.caravan.ledger.WriteIntent;
import dev.caravan.lock.Lease;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import dev.caravan.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerCommandsTest {
  @TempDir Path folder;
  private TicketScenario here;

  @BeforeEach
  void start() {
    here = new TicketScenario(folder, SandboxOptions.defaults().withRecords(2, 10, 5));
  }

  @AfterEach
  void stop() {
    here.close();
  }

  private Typed caravan(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--config", here.configFile().toString()));
    return Typed.caravan(all.toArray(String[]::new));
  }

  private long writes() {
    return here.sandbox.log().entries("atera", "POST", "/").size()
        + here.sandbox.log().entries("atera", "PUT", "/").size();
  }

  @Test
  void rebuild_waits_for_nobody_and_says_who_has_the_ledger() throws Exception {
    here.sync();
    try (CaravanRuntime running = here.start();
        Lease held = running.locks().acquire(SYNC);
        CaravanProcess rebuild =
            CaravanProcess.caravan(
                folder, Map.of(), "ledger", "rebuild", SYNC, "--config", "" + here.configFile())) {
      assertThat(held).isNotNull();
      assertThat(rebuild.exitCode(Duration.ofSeconds(60))).as(rebuild.err()).isEqualTo(4);
      assertThat(rebuild.err())
          .contains(SYNC, "process " + ProcessHandle.current().pid())
          .doesNotContain("\tat ");
    }
    assertThat(here.sync().unchanged()).isEqualTo(5);
  }

  @Test
  void list_and_show_tell_what_is_known_of_each_record() {
    here.sync();
    Typed list = caravan("ledger", "list", SYNC);
    assertThat(list.exitCode()).isZero();
    assertThat(list.out()).contains("STATE", "5 open");

    JsonNode entry = caravan("ledger", "list", SYNC, "--json").json().path("entries").get(0);
    Typed show = caravan("ledger", "show", SYNC, entry.path("key").asText());
    assertThat(show.out()).contains(entry.path("marker").asText(), "cycle 1", "created");
    assertThat(caravan("ledger", "show", SYNC, entry.path("target").asText()).out())
        .isEqualTo(show.out());
    assertThat(caravan("ledger", "list", SYNC, "--state", "dead").out()).isEqualTo("No entries.\n");
  }

  @Test
  void an_unknown_sync_key_or_state_is_exit_2() {
    here.sync();
    assertThat(caravan("ledger", "list", "datto-alerts-to-atera-ticket").err())
        .contains("did you mean datto-alerts-to-atera-tickets?");
    assertThat(caravan("ledger", "list", "nonsense").exitCode()).isEqualTo(2);
    assertThat(caravan("ledger", "show", SYNC, "nonsense").exitCode()).isEqualTo(2);
    assertThat(caravan("ledger", "list", SYNC, "--state", "dad").exitCode()).isEqualTo(2);
    assertThat(caravan("dead-letters", "retry", SYNC, "nonsense").exitCode()).isEqualTo(2);
    assertThat(caravan("dead-letters", "retry", SYNC).exitCode()).isEqualTo(2);
    assertThat(caravan("ledger").exitCode()).isEqualTo(2);
  }

  @Test
  void a_lost_ledger_is_rebuilt_from_the_markers_and_nothing_is_opened_twice() {
    here.sync();
    TicketSnapshot closed = here.sandbox.atera().tickets().get(0);
    here.sandbox.atera().person(closed.id(), new PersonAction.Close());
    here.sandbox
        .datto()
        .resolveAlert(here.sandbox.datto().openAlerts().get(0).path("alertUid").asText());
    here.losesTheLedger();
    here.sandbox.log().clear();

    Typed rebuild = caravan("ledger", "rebuild", SYNC, "--json");

    assertThat(rebuild.exitCode()).as(rebuild.err()).isZero();
    assertThat(writes()).isZero();
    JsonNode json = rebuild.json();
    int ended = json.path("ended").asInt();
    assertThat(json.path("restored").asInt() + ended).isEqualTo(4);
    assertThat(json.path("unclaimed")).hasSize(1);
    assertThat(here.sync().created()).isZero();
    assertThat(here.sync().unchanged()).isEqualTo(4);
    assertThat(here.sandbox.atera().tickets()).hasSize(5);
  }

  @Test
  void a_ledger_that_is_right_is_left_as_it_is() {
    here.sync();
    JsonNode json = caravan("ledger", "rebuild", SYNC, "--json").json();
    assertThat(json.path("known").asInt()).isEqualTo(5);
    assertThat(json.path("restored").asInt()).isZero();
    assertThat(json.path("unclaimed")).isEmpty();
    assertThat(here.sync().unchanged()).isEqualTo(5);
  }

  @Test
  void letters_wait_for_no_cycle_and_a_cycle_under_way_loses_none() {
    here.sync();
    try (CaravanRuntime running = here.start();
        Lease held = running.locks().acquire(SYNC)) {
      assertThat(held).isNotNull();
      for (String word : List.of("drop", "retry")) {
        Typed letters = caravan("dead-letters", word, SYNC, "--all");
        assertThat(letters.exitCode()).isEqualTo(4);
        assertThat(letters.err())
            .contains("already running", "nothing was changed", "try again when its cycle is over");
      }
    }
    assertThat(caravan("dead-letters", "drop", SYNC, "--all").exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "open, 0, create",
    "in-doubt, 0, create",
    "closed, 0, create",
    "open, 0, close",
    "closed, 1, close",
    "closed, 0, update",
    "open, 0, update"
  })
  void an_older_letter_that_fits_its_record_no_more_is_dropped_alone(
      String state, int missed, String op) {
    String key = letter(state, missed, op, "other:other");
    Entry before = entry(key);

    assertThat(caravan("dead-letters", "drop", SYNC, key).exitCode()).isZero();

    assertThat(entry(key)).isEqualTo(before);
    assertThat(caravan("dead-letters", "list", SYNC).out()).isEqualTo("No dead letters.\n");
  }

  @ParameterizedTest
  @CsvSource({"dead, 0, create, true", "intended, 0, create, true", "open, 2, close, false"})
  void a_letter_that_fits_is_given_up_with_its_counterpart(
      String state, int missed, String op, boolean held) {
    String key = letter(state, missed, op, "f:n");
    assertThat(caravan("dead-letters", "drop", SYNC, key).exitCode()).isZero();
    assertThat(entry(key).state()).isEqualTo(State.CLOSED);
    assertThat(entry(key).endedByPerson()).isEqualTo(held);
  }

  @Test
  void what_is_to_be_tried_again_is_read_again_where_else_only_changes_are() {
    String key = letter("open", 0, "update", "f:n");
    try (Store store = Store.open(here.settings().store())) {
      store
          .ledger()
          .write(
              handle ->
                  handle.execute(
                      "INSERT INTO source_position (sync, since, highest, full_read_at, rules,"
                          + " cycle) VALUES (?, 1, 2, 1000, 'r', 1)",
                      SYNC));
      assertThat(caravan("dead-letters", "retry", SYNC, key).exitCode()).isZero();
      int left =
          store
              .ledger()
              .read(
                  handle ->
                      handle
                          .createQuery("SELECT COUNT(*) FROM source_position")
                          .mapTo(int.class)
                          .one());
      assertThat(left).isZero();
    }
  }

  /** Leaves a dead letter beside an entry in that state, and gives its key. */
  private String letter(String state, int missed, String op, String desired) {
    String key = "older";
    Fingerprint wanted = Fingerprint.parse("f:n");
    State now =
        Arrays.stream(State.values())
            .filter(it -> it.word().equals(state))
            .findFirst()
            .orElseThrow();
    return in(
        view -> {
          Entry entry = TestEntries.missed(TestEntries.entry(key, 1, now, wanted), missed);
          view.entries().insert(List.of(entry));
          if (now == State.IN_DOUBT) {
            view.intents()
                .intend(
                    List.of(
                        new WriteIntent(
                            7, 1, key, 1, Op.CREATE, null, wanted, "{}", Instant.EPOCH)));
          }
          view.deadLetters()
              .put(
                  new DeadLetter(
                      key,
                      Op.of(op),
                      1,
                      1,
                      Instant.EPOCH,
                      Fingerprint.parse(desired),
                      "r",
                      "no",
                      "{}"));
          return key;
        });
  }

  private Entry entry(String key) {
    return in(view -> view.entries().find(key).orElseThrow());
  }

  private <T extends @Nullable Object> T in(Function<LedgerView, T> work) {
    try (Store store = Store.open(here.settings().store())) {
      Ledger ledger = new Ledger(store.ledger(), Clock.systemUTC());
      return ledger.write(SYNC, ledger.lastCycle(SYNC), work);
    }
  }

  @Test
  void a_refused_change_is_listed_retried_and_dropped() {
    here.sync();
    here.sandbox.datto().openAlerts(2);
    here.sandbox
        .faults()
        .add(
            Fault.status(400)
                .withBody("application/json", "{\"title\":\"no\"}")
                .times(2)
                .on("atera", "POST", "/tickets$"));
    assertThat(here.sync().failed()).isEqualTo(2);
    assertThat(here.sync().created()).isZero();

    JsonNode letters = caravan("dead-letters", "list", SYNC, "--json").json().path("deadLetters");
    assertThat(letters).hasSize(2);
    assertThat(caravan("dead-letters", "list", SYNC).out()).contains("create", "no");
    String retried = letters.get(0).path("key").asText();
    String dropped = letters.get(1).path("key").asText();
    assertThat(caravan("dead-letters", "retry", SYNC, retried).exitCode()).isZero();
    assertThat(caravan("dead-letters", "drop", SYNC, dropped).exitCode()).isZero();

    assertThat(here.sync().created()).isEqualTo(1);
    assertThat(here.sync().created()).isZero();
    assertThat(caravan("dead-letters", "list", SYNC).out()).isEqualTo("No dead letters.\n");
    assertThat(caravan("ledger", "show", SYNC, dropped).out()).contains("dropped", "held");
  }
}
