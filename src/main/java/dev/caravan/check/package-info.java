/**
 * Finds out whether an installation can work: configuration, store, credentials, and what a sync
 * needs at both ends. Reads only, and says everything at once in the operator's words.
 */
@NullMarked
package dev.caravan.check;

import org.jspecify.annotations.NullMarked;
