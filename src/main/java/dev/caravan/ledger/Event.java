package dev.caravan.ledger;

import java.time.Instant;

/**
 * One line in the story of a record.
 *
 * @param event a word: seen, created, adopted, updated, commented, missed, closed, …
 * @param detail what a person wants to know about it; may be empty
 */
public record Event(String key, long cycle, Instant at, String event, String detail) {}
