package dev.caravan.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of sites, customers, devices, statuses, as two systems write one and the same. Stateless.
 */
public final class Names {
  /** Blanks of every kind: no-break ones, tabs, those of other alphabets. */
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

  /** Marks of direction, zero-width signs: whoever types the name again leaves them out. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Cc}&&[^\\s]]+");

  private Names() {}

  /**
   * Equal for names that differ in case alone, of whatever alphabet, in how accents are encoded
   * (composed or not), in the kind and number of blanks, in blanks around them, or in signs that
   * nobody sees.
   */
  public static String folded(String name) {
    if (isPlain(name)) {
      return name.toLowerCase(Locale.ROOT);
    }
    String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
    String visible = INVISIBLE.matcher(composed).replaceAll("");
    // Capitals first: ß and SS, the two small sigmas.
    String folded = visible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(
        BLANKS.matcher(folded).replaceAll(" ").strip(), Normalizer.Form.NFC);
  }

  /** Whether two names are one. */
  public static boolean same(String one, String other) {
    return folded(one).equals(folded(other));
  }

  /** Most texts of one line are: printable ASCII, no blank at an end, none doubled. */
  public static boolean isPlain(String name) {
    char before = ' ';
    for (int i = 0; i < name.length(); i++) {
      char current = name.charAt(i);
      if (current < ' ' || current > '~' || (current == ' ' && before == ' ')) {
        return false;
      }
      before = current;
    }
    return before != ' ' || name.isEmpty();
  }
}
