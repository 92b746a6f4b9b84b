/**
 * What every sink does around its calls: hands changes on by key, tells the journal when a write
 * begins and how it ended, and turns the failures of calls into answers. What a change is on the
 * wire is the business of the vendor's own package and routes.
 */
@NullMarked
package dev.caravan.target;

import org.jspecify.annotations.NullMarked;
