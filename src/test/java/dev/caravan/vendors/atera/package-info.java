/** The decisions in Atera's ticket routes, one by one. Whole changes are tested in the rules. */
@NullMarked
package dev.caravan.vendors.atera;

import org.jspecify.annotations.NullMarked;
