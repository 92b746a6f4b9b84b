/**
 * The command line: reads what the operator typed, runs it and says what came of it, for people or
 * as JSON. The only package that writes to the standard streams.
 */
@NullMarked
package dev.caravan.cli;

import org.jspecify.annotations.NullMarked;
