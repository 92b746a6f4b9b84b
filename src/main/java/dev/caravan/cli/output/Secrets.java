package dev.caravan.cli.output;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps the configured secrets, and whatever looks like a token, out of everything that this
 * process prints. One set a process, because the logging library makes its converters by itself.
 * Thread-safe.
 */
public final class Secrets {
  /** Shorter ones would blot out ordinary words; no vendor issues such. */
  private static final int SHORTEST = 4;

  private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic)\\s+[\\w.~+/=-]{8,}");
  private static final Pattern JWT = Pattern.compile("\\beyJ[\\w-]{5,}(?:\\.[\\w-]*){0,2}");

  private static volatile List<String> known = List.of();

  private Secrets() {}

  /** From now on these are hidden too, as they are and as they look in an address. */
  public static synchronized void hide(Collection<String> secrets) {
    Set<String> all = new LinkedHashSet<>(known);
    for (String secret : secrets) {
      if (secret.length() >= SHORTEST) {
        all.add(secret);
        all.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
      }
    }
    // Longest first: one secret may be a part of another.
    known = all.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  /** The text without them. */
  public static String removeFrom(String text) {
    String clean = text;
    for (String secret : known) {
      clean = clean.replace(secret, "***");
    }
    clean = BEARER.matcher(clean).replaceAll("$1 ***");
    return JWT.matcher(clean).replaceAll("***");
  }
}
