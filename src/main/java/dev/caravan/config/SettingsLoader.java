package dev.caravan.config;

import dev.caravan.config.KnownKeys.Known;
import dev.caravan.pipe.Kamelets;
import dev.caravan.pipe.OwnFiles;
import dev.caravan.pipe.Pipes;
import dev.caravan.proxy.Proxies;
import dev.caravan.text.Flaw;
import dev.caravan.text.Redaction;
import dev.caravan.vendor.RouteFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds {@link Settings} from files and environment. One use. */
final class SettingsLoader {
  private static final String FILE = "application.properties";

  private final LoadRequest request;
  private final Map<String, String> variables;
  private final Map<String, WrittenValue> entries = new LinkedHashMap<>();
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> missing = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final EarlyValues early;
  private Path defaultFolder;

  SettingsLoader(LoadRequest request) {
    this.request = request;
    this.variables = ServiceVariables.without(request.environment());
    this.early = new EarlyValues(entries, request.environment(), request.workingFolder());
    this.defaultFolder = request.workingFolder();
  }

  Settings load() {
    readFiles();
    RouteFolders routes = routes();
    Catalog catalog = Catalog.of(routes);
    List<Flaw> flaws = catalog.descriptors().flaws();
    flaws.forEach(flaw -> problems.add(Problem.of(flaw)));
    Kamelets kamelets = new Kamelets(routes);
    Pipes pipes = Pipes.ofSyncs(routes);
    new OwnFiles(routes, kamelets, entries::containsKey)
        .flaws()
        .forEach(flaw -> problems.add(Problem.of(flaw)));
    SyncNames names = new SyncNames(catalog, routes, pipes);
    names.read(entries.values(), variables);
    AccountNames accountNames = new AccountNames(catalog);
    Map<String, String> accounts = accountNames.read(entries.values(), variables, names.ofPipes());
    problems.addAll(accountNames.problems());
    Map<String, SyncEnds> syncs = names.syncs(accounts.keySet(), early::of);
    problems.addAll(names.problems());
    NotifyNames notifyNames =
        new NotifyNames(Pipes.ofNotices(routes), entries.values(), early.find(NotifyNames.KEY));
    KnownKeys known = new KnownKeys(catalog, accounts, syncs.values(), notifyNames.all());
    UnknownKeys unknown = new UnknownKeys(catalog, known, accounts, syncs.keySet());
    entries.values().stream()
        .filter(entry -> known.find(entry.key()).isEmpty() && !names.isLine(entry.key()))
        .forEach(unknown::see);
    unknown.seeVariables(variables.keySet());
    readEnvironment(known);
    if (flaws.isEmpty() && !isWrong(OwnRoutes.KEY)) {
      // A descriptor that is wrong or not found may hold the very keys.
      problems.addAll(unknown.problems());
    }
    warnings.addAll(unknown.warnings());
    Set<String> prefixes = accounts.keySet();
    ValueForms forms =
        new ValueForms(
            prefixes,
            syncs.keySet(),
            notifyNames.all(),
            PlainHosts.of(early),
            key -> beginsOthers(known, key));
    resolve(known, forms);
    NotifyReader notices =
        new NotifyReader(
            catalog,
            routes,
            kamelets,
            key -> Optional.ofNullable(values.get(key)),
            key -> Optional.ofNullable(entries.get(key)).map(early::of));
    notices.read(notifyNames, syncs.keySet(), this::where, this::isWrong);
    notices.problems().stream().filter(it -> !problems.contains(it)).forEach(problems::add);
    Proxies proxies = Proxies.of(request.environment(), System::getProperty);
    proxies.wrong().forEach(variable -> problems.add(Problem.ofProxy(variable)));
    Set<String> secrets = secrets(known);
    secrets.addAll(proxies.secrets());
    secrets.addAll(notices.secrets());
    Redaction redaction = Redaction.of(secrets);
    return new Settings(
        routes,
        kamelets,
        pipes,
        catalog,
        known,
        accounts,
        syncs,
        entries,
        values,
        missing,
        proxies,
        notices.enabled(),
        secrets,
        clean(redaction, problems),
        clean(redaction, warnings));
  }

  private Set<String> secrets(KnownKeys known) {
    Set<String> secrets = new LinkedHashSet<>();
    for (Known key : known.all()) {
      if (key.key().isSecret()) {
        secrets.add(Objects.toString(values.get(key.name()), ""));
        WrittenValue entry = entries.get(key.name());
        secrets.add(entry == null || entry.isReference() ? "" : entry.value());
      }
    }
    secrets.removeIf(String::isBlank);
    return secrets;
  }

  /** A secret may have been written by mistake where anything else belongs. */
  private static List<Problem> clean(Redaction redaction, List<Problem> problems) {
    return problems.stream()
        .map(
            it ->
                new Problem(
                    it.key(), it.where(), redaction.clean(it.what()), redaction.clean(it.hint())))
        .toList();
  }

  private String where(String key) {
    WrittenValue entry = entries.get(key);
    return entry == null ? "" : entry.where();
  }

