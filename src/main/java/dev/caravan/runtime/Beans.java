package dev.caravan.runtime;

import dev.caravan.account.Accounts;
import dev.caravan.auth.ApiKeys;
import dev.caravan.auth.FixedKeys;
import dev.caravan.auth.Grants;
import dev.caravan.auth.OperatorTokens;
import dev.caravan.auth.RefusedCredentials;
import dev.caravan.auth.TokenCache;
import dev.caravan.auth.TokenPaths;
import dev.caravan.budget.Budget;
import dev.caravan.budget.MonthlyQuota;
import dev.caravan.call.Answers;
import dev.caravan.call.Breakers;
import dev.caravan.call.Call;
import dev.caravan.call.CallCounts;
import dev.caravan.call.HttpGuard;
import dev.caravan.call.RetryDecision;
import dev.caravan.config.Settings;
import dev.caravan.config.SyncSettings;
import dev.caravan.config.SyncSettings.OnTargetClosed;
import dev.caravan.ledger.Ledger;
import dev.caravan.mapping.ContactBook;
import dev.caravan.mapping.Contacts;
import dev.caravan.mapping.FunctionFiles;
import dev.caravan.mapping.JqScope;
import dev.caravan.mapping.OpenRecords;
import dev.caravan.paging.AllRows;
import dev.caravan.paging.Pages;
import dev.caravan.reconcile.LedgerHooks;
import dev.caravan.reconcile.Reconciler;
import dev.caravan.reconcile.journal.Journal;
import dev.caravan.reconcile.record.Rules;
import dev.caravan.reconcile.search.InDoubtResolver;
import dev.caravan.reconcile.search.LostCounterparts;
import dev.caravan.reconcile.search.MarkerWatch;
import dev.caravan.reconcile.search.TargetCloseWatcher;
import dev.caravan.reconcile.search.TargetSearch;
import dev.caravan.target.OutcomeList;
import dev.caravan.target.TicketLook;
import dev.caravan.target.TicketRequests;
import dev.caravan.target.TicketScan;
import dev.caravan.target.TicketTarget;
import dev.caravan.target.WriteExecution;
import dev.caravan.text.Redaction;
import dev.caravan.vendor.Vendor;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import net.thisptr.jackson.jq.Scope;

/** Every bean that a route names, by its name. The names are the routes' vocabulary. */
final class Beans {
  /** How often a transient failure is tried again. */
  private static final int RETRIES = 4;

  private final Map<String, Object> byName = new LinkedHashMap<>();

  /** What every vendor's routes need. */
  void calls(
      Accounts accounts,
      Budget budget,
      CallCounts counts,
      Redaction redaction,
      HttpGuard guard,
      MonthlyQuota quota,
      Breakers breakers,
      Duration retryDelay) {
    RandomGenerator random = new Random();
    byName.put("budget", budget);
    byName.put("call", new Call(accounts, budget, counts, redaction, quota::count, breakers));
    byName.put("breakers", breakers);
    byName.put("answers", new Answers());
    byName.put("pages", new Pages(accounts));
    byName.put("allRows", new AllRows());
    byName.put("httpGuard", guard);
    byName.put("readRetries", RetryDecision.forReads(retryDelay, RETRIES, random, breakers));
    byName.put("writeRetries", RetryDecision.forWrites(retryDelay, RETRIES, random, breakers));
  }

  /** What puts credentials on a call. */
  void credentials(
      Accounts accounts,
      Budget budget,
      CallCounts counts,
      Redaction redaction,
      Clock clock,
      RefusedCredentials refused) {
    FixedKeys keys = new FixedKeys(refused, clock);
    byName.put("tokens", new TokenCache(accounts, budget, counts, redaction, clock, refused));
    byName.put("grants", new Grants(accounts));
    byName.put("tokenPaths", new TokenPaths(accounts, counts));
    byName.put("apiKeys", new ApiKeys(accounts, keys));
    byName.put("operatorTokens", new OperatorTokens(accounts, keys));
  }

  /** What the steps between source and target need. */
  void reconciliation(
      Settings settings,
      Ledger ledger,
      Journal journal,
      LedgerHooks hooks,
      Rules.Book rules,
      Clock clock) {
    LostCounterparts lost = new LostCounterparts(settings.installation(), ledger);
    InDoubtResolver inDoubt = new InDoubtResolver(ledger, rules, clock);
    TargetCloseWatcher closedByPeople =
        new TargetCloseWatcher(
            ledger, sync -> settings.sync(sync).onTargetClosed() == OnTargetClosed.RESOLVE, clock);
    MappingFiles mappings = new MappingFiles(settings);
    byName.put(
        "targetSearch",
        new TargetSearch(
            lost, inDoubt, new MarkerWatch(ledger, rules, clock), closedByPeople, clock));
    byName.put("closedByPeople", closedByPeople);
    byName.put(
        "reconcile",
        new Reconciler(ledger, journal, hooks, rules, lost, inDoubt, clock, mappings::of));
    byName.put("writeExecution", new WriteExecution(journal));
    byName.put("answerList", new OutcomeList());
  }

  /** What a target of tickets needs. */
  void tickets(Accounts accounts, Ledger ledger, Journal journal, Clock clock) {
    byName.put("ticketLook", new TicketLook(ledger, journal, clock));
    byName.put("ticketTarget", new TicketTarget());
    byName.put("ticketRequests", new TicketRequests(accounts, new WriteExecution(journal)));
    byName.put("ticketScan", new TicketScan(accounts));
  }

  /** What every jq expression runs in. */
  static Scope jqScope(Settings settings, ContactBook contacts, Accounts accounts) {
    return JqScope.create(
        contacts,
        accounts::shown,
        id -> settings.vendors().find(id).map(Vendor::name).orElse(id),
        settings.routes().files(FunctionFiles.GLOB));
  }

  /** What mappings need. */
  void mapping(Settings settings, Scope scope) {
    byName.put("jqScope", scope);
    byName.put("openRecords", new OpenRecords());
    byName.put("mappingInput", new MappingInput(settings, new MappingFiles(settings)));
  }

  /** The contacts of every sync that names a file of them. */
  static ContactBook contacts(Settings settings, Iterable<String> syncs) {
    Map<String, Contacts> contacts = new LinkedHashMap<>();
    for (String sync : syncs) {
      SyncSettings wanted = settings.sync(sync);
      wanted.file(Contacts.KEY).ifPresent(file -> contacts.put(sync, Contacts.read(file)));
    }
    return ContactBook.bySync(contacts);
  }

  Map<String, Object> byName() {
    return byName;
  }
}
