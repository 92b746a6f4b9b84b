/** Time in tests, which goes on only when a test says so. */
@NullMarked
package dev.caravan.time;

import org.jspecify.annotations.NullMarked;
