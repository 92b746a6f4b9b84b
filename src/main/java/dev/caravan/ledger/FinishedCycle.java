package dev.caravan.ledger;

import java.time.Instant;

/**
 * A cycle that went through its whole source.
 *
 * @param startedAt by the target's clock, as endedAt; by ours where the target did not show its own
 */
public record FinishedCycle(long number, Instant startedAt, Instant endedAt) {}
