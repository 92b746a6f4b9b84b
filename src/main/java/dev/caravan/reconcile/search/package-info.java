/**
 * Looks for counterparts in the target by their markers: those in doubt, those that a lost ledger
 * does not know, and those that people closed. One scan serves all of them.
 */
@NullMarked
package dev.caravan.reconcile.search;

import org.jspecify.annotations.NullMarked;
