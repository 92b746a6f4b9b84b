/** What is done with texts wherever they occur. Knows nothing of syncs, vendors or stores. */
@NullMarked
package dev.caravan.text;

import org.jspecify.annotations.NullMarked;
