/**
 * What a mapping says of a record, and the rules of its sync. Whatever comes in as JSON becomes a
 * type here, or is refused with a sentence.
 */
@NullMarked
package dev.caravan.reconcile.record;

import org.jspecify.annotations.NullMarked;
