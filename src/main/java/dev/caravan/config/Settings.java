package dev.caravan.config;

import dev.caravan.account.Accounts;
import dev.caravan.pipe.Kamelets;
import dev.caravan.pipe.Pipe;
import dev.caravan.pipe.Pipes;
import dev.caravan.proxy.Proxies;
import dev.caravan.store.StoreSettings;
import dev.caravan.text.Durations;
import dev.caravan.vendor.RouteFolders;
import dev.caravan.vendor.Vendor;
import dev.caravan.vendor.Vendors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole configuration: environment, files and defaults, merged once. Immutable and thread-safe.
 *
 * <p>Loading never fails: what is wrong is kept, so that {@link #requireFor} can say everything at
 * once. Whatever hands out a part of the configuration ({@link #accounts}, {@link #sync}, {@link
 * #store}, {@link #camelProperties}) throws {@link ConfigurationException} while something is
 * wrong.
 */
public final class Settings {
  private final RouteFolders routes;
  private final Kamelets kamelets;
  private final Pipes pipes;
  private final Catalog catalog;
  private final KnownKeys known;
  private final Map<String, String> accountVendors;
  private final Map<String, SyncEnds> syncs;
  private final Map<String, WrittenValue> entries;
  private final Map<String, String> values;
  private final Map<String, String> missing;
  private final Proxies proxies;
  private final List<NotifyPipe> notifyPipes;
  private final Set<String> secrets;
  private final List<Problem> problems;
  private final List<Problem> warnings;

  Settings(
      RouteFolders routes,
      Kamelets kamelets,
      Pipes pipes,
      Catalog catalog,
      KnownKeys known,
      Map<String, String> accountVendors,
      Map<String, SyncEnds> syncs,
      Map<String, WrittenValue> entries,
      Map<String, String> values,
      Map<String, String> missing,
      Proxies proxies,
      List<NotifyPipe> notifyPipes,
      Set<String> secrets,
      List<Problem> problems,
      List<Problem> warnings) {
    this.routes = routes;
    this.kamelets = kamelets;
    this.pipes = pipes;
    this.catalog = catalog;
    this.known = known;
    this.accountVendors = accountVendors;
    this.syncs = syncs;
    this.entries = entries;
    this.values = values;
    this.missing = missing;
    this.proxies = proxies;
    this.notifyPipes = List.copyOf(notifyPipes);
    this.secrets = Set.copyOf(secrets);
    this.problems = List.copyOf(problems);
    this.warnings = List.copyOf(warnings);
  }

  /** Reads and checks everything; see {@link LoadRequest} for what wins over what. */
  public static Settings load(LoadRequest request) {
    return new SettingsLoader(request).load();
  }

  /** Where the files of routes are: the shipped folder first, then the operator's own. */
  public RouteFolders routes() {
    return routes;
  }

  /** The Kamelets of those folders. */
  public Kamelets kamelets() {
    return kamelets;
  }

  /** The Pipe that a sync is made of; empty when there is no such sync or its Pipe is not here. */
  public Optional<Pipe> pipe(String sync) {
    return ends(sync).flatMap(ends -> pipes.find(ends.pipe()));
  }

  /** What is wrong whatever the configuration is used for. */
  public List<Problem> problems() {
    return problems;
  }

  /** What is odd but works, such as a key that is set twice in one file. */
  public List<Problem> warnings() {
    return warnings;
  }

  /**
   * Makes sure that these syncs, the accounts at their ends and these further accounts can be used.
   *
   * @throws ConfigurationException with everything that is wrong or missing
   */
  public void requireFor(Collection<String> accountNames, Collection<String> syncNames) {
    List<Problem> all = new ArrayList<>(problems);
    all.addAll(new Requirements(this, known).of(accountNames, syncNames));
    if (!all.isEmpty()) {
      throw new ConfigurationException(all);
    }
  }

  /** The installation's name, a part of every marker. */
  public String installation() {
    sound();
    return value("caravan.installation").orElseThrow();
  }

  /** How many cycles of alerts {@code run} lets run at a time. */
  public int parallelCycles() {
    sound();
    return Integer.parseInt(value("caravan.parallel-cycles").orElseThrow());
  }

  /** How long a process keeps the lock of a sync without renewing it. */
  public Duration lease() {
    sound();
    return Durations.parse(value("caravan.lease").orElseThrow());
  }

  /** How long what has ended is kept in the store. */
  public Duration keepHistory() {
    sound();
    return Durations.parse(value("caravan.keep-history").orElseThrow());
  }

  /** The Pipes that tell operators what they must know. */
  public List<NotifyPipe> notifyPipes() {
    sound();
    return notifyPipes;
  }

  /** So many aborted cycles of a sync in a row are told. */
  public int notifyAfter() {
    sound();
    return Integer.parseInt(value("caravan.notify.after").orElseThrow());
  }

  /** The names of the syncs that {@code run} starts, without repetition. */
  public List<String> enabledSyncs() {
    return value("caravan.syncs").map(ValueForms::list).orElse(List.of()).stream()
        .distinct()
        .toList();
  }

  /** The names of all syncs, shipped and added. */
  public Collection<String> syncNames() {
    return syncs.keySet();
  }

  /** The names of those whose Pipe is here, sorted. */
  public List<String> runnable() {
    return syncs.values().stream().filter(SyncEnds::hasPipe).map(SyncEnds::name).sorted().toList();
  }

  /** The vendors at the ends of a sync, empty when there is no such sync. */
  public Optional<SyncEnds> ends(String sync) {
    return Optional.ofNullable(syncs.get(sync));
  }

  /** The accounts that have an address; whether they have credentials is for requireFor to say. */
  public Accounts accounts() {
    sound();
    return new AccountReader(this, catalog, known).read(accountVendors);
  }

  /** The settings of a sync whose vendors the catalog or its Pipe says. */
  public SyncSettings sync(String name) {
    SyncEnds ends =
        ends(name).orElseThrow(() -> new IllegalArgumentException("No sync '%s'".formatted(name)));
    return sync(name, ends.sourceVendor().orElse(""), ends.targetVendor().orElse(""));
  }

  /**
   * The settings of a sync.
   *
   * @param sourceVendor whose default account is read unless another is set
   * @param targetVendor whose default account is written to unless another is set
   * @throws IllegalArgumentException when there is no such sync
   */
  public SyncSettings sync(String name, String sourceVendor, String targetVendor) {
    sound();
    if (!syncs.containsKey(name)) {
      throw new IllegalArgumentException("There is no sync '%s'".formatted(name));
    }
    return new SyncReader(this, vendorKeys(), name).read(sourceVendor, targetVendor);
  }

  /** Where the ledger is. */
  public StoreSettings store() {
    sound();
    return new StoreSettings(
        value("caravan.store.url").orElseThrow(),
        value("caravan.store.username").orElse(""),
        value("caravan.store.password").orElse(""));
  }

  /**
   * Every value, for Camel to override its own properties with: defaults applied for each account
   * and sync, placeholders resolved, keys that are not ours as they were written. A key without a
   * value is absent. {@code <sync>.source-account} and {@code .target-account} are always there.
   * Secrets are among them.
   */
  public Properties camelProperties() {
    sound();
    Properties properties = new Properties();
    properties.putAll(values);
    for (SyncEnds sync : syncs.values()) {
      String dot = sync.name() + ".";
      sync.sourceVendor()
          .flatMap(this::defaultAccount)
          .ifPresent(account -> properties.putIfAbsent(dot + "source-account", account));
      sync.targetVendor()
          .flatMap(this::defaultAccount)
          .ifPresent(account -> properties.putIfAbsent(dot + "target-account", account));
    }
    return properties;
  }

  /** The proxies that vendors are reached through. */
  public Proxies proxies() {
    return proxies;
  }

  /** The secret values, for a filter that keeps them out of logs. */
  public Set<String> secrets() {
    return secrets;
  }

  /** The value of a whole key, default applied and placeholders resolved; may be a secret. */
  public Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** The file and line or the environment variable that a value comes from; empty for a default. */
  public String where(String key) {
    WrittenValue entry = entries.get(key);
    return entry == null ? "" : entry.where();
  }

  /** The keys that have a file of their own, each with the file. */
  public List<String> keysInOwnFiles() {
    return entries.values().stream()
        .filter(WrittenValue::isOwnFile)
        .map(entry -> "%s: %s".formatted(entry.key(), entry.where()))
        .toList();
  }

  /** The files in which secrets stand, a reference to another place being none. */
  public Set<Path> filesWithSecrets() {
    return known.all().stream()
        .filter(key -> key.key().isSecret())
        .flatMap(key -> Stream.ofNullable(entries.get(key.name())))
        .filter(entry -> !entry.isBlank() && !entry.isReference())
        .flatMap(entry -> entry.file().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The vendors that there are folders of. */
  public Vendors vendors() {
    return catalog.descriptors();
  }

  /** What the keys say that the vendors add to accounts and syncs. */
  public VendorKeys vendorKeys() {
    return new VendorKeys(this, catalog, known);
  }

  /** Whether there is such a key. */
  boolean knows(String key) {
    return known.find(key).isPresent();
  }

  /** Whether a finding is about this key. */
  public boolean isWrong(String key) {
    return problems.stream().anyMatch(problem -> problem.key().equals(key));
  }

  /** What somebody wrote as the value of the key. */
  Optional<String> written(String key) {
    return Optional.ofNullable(entries.get(key))
        .filter(entry -> !entry.isBlank())
        .map(WrittenValue::value);
  }

  /** The key without a value that keeps this one from having its own. */
  Optional<String> missingFor(String key) {
    return Optional.ofNullable(missing.get(key));
  }

  Optional<String> vendorOf(String account) {
    return Optional.ofNullable(accountVendors.get(account));
  }

  Optional<String> defaultAccount(String vendor) {
    return Optional.ofNullable(catalog.vendors().get(vendor)).map(Vendor::account);
  }

  private void sound() {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  /** Never shows the values: some are secrets. */
  @Override
  public String toString() {
    return "Settings[%d values, accounts %s]".formatted(values.size(), accountVendors.keySet());
  }
}
