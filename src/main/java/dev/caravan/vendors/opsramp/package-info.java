/** What OpsRamp has and no route or descriptor can say. */
@NullMarked
package dev.caravan.vendors.opsramp;

import org.jspecify.annotations.NullMarked;
