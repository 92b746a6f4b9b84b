package dev.caravan.runtime;

import dev.caravan.budget.BucketUse;
import dev.caravan.budget.Budget;
import dev.caravan.budget.MonthlyQuota;
import dev.caravan.budget.QuotaUse;
import dev.caravan.call.CallCounts;
import dev.caravan.call.RequestCounts;
import dev.caravan.config.Settings;
import dev.caravan.config.SyncSettings;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a sync costs the accounts at its two ends. Thread-safe. */
public final class AccountsInUse {
  private static final Logger LOG = LoggerFactory.getLogger(AccountsInUse.class);

  private final Settings settings;
  private final Budget budget;
  private final CallCounts counts;
  private final MonthlyQuota quota;

  AccountsInUse(Settings settings, Budget budget, CallCounts counts, MonthlyQuota quota) {
    this.settings = settings;
    this.budget = budget;
    this.counts = counts;
    this.quota = quota;
  }

  /**
   * The buckets of the accounts at both ends of a sync, source first. They are only shown, so there
   * are none where the store does not say.
   */
  public Map<String, List<BucketUse>> budgets(String sync) {
    Map<String, List<BucketUse>> budgets = new LinkedHashMap<>();
    try {
      of(sync).forEach(name -> budgets.put(name, budget.use(name)));
    } catch (RuntimeException e) {
      LOG.debug("What the accounts of {} have used cannot be looked up", sync, e);
    }
    return budgets;
  }

  /** What an account has used of its month; empty where its vendor sells no calls by the month. */
  public Optional<QuotaUse> quota(String account) {
    return quota.use(account);
  }

  /** The same of those accounts at the ends of a sync whose vendor has such a quota. */
  public Map<String, QuotaUse> quotas(String sync) {
    Map<String, QuotaUse> uses = new LinkedHashMap<>();
    try {
      of(sync).forEach(name -> quota.use(name).ifPresent(use -> uses.put(name, use)));
    } catch (RuntimeException e) {
      LOG.debug("What the accounts of {} have used this month cannot be looked up", sync, e);
    }
    return uses;
  }

  /** What was asked of the accounts at both ends of a sync for that sync, source first. */
  Map<String, RequestCounts> requests(String sync) {
    Map<String, RequestCounts> requests = new LinkedHashMap<>();
    of(sync).forEach(name -> requests.put(name, counts.of(sync, name)));
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
