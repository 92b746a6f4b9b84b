package dev.caravan.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A write whose end a cycle learned after another one had begun.
 *
 * @param cycle the one that sent it
 * @param op create, update or close
 * @param marker of the counterpart
 * @param targetId of the counterpart; absent for a create whose answer is not known
 * @param wanted what its record wanted of it then
 * @param payload of an update, JSON; empty for others
 * @param intendedAt by the target's clock: it was not done before
 */
public record LateWrite(
    String key,
    int generation,
    long cycle,
    Op op,
    String marker,
    @Nullable String targetId,
    Wanted wanted,
    String payload,
    Instant intendedAt) {}
