package dev.caravan.reconcile.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.cycle.Cycle;
import dev.caravan.cycle.CycleComponent;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.CycleRunner;
import dev.caravan.cycle.Outcome;
import dev.caravan.cycle.PageWorkers;
import dev.caravan.cycle.Syncs;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Fingerprint;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.Op;
import dev.caravan.ledger.State;
import dev.caravan.ledger.TestEntries;
import dev.caravan.lock.SyncLocks;
import dev.caravan.reconcile.LedgerHooks;
import dev.caravan.reconcile.record.Rules;
import dev.caravan.store.Retention;
import dev.caravan.store.Store;
import dev.caravan.store.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was done is written down a little later; if that fails when all pages are done, it shows.
 */
@Timeout(60)
class LateFailureTest {
  private static final Fingerprint WANTED = new Fingerprint("f", "n");
  private static final Rules RULES = JournalTest.RULES;

  @TempDir Path folder;

  @Test
  void a_cycle_whose_last_conclusions_cannot_be_written_down_is_not_complete() throws Exception {
    try (Store store = Store.open(StoreSettings.of("jdbc:sqlite:" + folder.resolve("store.db")));
        SyncLocks locks =
            new SyncLocks(
                store.ledger(), Duration.ofSeconds(30), System::nanoTime, Clock.systemUTC());
        PageWorkers workers = new PageWorkers();
        DefaultCamelContext camel = new DefaultCamelContext()) {
      Clock clock = Clock.systemUTC();
      Ledger ledger = new Ledger(store.ledger(), clock);
      Journal journal = new Journal(ledger, sync -> RULES, clock, System::nanoTime);
      LedgerHooks hooks =
          new LedgerHooks(
              ledger, journal, sync -> RULES, new Retention(Duration.ofDays(90), clock));
      Account account =
          new Account("a", "v", URI.create("http://localhost"), Map.of("items-path", "/items"));
      Syncs syncs = new Syncs();
      camel.addComponent(
          "cycle",
          new CycleComponent(
              new CycleRunner(
                  ledger,
                  locks,
                  new Accounts(List.of(account)),
                  hooks,
                  sync -> Map.of(),
                  clock,
                  System::nanoTime,
                  asked -> {},
                  camel.createProducerTemplate()),
              syncs,
              workers));
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("direct:identity").setBody(constant("tenant"));
              from("cycle:sync?account=a&pages=direct:pages&path=items-path&identity=direct:identity")
                  .process(exchange -> creates(exchange, journal, Cycle.of(exchange)));
              from("direct:pages")
                  .setVariable("page", constant(1))
                  .setVariable("last", constant(true))
                  .setBody(constant("[]"))
                  .to("cycle:page")
                  .process(exchange -> overtakes(ledger, Cycle.of(exchange)));
            }
          });
      camel.start();

      CycleReport report = syncs.run("sync", 0);

      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(report.error()).contains("overtaken");
    }
  }

  /** All is well with the page: that it is done is written down half a second later. */
  private static void creates(Exchange exchange, Journal journal, Cycle cycle) {
    UnitOfWork draft = new UnitOfWork(cycle.number(), Instant.now());
    Entry entry = TestEntries.entry("k", 1, State.INTENDED, WANTED);
    draft.insert(entry);
    ObjectNode nothing = JsonNodeFactory.instance.objectNode();
    draft.change(
        new PlannedChange(
            Op.CREATE, entry, WANTED, nothing, false, "k", MissingNode.getInstance()));
    ArrayNode changes = journal.intend(cycle, view -> draft);
    ArrayNode answers = JsonNodeFactory.instance.arrayNode();
    answers
        .addObject()
        .put("key", "k")
        .put("step", changes.get(0).path("step").asLong())
        .put("result", "done")
        .put("targetId", "7");
    exchange.getMessage().setBody(answers);
  }

  /** The page is done, its commit is not, and fails before the cycle ends. */
  private static void overtakes(Ledger ledger, Cycle cycle) {
    ledger.begin("sync");
    await().atMost(Duration.ofSeconds(30)).until(() -> cycle.guard().failure().isPresent());
  }
}
