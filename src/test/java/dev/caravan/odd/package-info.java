/** Odd answers by the table: HTTP and JSON that no vendor should send, and how each ends. */
@NullMarked
package dev.caravan.odd;

import org.jspecify.annotations.NullMarked;
