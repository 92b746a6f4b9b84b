/** Processes of their own, for what only the death or the streams of a process show. */
@NullMarked
package dev.caravan.process;

import org.jspecify.annotations.NullMarked;
