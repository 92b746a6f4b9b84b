package dev.caravan.sandbox.wire;

/** A button of the page and the control request that it sends: a path below {@code /control}. */
public record Button(String words, String path, String body) {}
