/**
 * What the command check finds out of a sync whose tickets go to Atera. What is done to the tickets
 * is said in routes/vendors/atera; see docs/vendors/atera.md.
 */
@NullMarked
package dev.caravan.vendors.atera;

import org.jspecify.annotations.NullMarked;
