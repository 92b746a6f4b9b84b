package dev.caravan.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that somebody meant. */
public final class Similar {
  private static final int FARTHEST = 3;

  private Similar() {}

  /**
   * The only known name that begins with the given one, else the nearest: at most a typing error in
   * each three characters and three in all away.
   */
  public static Optional<String> to(String given, Collection<String> known) {
    int allowed = Math.min(FARTHEST, Math.max(1, (given.length() + 1) / 3));
    return onlyOneThatBeginsWith(given, known)
        .or(
            () ->
                known.stream()
                    .filter(name -> distance(given, name) <= allowed)
                    .min(Comparator.comparingInt(name -> distance(given, name))));
  }

  private static Optional<String> onlyOneThatBeginsWith(String given, Collection<String> known) {
    var longer =
        known.stream().filter(name -> given.length() > FARTHEST && name.startsWith(given)).toList();
    return longer.size() == 1 ? Optional.of(longer.get(0)) : Optional.empty();
  }

  /**
   * The Damerau-Levenshtein distance (optimal string alignment): insertions, deletions,
   * substitutions and swaps of neighbours that turn one text into the other.
   */
  static int distance(String a, String b) {
    int[][] steps = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        steps[i][j] = i == 0 || j == 0 ? i + j : cheapest(steps, a, b, i, j);
      }
    }
    return steps[a.length()][b.length()];
  }

  private static int cheapest(int[][] steps, String a, String b, int i, int j) {
    int replaced = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
  }
}
