package dev.caravan.vendors.datto;

import org.jspecify.annotations.Nullable;

/**
 * What Datto's audit of a device says that its record does not.
 *
 * @param auditedAt the device's {@code lastAuditDate} as Datto writes it, empty where it has none
 */
record Audit(
    String auditedAt,
    @Nullable String serial,
    @Nullable String manufacturer,
    @Nullable String model) {}
