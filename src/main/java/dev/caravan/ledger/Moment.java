package dev.caravan.ledger;

import java.time.Instant;

/** When something happened, and in which cycle. */
public record Moment(long cycle, Instant at) {}
