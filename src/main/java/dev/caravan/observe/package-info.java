/**
 * What a monitor sees from outside: whether the process is well, and figures of its syncs and
 * accounts in Prometheus' form. It only shows: nothing of it may fail what works.
 */
@NullMarked
package dev.caravan.observe;

import org.jspecify.annotations.NullMarked;
