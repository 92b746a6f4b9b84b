package dev.caravan.config;

import java.util.Optional;

/**
 * A sync and the vendors at its two ends.
 *
 * @param pipe the name of the Pipe that it is made of, mostly its own
 * @param sourceVendor empty when the source is a Kamelet of no vendor we know
 * @param targetVendor likewise
 * @param hasPipe whether its Pipe is here, so that it can run
 */
public record SyncEnds(
    String name,
    String pipe,
    Optional<String> sourceVendor,
    Optional<String> targetVendor,
    boolean hasPipe) {

  /** Another sync of the same Pipe. */
  SyncEnds named(String other) {
    return new SyncEnds(other, pipe, sourceVendor, targetVendor, hasPipe);
  }
}
