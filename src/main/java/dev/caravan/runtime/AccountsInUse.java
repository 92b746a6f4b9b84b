package dev.caravan.runtime;

import dev.caravan.account.Accounts;
import dev.caravan.budget.BucketUse;
import dev.caravan.budget.Budget;
import dev.caravan.call.CallCounts;
import dev.caravan.config.Settings;
import dev.caravan.config.SyncSettings;
import dev.caravan.cycle.CycleReport;
import dev.caravan.vendors.ninox.CallQuota;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a sync costs the accounts at its two ends. Thread-safe. */
public final class AccountsInUse {
  private final Settings settings;
  private final Accounts accounts;
  private final Budget budget;
  private final CallCounts counts;
  private final CallQuota quota;

  AccountsInUse(
      Settings settings, Accounts accounts, Budget budget, CallCounts counts, CallQuota quota) {
    this.settings = settings;
    this.accounts = accounts;
    this.budget = budget;
    this.counts = counts;
    this.quota = quota;
  }

  /** The buckets of the accounts at both ends of a sync, source first. */
  public Map<String, List<BucketUse>> budgets(String sync) {
    Map<String, List<BucketUse>> budgets = new LinkedHashMap<>();
    of(sync).forEach(name -> budgets.put(name, budget.use(name)));
    return budgets;
  }

  /** What an account of a vendor with a monthly quota has used of it. */
  public CallQuota.Use quota(String account) {
    return quota.use(account);
  }

  /** The same of those accounts at the ends of a sync whose vendor has such a quota. */
  public Map<String, CallQuota.Use> quotas(String sync) {
    Map<String, CallQuota.Use> uses = new LinkedHashMap<>();
    of(sync).stream()
        .filter(name -> accounts.get(name).vendor().equals(CallQuota.VENDOR))
        .forEach(name -> uses.put(name, quota.use(name)));
    return uses;
  }

  /** The calls of the present cycle of a sync, by account. */
  Map<String, CycleReport.RequestCounts> requests(String sync) {
    Map<String, CycleReport.RequestCounts> requests = new LinkedHashMap<>();
    for (String account : of(sync)) {
      CallCounts.Count count = counts.of(sync, account);
      requests.put(
          account,
          new CycleReport.RequestCounts(count.sent(), count.throttledMillis(), count.status429()));
    }
    return requests;
  }

  private Set<String> of(String sync) {
    SyncSettings wanted = settings.sync(sync);
    Set<String> names = new LinkedHashSet<>();
    names.add(wanted.sourceAccount());
    names.add(wanted.targetAccount());
    // A Kamelet of no vendor that we know has no account.
    names.removeIf(String::isBlank);
    return names;
  }
}
