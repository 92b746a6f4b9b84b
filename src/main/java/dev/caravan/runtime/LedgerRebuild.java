package dev.caravan.runtime;

import dev.caravan.config.Settings;
import dev.caravan.config.SyncSettings.OneTicketPer;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.OperatorActionRequired;
import dev.caravan.cycle.Outcome;
import dev.caravan.ledger.Ledger;
import dev.caravan.lock.Lease;
import dev.caravan.reconcile.FoundTarget;
import dev.caravan.reconcile.Rebuild;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * Restores the ledger of one sync from its source and its target. Writes nothing but the ledger.
 */
public final class LedgerRebuild {
  /** A list that changes while it is read is read again. */
  private static final int SCANS = 3;

  private final CaravanRuntime caravan;
  private final Settings settings;
  private final String sync;
  private final InstantSource clock;

  /**
   * @param caravan started for a survey of that sync
   */
  public LedgerRebuild(
      CaravanRuntime caravan, Settings settings, String sync, InstantSource clock) {
    this.caravan = caravan;
    this.settings = settings;
    this.sync = sync;
    this.clock = clock;
  }

  /**
   * Does it, holding the lock of the sync.
   *
   * @throws dev.caravan.lock.AlreadyRunning when another process runs a cycle of it
   * @throws OperatorActionRequired when the ledger belongs to another tenant, or the target cannot
   *     be scanned
   * @throws IllegalStateException when source or target could not be read to the end
   */
  public Rebuild.Result run() {
    String target =
        caravan
            .target(sync)
            .filter(kind -> caravan.answers("direct:" + kind + "-scan"))
            .orElseThrow(
                () ->
                    new OperatorActionRequired(
                        "The target of %s cannot be scanned for markers".formatted(sync)));
    try (Lease lease = caravan.locks().acquire(sync)) {
      CycleReport survey = caravan.syncs().plan(sync);
      if (survey.outcome() == Outcome.REFUSED) {
        throw new OperatorActionRequired(String.valueOf(survey.error()));
      }
      if (survey.outcome() != Outcome.COMPLETE) {
        throw new IllegalStateException("The source could not be read: " + survey.error());
      }
      requireSameTenant(target);
      List<FoundTarget> found = scan(target);
      lease.require();
      return write(found);
    }
  }

  private void requireSameTenant(String target) {
    String identity =
        caravan
            .ask("direct:" + target + "-identity", variables())
            .getMessage()
            .getBody(String.class);
    String known = caravan.ledger().identities(sync).target();
    if (known != null && !known.equals(identity)) {
      throw new OperatorActionRequired(
          "The ledger of %s belongs to the target %s, but the credentials now open %s; nothing was changed"
              .formatted(sync, known, identity));
    }
  }

  @SuppressWarnings("unchecked")
  private List<FoundTarget> scan(String target) {
    for (int i = 0; i < SCANS; i++) {
      Exchange answer = caravan.ask("direct:" + target + "-scan", variables());
      if (answer.getVariable("steady", false, Boolean.class)) {
        return answer.getMessage().getBody(List.class);
      }
    }
    throw new IllegalStateException(
        "The target's list changed in each of %d scans, so a counterpart may have been missed;"
                .formatted(SCANS)
            + " nothing was changed; try again when it is quieter");
  }

  private Map<String, Object> variables() {
    return Map.of(
        "sync",
        sync,
        "account",
        settings.sync(sync).targetAccount(),
        "priority",
        "inventory",
        "since",
        Instant.EPOCH.toString());
  }

  private Rebuild.Result write(List<FoundTarget> found) {
    Ledger ledger = caravan.ledger();
    long cycle = ledger.begin(sync);
    Rebuild rebuild =
        new Rebuild(
            settings.installation(),
            sync,
            cycle,
            settings.sync(sync).oneTicketPer() == OneTicketPer.CONDITION,
            clock.instant(),
            found);
    Rebuild.Result result =
        ledger.write(sync, cycle, view -> rebuild.write(view, caravan.surveyed()));
    ledger.end(
        sync,
        cycle,
        "rebuilt",
        "restored %d, ended %d".formatted(result.restored(), result.ended()));
    return result;
  }
}
