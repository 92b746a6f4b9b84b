package dev.caravan.check;

import dev.caravan.account.Account;
import dev.caravan.check.Finding.Level;
import dev.caravan.config.ConfigurationException;
import dev.caravan.config.MissingPipes;
import dev.caravan.config.Settings;
import dev.caravan.config.SyncEnds;
import dev.caravan.config.SyncSettings;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.store.FileAccess;
import dev.caravan.store.Store;
import dev.caravan.store.StoreException;
import dev.caravan.store.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything that can be found out about an installation without writing anything. One use; not
 * thread-safe.
 */
public final class InstallationCheck {
  private final Settings settings;
  private final Set<Finding> findings = new LinkedHashSet<>();

  /** Accounts whose credentials work. */
  private final Set<String> answering = new LinkedHashSet<>();

  public InstallationCheck(Settings settings) {
    this.settings = settings;
  }

  /** All findings, the configuration's first. */
  public List<Finding> run() {
    List<String> syncs = enabled();
    problems(List.of(), syncs);
    findings.addAll(OwnRoutesCheck.of(settings));
    keysInOwnFiles();
    if (!settings.problems().isEmpty()) {
      return List.copyOf(findings);
    }
    secretsOpenToOthers();
    findings.addAll(NotifyCheck.of(settings));
    boolean store = store();
    WayCheck.certificates().ifPresent(findings::add);
    RuntimeSpec spec = RuntimeSpec.of(settings, List.of());
    // Without the store nobody knows what was called before, but a few reads do no harm.
    try (CaravanRuntime caravan =
        CaravanRuntime.start(
            spec.withStore(store ? spec.store().toLookAt() : StoreSettings.IN_MEMORY))) {
      accounts(caravan, syncs, store);
      syncs.stream()
          .flatMap(name -> settings.ends(name).stream())
          .forEach(sync -> sync(caravan, sync));
    }
    return List.copyOf(findings);
  }

  /** The enabled syncs that can run at all. */
  private List<String> enabled() {
    List<String> all = settings.enabledSyncs();
    // A value that is wrong counts for nothing, but it is not empty.
    if (all.isEmpty() && !settings.isWrong("caravan.syncs")) {
      findings.add(
          Finding.hint(
              "caravan.syncs",
              "names no sync, so none was checked and run has nothing to do; there are "
                  + String.join(", ", settings.runnable()),
              List.of()));
    }
    try {
      MissingPipes.refuse(settings, all);
    } catch (ConfigurationException e) {
      e.problems().forEach(it -> findings.add(Finding.wrong("configuration", it.sentence())));
    }
    return all.stream()
        .filter(name -> settings.ends(name).map(SyncEnds::hasPipe).orElse(true))
        .toList();
  }

  /** 0 fine, 2 something must be changed, 4 something was not reached. */
  public static int exitCode(List<Finding> findings) {
    Set<Level> levels = new LinkedHashSet<>();
    findings.forEach(finding -> levels.add(finding.level()));
    if (levels.contains(Level.WRONG)) {
      return 2;
    }
    return levels.contains(Level.UNREACHABLE) ? 4 : 0;
  }

  /** Whether these can be used as far as the configuration goes. */
  private boolean problems(List<String> accounts, List<String> syncs) {
    try {
      settings.requireFor(accounts, syncs);
      return true;
    } catch (ConfigurationException e) {
      e.problems().stream()
          .map(problem -> Finding.wrong("configuration", problem.sentence()))
          .forEach(findings::add);
      return false;
    }
  }

  private boolean store() {
    StoreSettings store = settings.store();
    try (Store open = Store.open(store.toLookAt())) {
      String state = store.isThere() ? "%s can be opened" : "%s is not there yet; a cycle makes it";
      findings.add(Finding.good("store", state.formatted(store)));
      openToOthers();
      return true;
    } catch (StoreException e) {
      findings.add(Finding.wrong("store", String.valueOf(e.getMessage())));
      return false;
    }
  }

  private void openToOthers() {
    List<Path> open = settings.store().openToOthers();
    if (!open.isEmpty()) {
      findings.add(
          Finding.hint(
              "store",
              "other users of this machine may read who your customers are; to keep it yours:",
              open.stream().map(path -> "chmod go-rwx " + path).toList()));
    }
  }

  private void keysInOwnFiles() {
    List<String> keys = settings.keysInOwnFiles();
    if (!keys.isEmpty()) {
      findings.add(
          new Finding(Level.GOOD, "configuration", "keys are read from files of their own:", keys));
    }
  }

  private void secretsOpenToOthers() {
    List<Path> open =
        settings.filesWithSecrets().stream()
            // A link leads into a mount, whose permissions are those of its maker.
            .filter(file -> !Files.isSymbolicLink(file))
            .filter(FileAccess::isOpenToOthers)
            .toList();
    if (!open.isEmpty()) {
      findings.add(
          Finding.hint(
              "configuration",
              "other users of this machine may read your credentials; to keep them yours:",
              open.stream().map(path -> "chmod go-rwx " + path).toList()));
    }
  }

  private void accounts(CaravanRuntime caravan, List<String> syncs, boolean store) {
    Set<String> names = new LinkedHashSet<>();
    syncs.stream()
        .flatMap(name -> settings.ends(name).stream())
        .flatMap(this::accountsOf)
        .forEach(names::add);
    caravan.accounts().all().stream()
        .map(Account::name)
        .filter(settings.vendorKeys()::hasCredentials)
        .forEach(names::add);
    for (String name : names) {
      if (problems(List.of(name), List.of())) {
        Account account = caravan.accounts().get(name);
        WayCheck.proxy(account, settings.proxies()).ifPresent(findings::add);
        if (account.reserve() > 0) {
          findings.add(
              Finding.good(
                  name,
                  "leaves %d%% of each limit to other tools on the account"
                      .formatted(account.reserve())));
        }
        Finding finding = new AccountCheck(caravan, settings.vendors()).check(account);
        findings.add(finding);
        if (finding.level() == Level.GOOD || finding.level() == Level.HINT) {
          answering.add(name);
        }
        // Without the store nobody knows what was called before.
        if (store) {
          caravan
              .accountsInUse()
              .quota(name)
              .map(use -> AccountCheck.quota(name, use))
              .ifPresent(findings::add);
        }
      }
    }
  }

  private Stream<String> accountsOf(SyncEnds ends) {
    SyncSettings sync = settings.sync(ends.name());
    return Stream.of(sync.sourceAccount(), sync.targetAccount()).filter(name -> !name.isBlank());
  }

  private void sync(CaravanRuntime caravan, SyncEnds ends) {
    SyncSettings sync = settings.sync(ends.name());
    settings
        .vendorKeys()
        .missingForComments(sync)
        .ifPresent(missing -> findings.add(Finding.hint(sync.name(), missing, List.of())));
    if (accountsOf(ends).allMatch(answering::contains)) {
      boolean complete = problems(List.of(), List.of(ends.name()));
      Explanation explanation = new Explanation(settings.vendors());
      SyncInQuestion question = new SyncInQuestion(caravan, ends, sync, complete, explanation);
      for (VendorCheck check : ServiceLoader.load(VendorCheck.class)) {
        if (question.readsFrom(check.vendor()) || question.writesTo(check.vendor())) {
          findings.addAll(check.check(question));
        }
      }
    }
  }
}
