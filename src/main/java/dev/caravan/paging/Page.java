package dev.caravan.paging;

import org.jspecify.annotations.Nullable;

/**
 * What an answer says of the listing.
 *
 * @param next what is asked next, null after the last page
 * @param total how many records the listing has in all, null where the vendor does not say
 * @param enough whether the page is short, so that the next one is only asked for to make sure
 * @param firstRow what tells the page's first record from all others, null where the request for
 *     the page does that
 * @param position what the vendor says of how far the next page is, where the request for it is the
 *     same as the one before; else empty
 */
record Page(
    @Nullable PageRequest next,
    @Nullable Long total,
    boolean enough,
    @Nullable String firstRow,
    String position) {
  Page(@Nullable PageRequest next, @Nullable Long total) {
    this(next, total, false, null, "");
  }
}
