/**
 * Compares what a source lists with what the ledger knows and decides what follows. Which entry
 * stands for a record, where several share a counterpart, is decided here as well.
 */
@NullMarked
package dev.caravan.reconcile.compare;

import org.jspecify.annotations.NullMarked;
