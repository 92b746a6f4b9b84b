/**
 * The vendors, simulated on one loopback port: for tests, the demo and benchmarks. It refuses what
 * a vendor refuses, and breaks on demand.
 */
@NullMarked
package dev.caravan.sandbox;

import org.jspecify.annotations.NullMarked;
