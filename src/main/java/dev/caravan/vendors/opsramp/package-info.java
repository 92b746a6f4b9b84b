/**
 * What is particular to OpsRamp: what its clients demand of incidents. See docs/vendors/opsramp.md.
 */
@NullMarked
package dev.caravan.vendors.opsramp;

import org.jspecify.annotations.NullMarked;
