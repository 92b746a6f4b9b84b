/**
 * OpsRamp, simulated after docs/vendors/opsramp.md. It keeps incidents with their responses, and
 * serves alerts and resources of one client.
 */
@NullMarked
package dev.caravan.sandbox.opsramp;

import org.jspecify.annotations.NullMarked;
