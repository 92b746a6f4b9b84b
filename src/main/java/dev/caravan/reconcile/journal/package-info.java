/**
 * Writes on their way: what one transaction intends, what became of each write, and what the ledger
 * learns from it. Nothing is sent that was not written down before.
 */
@NullMarked
package dev.caravan.reconcile.journal;

import org.jspecify.annotations.NullMarked;
