package dev.caravan.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.ledger.DeadLetter;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** All dead letters of one sync, oldest first. */
@Command(
    name = "list",
    description = "Lists what the target refused, with its reason.",
    mixinStandardHelpOptions = true)
final class DeadLettersList implements Callable<Integer> {
  @Mixin private OpenLedger ledger;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<DeadLetter> letters =
        ledger.with(open -> open.read(ledger.sync(), view -> view.deadLetters().all()));
    PrintWriter out = spec.commandLine().getOut();
    if (ledger.json()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("sync", ledger.sync());
      ArrayNode array = json.putArray("deadLetters");
      letters.forEach(letter -> array.add(LedgerJson.letter(letter)));
      out.println(json);
    } else if (letters.isEmpty()) {
      out.println("No dead letters.");
    } else {
      Table table = new Table(out, 20, 7, 36);
      table.title("since", "change", "key", "reason");
      letters.forEach(
          letter ->
              table.row(
                  Table.time(letter.diedAt()), letter.op().word(), letter.key(), letter.reason()));
    }
    out.flush();
    return 0;
  }
}
