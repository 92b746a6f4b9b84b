package dev.caravan.ledger;

import org.jspecify.annotations.Nullable;

/** What both ends of a sync said they were when its ledger began; absent before the first cycle. */
public record Identities(@Nullable String source, @Nullable String target) {}
