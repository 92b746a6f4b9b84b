package dev.caravan.config;

import java.util.Optional;

/**
 * A sync and the vendors at its two ends.
 *
 * @param sourceVendor empty when the source is a Kamelet of no vendor we know
 * @param targetVendor likewise
 */
public record SyncEnds(String name, Optional<String> sourceVendor, Optional<String> targetVendor) {}
