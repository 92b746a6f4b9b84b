/**
 * Atera, simulated after docs/vendors/atera.md. It keeps tickets with their comments, and serves
 * customers, contacts, agents and alerts.
 */
@NullMarked
package dev.caravan.sandbox.atera;

import org.jspecify.annotations.NullMarked;
