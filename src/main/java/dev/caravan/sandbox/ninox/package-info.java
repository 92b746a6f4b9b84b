/**
 * Ninox, the classic API v1, simulated after docs/vendors/ninox.md: one team with one database
 * whose tables people and programs fill. Beside it a Ninox 4 that only says what it is.
 */
@NullMarked
package dev.caravan.sandbox.ninox;

import org.jspecify.annotations.NullMarked;
