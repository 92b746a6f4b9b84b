package dev.caravan.config;

import dev.caravan.config.KnownKeys.Known;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps secrets out of sentences, wherever they were written by mistake. */
record Redaction(Set<String> secrets) {
  /** Shorter ones would blot out ordinary words; no vendor issues such. */
  private static final int SHORTEST = 6;

  static Redaction of(
      KnownKeys known, Map<String, String> values, Map<String, WrittenValue> entries) {
    Set<String> secrets = new LinkedHashSet<>();
    for (Known key : known.all()) {
      if (key.key().isSecret()) {
        add(secrets, values.get(key.name()));
        WrittenValue entry = entries.get(key.name());
        add(secrets, entry == null || entry.isReference() ? null : entry.value());
      }
    }
    return new Redaction(secrets);
  }

  private static void add(Collection<String> secrets, @Nullable String s) {
    if (s != null && !s.isBlank()) {
      secrets.add(s);
    }
  }

  List<Problem> applyTo(List<Problem> problems) {
    return problems.stream()
        .map(p -> new Problem(p.key(), p.where(), clean(p.what()), clean(p.hint())))
        .toList();
  }

  private String clean(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = secret.length() < SHORTEST ? clean : clean.replace(secret, "***");
    }
    return clean;
  }

  @Override
  public String toString() {
    return "Redaction of %d secrets".formatted(secrets.size());
  }
}
