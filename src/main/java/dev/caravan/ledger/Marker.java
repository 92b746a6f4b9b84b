package dev.caravan.ledger;

import dev.caravan.text.Digest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The word that makes a counterpart findable in its target: {@code cv-} and 12 base-32 characters
 * (RFC 4648, lower case) of a SHA-256. The same record and generation always give the same word.
 */
public final class Marker {
  /** How a marker looks in a text. */
  public static final Pattern FORM = Pattern.compile("\\bcv-[a-z2-7]{12}\\b");

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int LENGTH = 12;
  private static final int BITS = 5;

  private Marker() {}

  /**
   * The marker of one generation of one record. The parts are kept apart by a character that none
   * contains.
   */
  public static String of(String installation, String sync, String key, int generation) {
    byte[] digest =
        Digest.sha256(
            Digest.bytes(
                String.join("\u0000", installation, sync, key, Integer.toString(generation))));
    StringBuilder marker = new StringBuilder("cv-");
    for (int i = 0; i < LENGTH; i++) {
      int bit = i * BITS;
      int window = (digest[bit / 8] & 0xff) << 8 | digest[bit / 8 + 1] & 0xff;
      marker.append(ALPHABET.charAt(window >> (16 - BITS - bit % 8) & 31));
    }
    return marker.toString();
  }

  /** The first marker in a text. */
  public static Optional<String> in(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(text);
    return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
  }
}
