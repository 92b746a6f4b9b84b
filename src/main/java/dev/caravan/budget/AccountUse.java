package dev.caravan.budget;

/**
 * The calls of one account by this process since its start; a call that is charged to two buckets
 * counts once.
 */
public record AccountUse(long sent, long waitedMillis, long refused429) {}
