package dev.caravan.cli.ledger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cli.output.Shown;
import dev.caravan.cli.output.TextTable;
import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.LedgerView;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
    Map<String, String> names = new HashMap<>();
    List<DeadLetter> letters =
        ledger.with(open -> open.read(ledger.sync(), view -> all(view, names)));
    PrintWriter out = spec.commandLine().getOut();
    if (ledger.json()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("sync", ledger.sync());
      ArrayNode array = json.putArray("deadLetters");
      letters.forEach(
          letter -> array.add(LedgerJson.letter(letter).put("summary", names.get(letter.key()))));
      out.println(Shown.json(json));
    } else if (letters.isEmpty()) {
      out.println("No dead letters.");
    } else {
      TextTable table = new TextTable(out, 20, 7, 36, 40);
      table.title("since", "change", "key", "record", "reason");
      letters.forEach(
          letter ->
              table.row(
                  TextTable.time(letter.diedAt()),
                  letter.op().word(),
                  letter.key(),
                  names.get(letter.key()),
                  letter.reason()));
    }
    out.flush();
    return 0;
  }

  /** The letters, and what their records are called by key. */
  private static List<DeadLetter> all(LedgerView view, Map<String, String> names) {
    List<DeadLetter> letters = view.deadLetters().all();
    Set<String> keys = letters.stream().map(DeadLetter::key).collect(Collectors.toSet());
    view.entries().find(keys).forEach((key, entry) -> names.put(key, entry.summary()));
    return letters;
  }
}
