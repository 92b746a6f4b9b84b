package dev.caravan.config;

import java.util.Optional;

/**
 * A sync and the vendors at its two ends.
 *
 * @param sourceVendor empty when the source is a Kamelet of no vendor we know
 * @param targetVendor likewise
 * @param hasPipe whether its Pipe is here, so that it can run
 */
public record SyncEnds(
    String name, Optional<String> sourceVendor, Optional<String> targetVendor, boolean hasPipe) {}
