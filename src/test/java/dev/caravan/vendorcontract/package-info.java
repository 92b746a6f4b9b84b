/** What every vendor's folder owes, and what a folder alone is enough for. */
@NullMarked
package dev.caravan.vendorcontract;

import org.jspecify.annotations.NullMarked;
