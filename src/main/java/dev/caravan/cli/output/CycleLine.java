package dev.caravan.cli.output;

import dev.caravan.budget.BucketUse;
import dev.caravan.cycle.CycleReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a person reads of a cycle: one line, and a second one when something is wrong. */
public final class CycleLine {
  private CycleLine() {}

  /**
   * @param budgets the buckets of each account that the cycle used
   */
  public static String of(CycleReport report, Map<String, List<BucketUse>> budgets) {
    List<String> parts = new ArrayList<>();
    parts.add("cycle " + report.cycle());
    parts.add(report.sync());
    parts.add("read " + report.read() + (report.changesOnly() ? " changed" : ""));
    parts.add("created " + report.created());
    parts.add("updated " + report.updated());
    parts.add("closed " + report.closed());
    parts.add("unchanged " + report.unchanged());
    optional(parts, "failed", report.failed());
    optional(parts, "in doubt", report.inDoubt());
    optional(parts, "held back", report.held());
    optional(parts, "unmapped", report.unmapped());
    parts.add(seconds(report));
    budget(budgets).ifPresent(parts::add);
    String line = String.join(" · ", parts);
    return report.error() == null
        ? line
        : line
            + System.lineSeparator()
            + "  "
            + report.outcome().word()
            + ": "
            + Shown.line(report.error());
  }

  private static void optional(List<String> parts, String word, int count) {
    if (count > 0) {
      parts.add(word + " " + count);
    }
  }

  private static String seconds(CycleReport report) {
    return String.format(Locale.ROOT, "%.1f s", report.duration().toMillis() / 1000.0);
  }

  /** Of each account the bucket that is nearest to its end. */
  private static Optional<String> budget(Map<String, List<BucketUse>> budgets) {
    String text =
        budgets.entrySet().stream()
            .filter(account -> !account.getValue().isEmpty())
            .map(account -> account.getKey() + " " + scarcest(account.getValue()))
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? Optional.empty() : Optional.of("budget " + text);
  }

  private static String scarcest(List<BucketUse> buckets) {
    BucketUse least = buckets.get(0);
    for (BucketUse bucket : buckets) {
      if ((double) bucket.left() / bucket.limit() < (double) least.left() / least.limit()) {
        least = bucket;
      }
    }
    return least.left() + "/" + least.limit();
  }
}
