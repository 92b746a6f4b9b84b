package dev.caravan.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.budget.Budget;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.TicketScenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each thing that can go wrong on the wire, once, at each place where it matters: how the cycle
 * ends, what it says, and that every alert has one open ticket afterwards.
 */
@Execution(ExecutionMode.CONCURRENT)
class FaultMatrixTest {
  /** With so many tickets open an empty list is suspicious. */
  private static final int BEFORE = 24;

  private static final String DATTO_LIST = "/api/v2/account/alerts/open";
  private static final String ATERA_CREATE = "/api/v3/tickets$";
  private static final String ATERA_SCAN = "/api/v3/tickets/lastmodified";

  @TempDir static Path folder;

  /** Offices of earlier cases, for later ones. */
  private static final Queue<TicketScenario> OFFICES = new ConcurrentLinkedQueue<>();

  private static final AtomicInteger NEXT = new AtomicInteger();

  @AfterAll
  static void closeOffices() {
    OFFICES.forEach(TicketScenario::close);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("onTheDattoRead")
  void a_reading_of_alerts(Trouble trouble) {
    inOffice(
        scenario -> {
          Fault fault = trouble.at("datto", "GET", DATTO_LIST);
          scenario.sandbox.faults().add(fault);
          CycleReport report = scenario.sync();
          trouble.check(report, scenario.sandbox.faults());
          settle(scenario, 2);
        });
  }

  static Stream<Trouble> onTheDattoRead() {
    return Stream.of(
            Stream.of(
                Trouble.of(Kind.ANSWER_LOST).passes(),
                Trouble.of(Kind.CUT_BEFORE).passes(),
                Trouble.of(Kind.CUT_MIDDLE).passes(),
                Trouble.of(Kind.STATUS_AFTER_COMMIT).passes(),
                Trouble.of(Kind.GZIP).passes(),
                Trouble.of(Kind.SLOW, fault -> fault.withDelayMs(400)).passes(),
                Trouble.of(Kind.SLOW, fault -> fault.withDelayMs(3000))
                    .named("slower than the time-out")
                    .passes(),
                Trouble.of(Kind.ROWS_MOVE, Fault::inserting).passes(),
                Trouble.of(Kind.EMPTY_LIST)
                    .ends(Outcome.GUARDED, "listed nothing", "open counterparts"),
                Trouble.of(Kind.HTML).ends(Outcome.ABORTED, "datto", DATTO_LIST, "instead of JSON"),
                Trouble.of(Kind.MISSING_ARRAY)
                    .ends(Outcome.ABORTED, "datto", DATTO_LIST, "without its array 'alerts'"),
                Trouble.of(Kind.MALFORMED_JSON).ends(Outcome.ABORTED, "datto", DATTO_LIST),
                Trouble.of(Kind.REDIRECT)
                    .ends(Outcome.ABORTED, "datto", DATTO_LIST, "302", "redirects"),
                Trouble.of(Kind.NEXT_LINK, fault -> fault.withUrl("http://127.0.0.1:9/api?page=2"))
                    .named("next page elsewhere")
                    .ends(Outcome.ABORTED, "datto", "127.0.0.1"),
                Trouble.of(Kind.NEXT_LINK)
                    .named("next page is itself")
                    .ends(Outcome.ABORTED, "datto", DATTO_LIST, "does not lead on"),
                Trouble.status(400).ends(Outcome.ABORTED, "datto", DATTO_LIST, "400"),
                Trouble.status(401).passes(),
                Trouble.status(401, 2).ends(Outcome.ABORTED, "datto", DATTO_LIST, "401"),
                Trouble.status(403).ends(Outcome.ABORTED, "datto", DATTO_LIST, "403"),
                Trouble.status(404).ends(Outcome.ABORTED, "datto", DATTO_LIST, "404"),
                Trouble.status(500).passes(),
                Trouble.status(502).passes(),
                Trouble.status(503).passes(),
                Trouble.status(504).passes()),
            Trouble.throttled())
        .flatMap(all -> all);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("onTheAteraCreate")
  void a_creation_of_a_ticket(Trouble trouble) {
    inOffice(
        scenario -> {
          scenario.sandbox.faults().add(trouble.at("atera", "POST", ATERA_CREATE));
          CycleReport report = scenario.sync();
          trouble.check(report, scenario.sandbox.faults());
          assertThat(report.inDoubt()).as("in doubt").isEqualTo(trouble.inDoubt());
          if (trouble.isRefused()) {
            changeAll(scenario);
          }
          settle(scenario, 2);
        });
  }

  static Stream<Trouble> onTheAteraCreate() {
    return Stream.of(
            Stream.of(
                Trouble.of(Kind.ANSWER_LOST).doubts(Outcome.PARTIAL),
                Trouble.of(Kind.CUT_BEFORE).doubts(Outcome.PARTIAL),
                Trouble.of(Kind.CUT_MIDDLE).doubts(Outcome.PARTIAL),
                Trouble.of(Kind.STATUS_AFTER_COMMIT).doubts(Outcome.PARTIAL),
                Trouble.of(Kind.SLOW, fault -> fault.withDelayMs(3000))
                    .named("slower than the time-out")
                    .doubts(Outcome.PARTIAL),
                Trouble.of(Kind.SLOW, fault -> fault.withDelayMs(3000).notApplied())
                    .named("slower than the time-out and not done")
                    .doubts(Outcome.PARTIAL),
                Trouble.status(408).doubts(Outcome.PARTIAL),
                Trouble.status(500).doubts(Outcome.PARTIAL),
                Trouble.status(502).doubts(Outcome.PARTIAL),
                Trouble.status(503).doubts(Outcome.PARTIAL),
                Trouble.status(504).doubts(Outcome.PARTIAL),
                Trouble.of(Kind.SLOW, fault -> fault.withDelayMs(400)).passes(),
                Trouble.of(Kind.DRIP, fault -> fault.withDelayMs(20)).passes(),
                Trouble.of(Kind.GZIP).passes(),
                Trouble.of(Kind.HTML)
                    .doubts(Outcome.ABORTED, "atera", "/api/v3/tickets", "instead of JSON"),
                Trouble.of(Kind.MALFORMED_JSON).doubts(Outcome.ABORTED, "atera", "/api/v3/tickets"),
                Trouble.of(Kind.REDIRECT)
                    .doubts(Outcome.ABORTED, "atera", "/api/v3/tickets", "302", "redirects"),
                Trouble.status(409).passes(),
                Trouble.status(423).passes(),
                Trouble.status(400).refuses(),
                Trouble.status(413).refuses(),
                Trouble.status(415).refuses(),
                Trouble.status(422).refuses(),
                Trouble.status(401, 0).ends(Outcome.ABORTED, "atera", "/api/v3/tickets", "401"),
                Trouble.status(403, 0).ends(Outcome.ABORTED, "atera", "/api/v3/tickets", "403"),
                Trouble.status(404, 0).ends(Outcome.ABORTED, "atera", "/api/v3/tickets", "404"),
                Trouble.status(405, 0).ends(Outcome.ABORTED, "atera", "/api/v3/tickets", "405")),
            Trouble.throttled())
        .flatMap(all -> all);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("onTheAteraScan")
  void a_search_for_a_ticket_in_doubt(Trouble trouble) {
    inOffice(
        scenario -> {
          scenario
              .sandbox
              .faults()
              .add(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", ATERA_CREATE))
              .add(Fault.of(Kind.CUT_BEFORE).on("atera", "POST", ATERA_CREATE));
          assertThat(scenario.sync().inDoubt()).isEqualTo(2);
          scenario.clock.jump(Duration.ofMinutes(1));
          scenario.sandbox.faults().clear();
          scenario.sandbox.faults().add(trouble.at("atera", "GET", ATERA_SCAN));
          trouble.check(scenario.sync(), scenario.sandbox.faults());
          settle(scenario, 3);
        });
  }

  /** One scan finds the ticket whose answer was lost; that the other is absent takes two. */
  static Stream<Trouble> onTheAteraScan() {
    return onTheAteraScanThat()
        .map(
            trouble ->
                trouble.outcome() == Outcome.COMPLETE ? trouble.doubts(Outcome.PARTIAL) : trouble);
  }

  private static Stream<Trouble> onTheAteraScanThat() {
    return Stream.of(
            Stream.of(
                Trouble.of(Kind.ANSWER_LOST).passes(),
                Trouble.of(Kind.CUT_BEFORE).passes(),
                Trouble.of(Kind.CUT_MIDDLE).passes(),
                Trouble.of(Kind.STATUS_AFTER_COMMIT).passes(),
                Trouble.of(Kind.GZIP).passes(),
                Trouble.of(Kind.SLOW, fault -> fault.withDelayMs(400)).passes(),
                Trouble.of(Kind.EMPTY_LIST).named("one empty list").passes(),
                Trouble.of(Kind.HTML)
                    .ends(Outcome.ABORTED, "atera", "/tickets/lastmodified", "instead of JSON"),
                Trouble.of(Kind.MISSING_ARRAY)
                    .ends(Outcome.ABORTED, "atera", "/tickets/lastmodified", "array 'items'"),
                Trouble.of(Kind.MALFORMED_JSON)
                    .ends(Outcome.ABORTED, "atera", "/tickets/lastmodified"),
                Trouble.of(Kind.REDIRECT)
                    .ends(Outcome.ABORTED, "atera", "/tickets/lastmodified", "302"),
                Trouble.status(400).ends(Outcome.ABORTED, "atera", "/tickets/lastmodified", "400"),
                Trouble.status(401).ends(Outcome.ABORTED, "atera", "/tickets/lastmodified", "401"),
                Trouble.status(403).ends(Outcome.ABORTED, "atera", "/tickets/lastmodified", "403"),
                Trouble.status(404).ends(Outcome.ABORTED, "atera", "/tickets/lastmodified", "404"),
                Trouble.status(503).passes()),
            Trouble.throttled())
        .flatMap(all -> all);
  }

  @Test
  void lists_that_show_tickets_late_are_given_their_time() {
    inOffice(
        scenario -> {
          scenario.sandbox.atera().set(Map.of("searchLagMs", 20_000));
          scenario
              .sandbox
              .faults()
              .add(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", ATERA_CREATE));
          assertThat(scenario.sync().inDoubt()).isEqualTo(1);
          scenario.clock.jump(Duration.ofSeconds(10));
          CycleReport early = scenario.sync();
          assertThat(early.inDoubt()).isEqualTo(1);
          assertThat(early.created()).isZero();
          scenario.clock.jump(Duration.ofSeconds(40));
          settle(scenario, 2);
        });
  }

  @Test
  void revoked_tokens_are_fetched_anew_in_the_same_cycle() {
    inOffice(
        scenario -> {
          scenario.sandbox.datto().revokeTokens();
          assertThat(scenario.sync().outcome()).isEqualTo(Outcome.COMPLETE);
          settle(scenario, 1);
        });
  }

  @Test
  void a_429_without_any_hint_pauses_the_account_for_a_whole_window() {
    inOffice(
        scenario -> {
          scenario.sandbox.faults().add(Fault.status(429).on("datto", "GET", DATTO_LIST));
          assertThat(whilePaused(scenario, "datto", Duration.ofSeconds(61)).outcome())
              .isEqualTo(Outcome.COMPLETE);
          settle(scenario, 1);
        });
  }

  @Test
  void a_429_without_any_hint_pauses_the_creation_of_tickets() {
    inOffice(
        scenario -> {
          scenario.sandbox.faults().add(Fault.status(429).on("atera", "POST", ATERA_CREATE));
          CycleReport report = whilePaused(scenario, "atera", Duration.ofSeconds(40));
          assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
          assertThat(report.requests().get("atera").status429()).isEqualTo(1);
          settle(scenario, 1);
        });
  }

  @Test
  void a_429_that_asks_for_more_than_a_minute_ends_the_cycle_and_says_until_when() {
    inOffice(
        scenario -> {
          scenario
              .sandbox
              .faults()
              .add(
                  Fault.status(429)
                      .withHeaders(Map.of("Retry-After", "300"))
                      .on("datto", "GET", DATTO_LIST));
          CycleReport report = scenario.sync();
          assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
          assertThat(report.error()).contains("datto", "read", "pause");
          assertThat(report.resumeAt()).isAfter(scenario.clock.instant().plusSeconds(250));
          scenario.sandbox.log().clear();
          assertThat(scenario.sync().outcome()).as("parked still").isEqualTo(Outcome.ABORTED);
          assertThat(scenario.sandbox.log().entries("datto", "GET", "/")).isEmpty();
          scenario.clock.jump(Duration.ofSeconds(301));
          settle(scenario, 1);
        });
  }

  /** Runs a cycle that a pause stops, puts the clock forward and wakes it by a further call. */
  private static CycleReport whilePaused(TicketScenario scenario, String account, Duration pause) {
    long before = scenario.sandbox.faults().broken();
    CompletableFuture<CycleReport> cycle = CompletableFuture.supplyAsync(scenario::sync);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> scenario.sandbox.faults().broken() > before);
    // The pause counts from when the answer was understood; each further call looks at the clock.
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              scenario.clock.jump(pause);
              CompletableFuture.runAsync(
                  () -> budget(scenario).acquire(account, "read", "inventory"));
              return cycle.isDone();
            });
    return cycle.join();
  }

  private static Budget budget(TicketScenario scenario) {
    return scenario.caravan().camel().getRegistry().lookupByNameAndType("budget", Budget.class);
  }

  /**
   * Lets a case happen in a scenario where the tickets of earlier alerts are open and two alerts
   * are new. A scenario in which something went wrong sees no other case.
   */
  private static void inOffice(Consumer<TicketScenario> events) {
    TicketScenario known = OFFICES.poll();
    TicketScenario scenario = known == null ? newOffice() : known;
    boolean well = false;
    try {
      scenario.opens("new-" + NEXT.incrementAndGet());
      scenario.opens("new-" + NEXT.incrementAndGet());
      events.accept(scenario);
      well = true;
    } finally {
      if (well) {
        OFFICES.add(scenario);
      } else {
        scenario.close();
      }
    }
  }

  private static TicketScenario newOffice() {
    Path own = folder.resolve("office-" + NEXT.incrementAndGet());
    try {
      Files.createDirectory(own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    TicketScenario scenario =
        TicketScenario.running(
            own, SandboxOptions.defaults().withRecords(4, 40, BEFORE).withSeed(7));
    // A clock that jumps past a pause must not take the lock with it.
    scenario.with("atera.index-lag", "30s").with("caravan.lease", "10m");
    scenario.sandbox.datto().set(Map.of("maxPage", 20));
    assertThat(scenario.sync().created()).isEqualTo(BEFORE);
    // Short time-outs are for the cases: the first tickets may take their time.
    scenario.restart();
    return scenario.with("datto.read-timeout", "2s").with("atera.read-timeout", "2s");
  }

  private static void changeAll(TicketScenario scenario) {
    for (String key : scenario.openKeys()) {
      scenario.sandbox.datto().changeAlert(key, TicketScenario.json("{\"priority\":\"Critical\"}"));
    }
  }

  /** Quiet cycles later each alert has its one ticket, open. */
  private static void settle(TicketScenario scenario, int cycles) {
    scenario.sandbox.faults().clear();
    scenario.sandbox.atera().set(Map.of("searchLagMs", 0));
    CycleReport last = null;
    for (int i = 0; i <= cycles; i++) {
      scenario.clock.jump(Duration.ofMinutes(1));
      last = scenario.sync();
    }
    assertThat(last.error()).isNull();
    assertThat(last.outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(last.created() + last.updated() + last.closed()).as("calm").isZero();
    List<String> keys = scenario.openKeys();
    assertThat(keys).hasSizeGreaterThanOrEqualTo(BEFORE + 2);
    for (String key : keys) {
      assertThat(scenario.ticketsOf(key, 1)).as(() -> scenario.story(key)).hasSize(1);
    }
    assertThat(scenario.sandbox.atera().tickets())
        .hasSize(keys.size())
        .allMatch(TicketSnapshot::open, "open");
  }
}
