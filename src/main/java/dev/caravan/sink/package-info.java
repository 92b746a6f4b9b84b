/**
 * What every sink does around its calls: hands changes on by key, tells the journal when a write
 * begins and how it ended, and turns the failures of calls into answers.
 */
@NullMarked
package dev.caravan.sink;

import org.jspecify.annotations.NullMarked;
