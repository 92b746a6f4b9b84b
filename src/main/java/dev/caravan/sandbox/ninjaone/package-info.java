/**
 * NinjaOne, simulated after docs/vendors/ninjaone.md. It keeps tickets with their log, and serves
 * organizations, devices, alerts and activities of one tenant.
 */
@NullMarked
package dev.caravan.sandbox.ninjaone;

import org.jspecify.annotations.NullMarked;
