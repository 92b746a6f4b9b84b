package dev.caravan.cli.output;

import dev.caravan.text.Redaction;
import java.util.Collection;

/**
 * Keeps the configured secrets, and whatever looks like a token, out of everything that this
 * process prints. One set a process, because the logging library makes its converters by itself.
 * Thread-safe.
 */
public final class Secrets {
  private static volatile Redaction known = Redaction.NONE;

  private Secrets() {}

  /** From now on these are hidden too. */
  public static synchronized void hide(Collection<String> secrets) {
    known = known.with(secrets);
  }

  /** The text without them. */
  public static String removeFrom(String text) {
    return known.clean(text);
  }
}
