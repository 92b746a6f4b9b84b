package dev.caravan.cli.ledger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cli.process.OneSync;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.OperatorActionRequired;
import dev.caravan.cycle.Outcome;
import dev.caravan.cycle.Rebuilt;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A lost ledger, restored from the markers in the target. */
@Command(
    name = "rebuild",
    description =
        "Restores a lost or damaged ledger from the markers in the target. Writes nothing else.",
    mixinStandardHelpOptions = true)
final class LedgerRebuildCommand implements Callable<Integer> {
  /** More than a person reads; --json has all. */
  private static final int MOST_SHOWN = 10;

  @Mixin private OpenLedger ledger;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return OneSync.with(
        ledger.settings(),
        ledger.sync(),
        (caravan, stop) -> show(rebuilt(caravan.syncs().rebuild(ledger.sync()))));
  }

  private int show(Rebuilt result) {
    PrintWriter out = spec.commandLine().getOut();
    if (ledger.json()) {
      out.println(json(result));
    } else {
      print(result, out);
    }
    out.flush();
    return 0;
  }

  private static Rebuilt rebuilt(CycleReport report) {
    if (report.outcome() == Outcome.REFUSED) {
      throw new OperatorActionRequired(String.valueOf(report.error()));
    }
    Rebuilt rebuilt = report.rebuilt();
    if (report.outcome() != Outcome.COMPLETE || rebuilt == null) {
      throw new IllegalStateException("The ledger was not rebuilt: " + report.error());
    }
    return rebuilt;
  }

  private ObjectNode json(Rebuilt result) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("sync", ledger.sync())
            .put("restored", result.restored())
            .put("ended", result.ended())
            .put("known", result.known())
            .put("absent", result.absent());
    result.unclaimed().forEach(json.putArray("unclaimed")::add);
    return json;
  }

  private static void print(Rebuilt result, PrintWriter out) {
    out.println(
        "%s restored, %d more whose counterpart is closed, %d right already."
            .formatted(
                result.restored() == 1 ? "1 entry" : result.restored() + " entries",
                result.ended(),
                result.known()));
    if (result.absent() > 0) {
      out.println(
          "%d records have no counterpart; the next cycle opens one for each."
              .formatted(result.absent()));
    }
    List<String> unclaimed = result.unclaimed();
    if (!unclaimed.isEmpty()) {
      out.println(
          ("%d markers in the target belong to no record that the source lists now (records that"
                  + " are over, another sync or installation); they were left alone: %s%s")
              .formatted(
                  unclaimed.size(),
                  String.join(", ", unclaimed.subList(0, Math.min(MOST_SHOWN, unclaimed.size()))),
                  unclaimed.size() > MOST_SHOWN ? ", … (all with --json)" : ""));
    }
  }
}
