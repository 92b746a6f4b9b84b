/**
 * Measurements, kept out of the normal build by their tag. Each says what it measured and against
 * which bound. {@code mvn -Pbenchmark test -Dtest=DeviceRowsBenchmark} runs one.
 */
@NullMarked
package dev.caravan.benchmark;

import org.jspecify.annotations.NullMarked;
