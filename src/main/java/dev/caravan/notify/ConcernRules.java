package dev.caravan.notify;

import dev.caravan.cycle.CycleFailure;
import dev.caravan.cycle.CycleFailure.AbortReason;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a cycle changes in how its sync and accounts stand. Pure. */
final class ConcernRules {
  private final int after;

  /**
   * @param after so many aborted cycles in a row are trouble
   */
  ConcernRules(int after) {
    this.after = after;
  }

  /** What there may be concerns of after that cycle. */
  static List<ConcernKey> keys(CycleReport report) {
    List<ConcernKey> keys = new ArrayList<>();
    for (Topic topic : List.of(Topic.ABORTS, Topic.GUARD, Topic.DEAD_LETTERS)) {
      keys.add(new ConcernKey(topic, report.sync()));
    }
    report.requests().keySet().forEach(it -> keys.add(new ConcernKey(Topic.CREDENTIALS, it)));
    CycleFailure failure = report.failure();
    if (failure != null && !report.requests().containsKey(failure.account())) {
      keys.add(new ConcernKey(Topic.CREDENTIALS, failure.account()));
    }
    return keys;
  }

  /**
   * The concerns that are other ones now.
   *
   * @param known those of {@link #keys} that there are
   * @param said what the cycle said, without secrets
   */
  List<Concern> changes(
      Map<ConcernKey, Concern> known, CycleReport report, String said, Instant now) {
    Change change = new Change(known, report, said, now);
    CycleFailure failure = report.failure();
    if (failure == null) {
      change.completed();
    } else if (failure.reason() == AbortReason.CREDENTIALS) {
      change.put(Topic.CREDENTIALS, failure.account(), failure.account(), 1, true);
    } else if (failure.reason() != AbortReason.ELSEWHERE) {
      change.aborted(failure);
    }
    if (report.failed() > 0) {
      Concern before = known.get(new ConcernKey(Topic.DEAD_LETTERS, report.sync()));
      long letters = (before == null ? 0 : before.number()) + report.failed();
      change.put(Topic.DEAD_LETTERS, report.sync(), change.target(), letters, true);
    }
    return change.changed;
  }

  private final class Change {
    private final Map<ConcernKey, Concern> known;
    private final CycleReport report;
    private final String said;
    private final Instant now;
    private final List<Concern> changed = new ArrayList<>();

    private Change(Map<ConcernKey, Concern> known, CycleReport report, String said, Instant now) {
      this.known = known;
      this.report = report;
      this.said = said;
      this.now = now;
    }

    private void completed() {
      String sync = report.sync();
      Concern aborts = known.get(new ConcernKey(Topic.ABORTS, sync));
      if (aborts != null && aborts.number() > 0) {
        put(Topic.ABORTS, sync, aborts.account(), 0, false);
      }
      put(Topic.GUARD, sync, source(), 1, report.outcome() == Outcome.GUARDED);
      report
          .requests()
          .forEach(
              (account, counts) -> {
                if (counts.sent() > 0) {
                  put(Topic.CREDENTIALS, account, account, 1, false);
                }
              });
    }

    private void aborted(CycleFailure failure) {
      Concern before = known.get(new ConcernKey(Topic.ABORTS, report.sync()));
      if (before != null && before.troubled()) {
        return;
      }
      long number = (before == null ? 0 : before.number()) + 1;
      String account = failure.account().isEmpty() ? source() : failure.account();
      boolean troubled = number >= after || failure.reason() == AbortReason.REFUSED;
      put(Topic.ABORTS, report.sync(), account, number, troubled);
    }

    /** Of what was never in trouble, nothing is written down. */
    private void put(Topic topic, String subject, String account, long number, boolean troubled) {
      @Nullable Concern before = known.get(new ConcernKey(topic, subject));
      boolean same =
          before == null
              ? !troubled && topic != Topic.ABORTS
              : before.troubled() == troubled && before.number() == number;
      if (!same) {
        changed.add(
            new Concern(
                topic,
                subject,
                account,
                number,
                troubled,
                report.sync(),
                report.cycle(),
                now,
                said));
      }
    }

    private String source() {
      return report.requests().keySet().stream().findFirst().orElse("");
    }

    private String target() {
      return Objects.requireNonNullElse(
          report.requests().keySet().stream().reduce("", (one, other) -> other), "");
    }
  }
}
