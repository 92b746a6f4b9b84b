/**
 * The files that a sync is made of, read before Camel reads them: Pipes, Kamelets and mappings,
 * with what is wrong with each and in which line. Fills in what a Pipe leaves open, the name of the
 * sync.
 */
@NullMarked
package dev.caravan.pipe;

import org.jspecify.annotations.NullMarked;
