package dev.caravan.check;

import java.util.List;

/**
 * One thing that was found out.
 *
 * @param subject the account, sync or key that it is about
 * @param text a sentence for the operator; never holds a secret
 * @param details further lines, such as rows to paste; may be empty
 */
public record Finding(Level level, String subject, String text, List<String> details) {

  /** What it means for the installation. */
  public enum Level {
    /** It works. */
    GOOD,
    /** It works, but the operator may want to know. */
    HINT,
    /** The operator must change something. */
    WRONG,
    /** It could not be found out, because something was not reached. */
    UNREACHABLE
  }

  public Finding {
    details = List.copyOf(details);
  }

  public static Finding good(String subject, String text) {
    return new Finding(Level.GOOD, subject, text, List.of());
  }

  public static Finding good(String subject, String text, List<String> details) {
    return new Finding(Level.GOOD, subject, text, details);
  }

  public static Finding hint(String subject, String text, List<String> details) {
    return new Finding(Level.HINT, subject, text, details);
  }

  public static Finding wrong(String subject, String text) {
    return new Finding(Level.WRONG, subject, text, List.of());
  }
}
