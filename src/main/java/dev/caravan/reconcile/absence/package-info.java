/**
 * What a complete cycle did not list, and what follows from it. Nothing is closed without evidence:
 * the source's own word, or a number of absences that a guard lets pass.
 */
@NullMarked
package dev.caravan.reconcile.absence;

import org.jspecify.annotations.NullMarked;
