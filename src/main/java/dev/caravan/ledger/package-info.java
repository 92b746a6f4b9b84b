/**
 * The ledger: the durable memory of which source record has which counterpart, the journal of
 * writes on their way, the dead letters and the story of each record. It stores and finds; what to
 * do about a record is decided elsewhere.
 */
@NullMarked
package dev.caravan.ledger;

import org.jspecify.annotations.NullMarked;
