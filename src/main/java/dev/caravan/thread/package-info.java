/** Threads as this project makes them. It depends on nothing else. */
@NullMarked
package dev.caravan.thread;

import org.jspecify.annotations.NullMarked;
