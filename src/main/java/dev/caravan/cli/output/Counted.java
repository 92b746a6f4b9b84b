package dev.caravan.cli.output;

/** Numbers with their nouns. */
public final class Counted {
  private Counted() {}

  /**
   * One thing, or several of them.
   *
   * @param noun in the singular, with a plural in -s
   */
  public static String of(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
