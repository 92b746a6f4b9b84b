/**
 * The whole of Caravan under faults, together with the simulated vendors. Every fault alone, and
 * all of them at random for hours, end with one ticket for each alert.
 */
@NullMarked
package dev.caravan.storm;

import org.jspecify.annotations.NullMarked;
