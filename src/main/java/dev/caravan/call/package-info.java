/**
 * One request to a vendor and what becomes of it: the checks before it is sent, the meaning of its
 * answer, and whether it may be sent again. The flow itself stands in {@code routes/vendors} and
 * {@code routes/policies}.
 */
@NullMarked
package dev.caravan.call;

import org.jspecify.annotations.NullMarked;
