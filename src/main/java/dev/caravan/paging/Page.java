package dev.caravan.paging;

import org.jspecify.annotations.Nullable;

/**
 * What an answer says of the listing.
 *
 * @param next the absolute address of the next page, null after the last
 * @param total how many records the listing has in all, null where the vendor does not say
 * @param enough whether the page is short, so that the next one is only asked for to make sure
 * @param firstRow what tells the page's first record from all others, null where the address of the
 *     page does that
 */
record Page(
    @Nullable String next, @Nullable Long total, boolean enough, @Nullable String firstRow) {
  Page(@Nullable String next, @Nullable Long total) {
    this(next, total, false, null);
  }
}
