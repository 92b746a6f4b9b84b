/**
 * A cycle: one complete pass of a sync over its source collection. The {@code cycle:} component
 * starts it, hands its pages to the steps of the sync and reports how it ended.
 */
@NullMarked
package dev.caravan.cycle;

import org.jspecify.annotations.NullMarked;
