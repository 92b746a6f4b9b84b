package dev.caravan.cycle;

/**
 * The names under which a cycle tells the steps of its sync, beside those of calls and pages, what
 * they need to know of it.
 */
public final class CycleVariables {
  /** Whether the page is the first of its cycle. */
  static final String FIRST = "first";

  /** The source's account, and the routes that ask it for one record and resolve one. */
  static final String SOURCE = "source";

  static final String CONFIRM = "confirm";
  static final String RESOLVE = "resolve";

  /** Variable set while a mapping is at work: its file. */
  public static final String MAPPING = "mapping";

  private CycleVariables() {}
}
