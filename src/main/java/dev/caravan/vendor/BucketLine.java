package dev.caravan.vendor;

/**
 * A line in a vendor's routes that says what one bucket of its calls is limited by.
 *
 * @param bucket what the budget counts the calls as
 * @param property the account's setting, such as {@code reads-per-minute}
 */
public record BucketLine(String bucket, String property) {}
