package dev.caravan.cli;

/** Numbers with their nouns. */
final class Counted {
  private Counted() {}

  /**
   * One thing, or several of them.
   *
   * @param noun in the singular, with a plural in -s
   */
  static String of(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
