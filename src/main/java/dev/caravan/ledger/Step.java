package dev.caravan.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One write to a target in the journal.
 *
 * @param step its number, unique in the sync and growing
 * @param cycle the cycle that intended it
 * @param desired the fingerprint that holds once it is done; absent where it changes none
 * @param payload JSON in the target's own field names
 */
public record Step(
    long step,
    long cycle,
    String key,
    int generation,
    Op op,
    boolean inDoubt,
    @Nullable Fingerprint desired,
    String payload,
    Instant intendedAt) {}
