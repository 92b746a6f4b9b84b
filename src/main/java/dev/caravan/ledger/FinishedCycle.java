package dev.caravan.ledger;

import java.time.Instant;

/** A cycle that went through its whole source; by our clock. */
public record FinishedCycle(long number, Instant startedAt, Instant endedAt) {}
