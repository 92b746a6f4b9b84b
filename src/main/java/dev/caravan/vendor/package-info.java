/**
 * What a vendor is, as far as a folder of files can say it, and where those folders are. Shared
 * code asks here instead of naming a vendor.
 */
@NullMarked
package dev.caravan.vendor;

import org.jspecify.annotations.NullMarked;
