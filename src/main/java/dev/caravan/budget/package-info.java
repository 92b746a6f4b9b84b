/**
 * Budgets: how many calls an account may still make, counted in the store for all processes on it.
 * Admits calls by class, waits, and remembers what vendors say of their limits.
 */
@NullMarked
package dev.caravan.budget;

import org.jspecify.annotations.NullMarked;
