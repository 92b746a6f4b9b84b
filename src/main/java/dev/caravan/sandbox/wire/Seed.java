package dev.caravan.sandbox.wire;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How many records there shall be; the same number gives the same ones.
 *
 * @param sites of the source, and customers of the same names
 */
public record Seed(int sites, int devices, int alerts, long number) {
  private static final List<String> TOWNS =
      List.of("Harbour", "Mill", "Station", "Garden", "Castle", "Bridge", "Forest", "Market");
  private static final List<String> TRADES =
      List.of("Dental Practice", "Logistics", "Law Office", "Bakery", "Engineering", "School");

  /** The names of the sites, the same at every vendor. */
  public List<String> siteNames() {
    return IntStream.range(0, sites).mapToObj(Seed::siteName).toList();
  }

  /** The name of the n-th site, from 0. */
  public static String siteName(int n) {
    String name =
        TOWNS.get(n % TOWNS.size()) + " " + TRADES.get((n / TOWNS.size()) % TRADES.size());
    int round = n / (TOWNS.size() * TRADES.size());
    return round == 0 ? name : name + " " + (round + 1);
  }
}
