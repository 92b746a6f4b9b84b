package dev.caravan.config;

import dev.caravan.config.KnownKeys.Known;
import dev.caravan.text.Similar;
import dev.caravan.vendor.Key;
import dev.caravan.vendor.Vendor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Says what was probably meant by a key that nothing reads. */
final class UnknownKeys {
  private static final String CAMEL = "camel";

  private final Catalog catalog;
  private final KnownKeys known;
  private final Map<String, String> accountVendors;
  private final Collection<String> syncs;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  UnknownKeys(
      Catalog catalog,
      KnownKeys known,
      Map<String, String> accountVendors,
      Collection<String> syncs) {
    this.syncs = syncs;
    this.catalog = catalog;
    this.known = known;
    this.accountVendors = accountVendors;
  }

  List<Problem> problems() {
    return problems;
  }

  List<Problem> warnings() {
    return warnings;
  }

  /** Camel's own keys are Camel's to check. */
  static boolean isCamels(String key) {
    return KnownKeys.prefix(key).equals(CAMEL);
  }

  /** Looks at a key of a file that is not a known one. */
  void see(WrittenValue entry) {
    String prefix = KnownKeys.prefix(entry.key());
    if (isCamels(entry.key()) || isOfUnknownVendor(prefix)) {
      return;
    }
    String rest = entry.key().substring(Math.min(prefix.length() + 1, entry.key().length()));
    Optional<String> hint =
        known.prefixes().contains(prefix) ? Optional.of(meantUnder(prefix, rest)) : meant(entry);
    hint.ifPresentOrElse(
        text -> problems.add(problem(entry, "is not a key that Caravan knows", text)),
        () -> warnings.add(problem(entry, "is not a key of Caravan", "Camel gets it as it is")));
  }

  /** An account whose vendor is misspelt has one problem, not one for each of its keys. */
  private boolean isOfUnknownVendor(String prefix) {
    String vendor = accountVendors.get(prefix);
    return vendor != null && !catalog.vendors().containsKey(vendor);
  }

  private static Problem problem(WrittenValue entry, String what, String hint) {
    return new Problem(entry.key(), entry.where(), what, hint);
  }

  private String meantUnder(String prefix, String rest) {
    List<Known> siblings = known.under(prefix);
    if (syncs.contains(prefix)) {
      Optional<String> other = ofAnotherVendor(rest);
      if (other.isPresent()) {
        return other.get();
      }
    }
    return siblings.stream()
        .filter(sibling -> sibling.key().alias().equals(Optional.of(rest)))
        .findFirst()
        .map(Known::name)
        .or(() -> Similar.to(prefix + "." + rest, siblings.stream().map(Known::name).toList()))
        .map("did you mean %s?"::formatted)
        .orElse("application.properties lists the keys there are");
  }

  /** The key of a sync of other vendors than those at its ends. */
  private Optional<String> ofAnotherVendor(String key) {
    for (Vendor vendor : catalog.vendors().values()) {
      boolean written = has(vendor.target().keys(), key);
      if (written || has(vendor.source().keys(), key)) {
        return Optional.of(
            "it is one of syncs that %s %s, which this one does not"
                .formatted(written ? "write to" : "read from", vendor.name()));
      }
    }
    return Optional.empty();
  }

  private static boolean has(List<Key> keys, String name) {
    return keys.stream().anyMatch(key -> key.name().equals(name));
  }

  private Optional<String> meant(WrittenValue entry) {
    String prefix = KnownKeys.prefix(entry.key());
    if (prefix.length() == entry.key().length()) {
      return meantWithPrefix(prefix);
    }
    String rest = entry.key().substring(prefix.length() + 1);
    Optional<String> similar = Similar.to(prefix, known.prefixes());
    Optional<String> didYouMean = similar.map(p -> "did you mean %s.%s?".formatted(p, rest));
    Optional<String> vendor = vendorWith(prefix, rest);
    if (vendor.isPresent() && !prefix.contains("-to-")) {
      String account =
          "a further account needs %s.vendor=%s as well".formatted(prefix, vendor.get());
      return Optional.of(didYouMean.map(text -> text + " " + account).orElse(account));
    }
    boolean ofSync = has(catalog.sync(), rest) || ofAnotherVendor(rest).isPresent();
    return didYouMean.or(
        () ->
            ofSync
                ? Optional.of(
                    "there is no sync '%s'; a further one needs %s.pipe=<Pipe> as well"
                        .formatted(prefix, prefix))
                : Optional.empty());
  }

  /** A key without any prefix, where exactly the prefix is missing. */
  private Optional<String> meantWithPrefix(String name) {
    List<String> candidates =
        known.names().stream().filter(key -> key.endsWith("." + name)).limit(2).toList();
    return candidates.stream().findFirst().map("did you mean %s?"::formatted);
  }

  /** The vendor that such an account probably belongs to. */
  private Optional<String> vendorWith(String prefix, String rest) {
    List<Vendor> having =
        catalog.vendors().values().stream()
            .filter(
                vendor ->
                    catalog.keysOfAccount(vendor.id()).stream()
                        .anyMatch(key -> key.name().equals(rest)))
            .toList();
    return having.stream()
        .filter(vendor -> prefix.startsWith(vendor.account()))
        .findFirst()
        .or(() -> having.stream().findFirst())
        .map(Vendor::id);
  }

  /** Warns of variables that are a typing error away from one that counts. */
  void seeVariables(Collection<String> environment) {
    for (String prefix : known.prefixes()) {
      String beginning = prefix.toUpperCase(Locale.ROOT).replace('-', '_') + "_";
      List<String> candidates =
          environment.stream().filter(variable -> variable.startsWith(beginning)).toList();
      if (!candidates.isEmpty()) {
        List<String> variables =
            known.under(prefix).stream().flatMap(key -> key.variables().stream()).toList();
        candidates.stream()
            .filter(variable -> !variables.contains(variable))
            .forEach(variable -> warnOf(variable, variables));
      }
    }
  }

  private void warnOf(String variable, List<String> variables) {
    Similar.to(variable, variables)
        .map("did you mean %s?"::formatted)
        .ifPresent(
            hint -> warnings.add(new Problem(variable, "environment", "sets nothing", hint)));
  }
}
