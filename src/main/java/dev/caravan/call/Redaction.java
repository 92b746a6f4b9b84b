package dev.caravan.call;

import dev.caravan.account.Account;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the secrets of an installation out of a text that somebody else wrote: a vendor may send
 * back another one's, as where a proxy answers for both. Immutable.
 */
public final class Redaction {
  private static final Pattern SECRET_KEY =
      Pattern.compile("(?:.*-)?(?:secret|password|token|key)");
  private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic)\\s+[\\w.~+/=-]{8,}");
  private static final Pattern JWT = Pattern.compile("\\beyJ[\\w-]{5,}(?:\\.[\\w-]*){0,2}");

  /** Shorter ones would tear ordinary words apart; no vendor issues secrets that short. */
  private static final int SHORTEST_SECRET = 4;

  private final Set<String> known;

  /**
   * @param known every secret of the installation
   */
  public Redaction(Set<String> known) {
    this.known = Set.copyOf(known);
  }

  /**
   * The text with every secret of the installation and of the call, and whatever looks like a
   * token, as {@code ***}.
   */
  public String of(Account account, @Nullable Credential credential, String text) {
    List<String> secrets = new ArrayList<>(known);
    account.settings().entrySet().stream()
        .filter(setting -> SECRET_KEY.matcher(setting.getKey()).matches())
        .forEach(setting -> secrets.add(setting.getValue()));
    if (credential != null) {
      secrets.add(credential.secret());
    }
    String clean = text;
    // Longest first: one secret may be a part of another.
    secrets.sort(Comparator.comparingInt(String::length).reversed());
    for (String secret : secrets) {
      if (secret.length() >= SHORTEST_SECRET) {
        clean = clean.replace(secret, "***");
        clean = clean.replace(URLEncoder.encode(secret, StandardCharsets.UTF_8), "***");
      }
    }
    clean = BEARER.matcher(clean).replaceAll("$1 ***");
    return JWT.matcher(clean).replaceAll("***");
  }

  /** Never shows them. */
  @Override
  public String toString() {
    return "Redaction of %d secrets".formatted(known.size());
  }
}
