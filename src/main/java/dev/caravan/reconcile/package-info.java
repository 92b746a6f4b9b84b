/**
 * Reconciliation: compares what a source lists with what the ledger knows, decides which writes
 * make the target agree, journals them, and draws the conclusions from what the target answered.
 * The rules are those of docs/reconciliation.md.
 */
@NullMarked
package dev.caravan.reconcile;

import org.jspecify.annotations.NullMarked;
