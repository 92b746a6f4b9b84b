package dev.caravan.cli.output;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;

/** A report as one JSON object in one line. */
public final class JsonReport {
  private JsonReport() {}

  public static String of(CycleReport report) {
    if (report.outcome() == Outcome.REFUSED) {
      return failure(report.sync(), String.valueOf(report.error()));
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("sync", report.sync());
    json.put("cycle", report.cycle());
    json.put("outcome", report.outcome().word());
    json.put("read", report.read());
    json.put("created", report.created());
    json.put("updated", report.updated());
    json.put("closed", report.closed());
    json.put("unchanged", report.unchanged());
    json.put("failed", report.failed());
    json.put("inDoubt", report.inDoubt());
    ObjectNode requests = json.putObject("requests");
    report
        .requests()
        .forEach(
            (account, counts) ->
                requests
                    .putObject(account)
                    .put("sent", counts.sent())
                    .put("throttledMs", counts.throttledMillis())
                    .put("status429", counts.status429()));
    json.put("durationMs", report.duration().toMillis());
    if (report.error() != null) {
      json.put("error", Secrets.removeFrom(report.error()));
    }
    if (report.planned()) {
      json.putArray("changes").addAll(report.changes());
    }
    return Shown.json(json);
  }

  /** What is said when there was no cycle at all. */
  public static String failure(String sync, String error) {
    return Shown.json(
        JsonNodeFactory.instance
            .objectNode()
            .put("sync", sync)
            .put("outcome", Outcome.ABORTED.word())
            .put("error", Secrets.removeFrom(error)));
  }
}
