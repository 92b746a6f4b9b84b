package dev.caravan.cli.ledger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cli.output.Counted;
import dev.caravan.cli.output.Shown;
import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.Ledger;
import dev.caravan.ledger.LedgerView;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The dead letters that an operator names, and what is done to each. */
final class ChosenLetters {
  @Mixin private OpenLedger ledger;

  @Parameters(index = "1..*", paramLabel = "KEY", description = "The records' keys.")
  private List<String> keys = new ArrayList<>();

  @Option(names = "--all", description = "Every dead letter of the sync.")
  private boolean all;

  /**
   * Does the work to each chosen letter, all in one transaction, and says so.
   *
   * @param event the word for the story of each record
   * @param report what the operator is told, with a place for how many
   * @throws dev.caravan.lock.AlreadyRunning when a cycle is under way; then nothing is done
   * @throws IllegalArgumentException when a key has no dead letter; then nothing is done
   */
  void each(BiConsumer<LedgerView, DeadLetter> work, String event, String report, PrintWriter out) {
    if (keys.isEmpty() != all) {
      throw new IllegalArgumentException("Name the keys of the records, or say --all");
    }
    List<DeadLetter> done = ledger.withLock(open -> each(open, work, event));
    if (ledger.json()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("sync", ledger.sync());
      ArrayNode array = json.putArray("deadLetters");
      done.forEach(letter -> array.add(LedgerJson.letter(letter)));
      out.println(Shown.json(json));
    } else {
      out.println(report.formatted(Counted.of(done.size(), "dead letter")));
    }
    out.flush();
  }

  private List<DeadLetter> each(
      Ledger open, BiConsumer<LedgerView, DeadLetter> work, String event) {
    String sync = ledger.sync();
    long cycle = open.lastCycle(sync);
    return open.write(
        sync,
        cycle,
        view -> {
          List<DeadLetter> letters = chosen(view);
          letters.forEach(letter -> work.accept(view, letter));
          view.events()
              .tell(
                  letters.stream()
                      .map(
                          letter ->
                              new Event(
                                  letter.key(),
                                  cycle,
                                  Instant.now(),
                                  event,
                                  letter.op().word() + ", by the operator"))
                      .toList());
          return letters;
        });
  }

  private List<DeadLetter> chosen(LedgerView view) {
    List<DeadLetter> letters = view.deadLetters().all();
    if (all) {
      return letters;
    }
    Set<String> missing = new LinkedHashSet<>(keys);
    letters.forEach(letter -> missing.remove(letter.key()));
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no dead letter of %s; nothing was changed ('dead-letters list %s' shows all)"
              .formatted(ledger.sync(), String.join(", ", missing), ledger.sync()));
    }
    return letters.stream().filter(letter -> keys.contains(letter.key())).toList();
  }
}
