/**
 * What is particular to Atera's tickets: what they look like on the wire, and how far a person's
 * work on one binds our hands. See docs/vendors/atera.md.
 */
@NullMarked
package dev.caravan.vendors.atera;

import org.jspecify.annotations.NullMarked;
