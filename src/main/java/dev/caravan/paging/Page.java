package dev.caravan.paging;

import org.jspecify.annotations.Nullable;

/**
 * What an answer says of the listing.
 *
 * @param next the absolute address of the next page, null after the last
 * @param total how many records the listing has in all, null where the vendor does not say
 */
record Page(@Nullable String next, @Nullable Long total) {}