  private void readFiles() {
    Path own = request.workingFolder().resolve(FILE);
    Path installed = request.installationFolder().resolve(FILE);
    if (Files.exists(own)) {
      readFile(own, FILE);
      defaultFolder = request.workingFolder();
    } else if (Files.exists(installed)) {
      readFile(installed, installed.toString());
      defaultFolder = request.installationFolder();
    }
    for (Path file : request.configFiles()) {
      readFile(request.workingFolder().resolve(file), file.toString());
    }
    early.find(KeyFolders.KEY).map(KeyFolders::new).ifPresent(this::add);
  }

  private void add(KeyFolders folders) {
    problems.addAll(folders.problems());
    warnings.addAll(folders.warnings());
    folders.entries().forEach(entry -> entries.put(entry.key(), entry));
  }

  private void readFile(Path file, String shownAs) {
    PropertiesFile read = PropertiesFile.read(file, shownAs);
    problems.addAll(read.problems());
    warnings.addAll(read.warnings());
    read.entries().forEach(entry -> entries.put(entry.key(), entry));
  }

  private RouteFolders routes() {
    OwnRoutes own = new OwnRoutes(request.routes(), early.find(OwnRoutes.KEY));
    problems.addAll(own.problems());
    return own.routes();
  }

  private boolean isWrong(String key) {
    return problems.stream().anyMatch(problem -> problem.key().equals(key));
  }

  private void readEnvironment(KnownKeys known) {
    for (Known key : known.all()) {
      key.variables().stream()
          .filter(variables::containsKey)
          .findFirst()
          .ifPresent(
              variable ->
                  entries.put(
                      key.name(),
                      WrittenValue.ofVariable(
                          key.name(),
                          variable,
                          variables.getOrDefault(variable, ""),
                          request.workingFolder())));
    }
  }

  private void resolve(KnownKeys known, ValueForms types) {
    Placeholders placeholders =
        new Placeholders(name -> raw(known, name), known.names(), request.environment());
    for (Known key : known.all()) {
      WrittenValue entry = entries.get(key.name());
      Placeholders.Resolution outcome =
          entry != null && isLiteral(key)
              ? new Placeholders.Resolution.Value(entry.value())
              : placeholders.resolve(key.name());
      String where = entry == null ? "" : entry.where();
      if (outcome instanceof Placeholders.Resolution.Value value && !value.text().isBlank()) {
        accept(known, types, key, value.text().strip(), entry);
      } else if (outcome instanceof Placeholders.Resolution.Wrong wrong) {
        problems.add(new Problem(key.name(), where, wrong.what(), wrong.hint()));
      } else if (outcome instanceof Placeholders.Resolution.Absent absent
          && !absent.missing().equals(key.name())) {
        missing.put(key.name(), absent.missing());
      }
    }
    // Camel resolves what is its own.
    entries.values().stream()
        .filter(entry -> known.find(entry.key()).isEmpty())
        .forEach(entry -> values.put(entry.key(), entry.value()));
  }

  /** A secret may happen to hold braces: it is a reference as a whole or not at all. */
  private boolean isLiteral(Known key) {
    WrittenValue entry = entries.get(key.name());
    return key.key().isSecret() && entry != null && !entry.isBlank() && !entry.isReference();
  }

  private void accept(
      KnownKeys known, ValueForms types, Known key, String value, @Nullable WrittenValue entry) {
    Path folder = entry == null ? defaultFolder : entry.folder();
    String where = entry == null ? "" : entry.where();
    List<Problem> found = matters(known, key) ? types.check(key, value, where, folder) : List.of();
    boolean derived = raw(known, key.name()).orElse("").contains("{{");
    if (derived && !found.isEmpty() && !problems.isEmpty() && isAboutAnotherKeyOf(key)) {
      return;
    }
    problems.addAll(found);
    if (found.isEmpty()) {
      values.put(key.name(), matters(known, key) ? types.plain(key, value, folder) : value);
    }
  }

  /** A wrong platform makes a wrong address: one finding is enough. */
  private boolean isAboutAnotherKeyOf(Known key) {
    return problems.stream().anyMatch(p -> KnownKeys.prefix(p.key()).equals(key.prefix()));
  }

  /** A platform, say, counts only while the base URL is made of it. */
  private boolean matters(KnownKeys known, Known key) {
    return key.key()
        .onlyFor()
        .map(user -> raw(known, key.prefix() + "." + user).orElse("").contains(key.reference()))
        .orElse(true);
  }

  private boolean beginsOthers(KnownKeys known, Known key) {
    return known.under(key.prefix()).stream()
        .anyMatch(other -> raw(known, other.name()).orElse("").startsWith(key.reference()));
  }

  private Optional<String> raw(KnownKeys known, String name) {
    WrittenValue entry = entries.get(name);
    if (entry != null && !entry.isBlank()) {
      return Optional.of(entry.value());
    }
    Optional<Known> key = known.find(name);
    return entry != null && key.map(it -> it.key().mayBeEmpty()).orElse(false)
        ? Optional.empty()
        : key.flatMap(Known::fallback);
  }
}
