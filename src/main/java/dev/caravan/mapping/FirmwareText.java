package dev.caravan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.text.Names;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What makers leave in the firmware where they wrote nothing. Many devices share such a text, so it
 * names none of them. The words are those of the black lists that the inventories GLPI and OCS
 * Inventory publish, and what dmidecode prints where a board says nothing. Pure.
 */
final class FirmwareText {
  private static final Set<String> WORDS =
      Set.of(
          "*",
          "03000200-0400-0500-0006-000700080009",
          "asset",
          "base board serial number",
          "baseboard serial number",
          "board serial number",
          "chassis serial number",
          "default",
          "default string",
          "default_string",
          "empty",
          "enclosure serial number",
          "eval",
          "filled by o.e.m",
          "filled by oem",
          "iatpass",
          "invalid",
          "n.a",
          "n/a",
          "na",
          "nil",
          "no",
          "no asset information",
          "no asset tag",
          "no enclosure",
          "no serial",
          "no serial number",
          "none",
          "not applicable",
          "not available",
          "not defined",
          "not found",
          "not present",
          "not provided",
          "not set",
          "not settable",
          "not specified",
          "not supported",
          "null",
          "(null)",
          "(null string)",
          "o.e.m",
          "oem",
          "oem default string",
          "product name",
          "serial",
          "serial number",
          "serialnumber",
          "standard",
          "system manufacturer",
          "system name",
          "system product name",
          "system serial number",
          "system version",
          "tba",
          "tbd",
          "test",
          "tulip computers",
          "type1productconfigid",
          "undefined",
          "unknow",
          "unknown",
          "unspecified");

  /** "To be filled by O.E.M.", "To be filled by the manufacturer", "Not Specified (0x00)". */
  private static final Pattern BEGINNING =
      Pattern.compile(
          "(?:to be (?:filled|set|defined|determined)|not specified|not available)\\b.*");

  /** 1.0 is a version; GLPI has it among invalid serials. */
  private static final Pattern VERSION = Pattern.compile("\\d{1,2}(?:\\.\\d{1,2}){1,3}");

  private static final Pattern ONE_SIGN = Pattern.compile("(.)\\1*");
  private static final Pattern ZEROS_AND_ONES = Pattern.compile("[01]+");

  /** SYS-1234567890, SN12345, S/N: 9876543210, Serial Number xxxxxx, MB-1234567890. */
  private static final Pattern LABEL =
      Pattern.compile(
          "(?:system|chassis|board|base"
              + " ?board|asset|serial|number|no|sys|sn|s/n|mb|bss|bsn|cs|ch|at)[-_ :#.]*");

  /** As in 123456789000. */
  private static final Pattern ROUNDED = Pattern.compile("(?<=\\d{6})0{2,}$");

  private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** What people write between the figures of one number. */
  private static final Pattern SEPARATORS = Pattern.compile("[\\s_:#/\\p{Pd}]+");

  private static final String UP = "01234567890123456789012345678901234567890";
  private static final String DOWN = new StringBuilder(UP).reverse().toString();

  /** Fewer figures in a row may be a number that somebody gave. */
  private static final int FEWEST_FIGURES = 3;

  private FirmwareText() {}

  /** A serial as one readable line; null for none, and for one that is no serial. */
  static @Nullable String serial(JsonNode value) {
    String text = PlainText.of(value);
    return text == null || isNoName(text) || isNoSerial(Names.folded(text)) ? null : text;
  }

  /** The name of a maker or a model in the same way. */
  static @Nullable String name(JsonNode value) {
    String text = PlainText.of(value);
    return text == null || isNoName(text) ? null : text;
  }

  private static boolean isNoName(String text) {
    String word = Names.folded(text).replaceAll("[.…\\s]+$", "");
    return WORDS.contains(word)
        || BEGINNING.matcher(word).matches()
        || SIGNS.matcher(word).replaceAll("").isEmpty()
        || word.equals("0");
  }

  private static boolean isNoSerial(String serial) {
    String rest = serial;
    for (var label = LABEL.matcher(rest); label.lookingAt(); label = LABEL.matcher(rest)) {
      rest = rest.substring(label.end());
    }
    boolean labelled = rest.length() < serial.length();
    return isNoNumber(SEPARATORS.matcher(serial).replaceAll(""))
        || ZEROS_AND_ONES.matcher(serial).matches()
        || VERSION.matcher(serial).matches()
        || (labelled && isNoNumberAfterLabel(SIGNS.matcher(rest).replaceAll("")))
        || rest.startsWith("123456fvgv");
  }

  /** A single figure after a word, as in Board7, may be a name. */
  private static boolean isNoNumberAfterLabel(String signs) {
    return isNoNumber(signs) && (signs.length() != 1 || signs.equals("0"));
  }

  private static boolean isNoNumber(String signs) {
    return signs.isEmpty()
        || ONE_SIGN.matcher(signs).matches()
        || (signs.length() >= FEWEST_FIGURES && isCounted(ROUNDED.matcher(signs).replaceAll("")));
  }

  /** 12345, 0123456789, 9876543210: from one end of the figures on. */
  private static boolean isCounted(String figures) {
    return Stream.of(UP, UP.substring(1), DOWN, DOWN.substring(1))
        .anyMatch(row -> row.startsWith(figures));
  }
}
