/**
 * Budgets: how many calls an account may still make. Whatever changes at run time (pauses, parking,
 * priority) is decided here, in front of the Throttler.
 */
@NullMarked
package dev.caravan.budget;

import org.jspecify.annotations.NullMarked;
