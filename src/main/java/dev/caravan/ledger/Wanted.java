package dev.caravan.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What a mapping wants of a record's counterpart.
 *
 * @param fingerprint of what the counterpart should say
 * @param closing the fields that close the counterpart, as JSON; absent where it is never closed
 * @param summary what people call the record
 */
public record Wanted(Fingerprint fingerprint, @Nullable String closing, String summary) {}
