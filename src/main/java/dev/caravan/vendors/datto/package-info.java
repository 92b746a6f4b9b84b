/**
 * What is particular to Datto RMM's alerts and devices on the wire. See docs/vendors/datto-rmm.md.
 */
@NullMarked
package dev.caravan.vendors.datto;

import org.jspecify.annotations.NullMarked;
