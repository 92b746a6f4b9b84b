/**
 * Reading a collection page by page: where the next page is, when the last one was reached, and
 * what proves that a listing is whole. The loops stand in {@code routes/templates}.
 */
@NullMarked
package dev.caravan.paging;

import org.jspecify.annotations.NullMarked;
