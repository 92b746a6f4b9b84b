/**
 * What is particular to NinjaOne: one record of several of its lists. See docs/vendors/ninjaone.md.
 */
@NullMarked
package dev.caravan.vendors.ninjaone;

import org.jspecify.annotations.NullMarked;
