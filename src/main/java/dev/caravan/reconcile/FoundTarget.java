package dev.caravan.reconcile;

/**
 * A counterpart that a scan of the target found by its marker.
 *
 * @param order grows with age's opposite: the smallest is the oldest
 * @param over whether it is closed or resolved already
 */
public record FoundTarget(String marker, String targetId, long order, boolean over) {}
