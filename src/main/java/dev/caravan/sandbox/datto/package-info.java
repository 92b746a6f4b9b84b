/**
 * Datto RMM, simulated after docs/vendors/datto-rmm.md. It serves sites, devices and alerts and
 * accepts the write-backs.
 */
@NullMarked
package dev.caravan.sandbox.datto;

import org.jspecify.annotations.NullMarked;
