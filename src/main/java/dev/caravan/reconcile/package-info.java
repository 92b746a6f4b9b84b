/**
 * Reconciliation as its steps ask for it: page by page, and when a cycle begins and ends. The rules
 * are those of docs/reconciliation.md, and the packages inside decide by them.
 */
@NullMarked
package dev.caravan.reconcile;

import org.jspecify.annotations.NullMarked;
