package dev.caravan.reconcile;

/**
 * A counterpart that a scan of the target found by its marker.
 *
 * @param order grows with age's opposite: the smallest is the oldest
 * @param over whether it is closed or resolved already
 * @param generation which of its record's counterparts it is; 0 where nobody asked
 */
public record FoundTarget(
    String marker, String targetId, long order, boolean over, int generation) {

  public FoundTarget(String marker, String targetId, long order, boolean over) {
    this(marker, targetId, order, over, 0);
  }

  FoundTarget ofGeneration(int number) {
    return new FoundTarget(marker, targetId, order, over, number);
  }
}
