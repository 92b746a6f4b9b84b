package dev.caravan.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A create whose end a cycle learned after another one had begun.
 *
 * @param cycle the one that sent it
 * @param targetId what the target gave it; absent where its answer is not known
 */
public record LateCreate(String key, int generation, long cycle, @Nullable String targetId) {}
