package dev.caravan.ledger;

import java.time.Instant;

/**
 * A source record that shares the counterpart of an entry with others.
 *
 * @param key the entry's key
 * @param recordKey the record's own key
 */
public record Occurrence(String key, String recordKey, Instant openedAt) {}
