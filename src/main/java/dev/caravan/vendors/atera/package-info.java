/**
 * What {@code check} finds out of Atera and nothing else does: whether tickets find their contacts.
 * Everything else that is Atera's stands in its folder of routes.
 */
@NullMarked
package dev.caravan.vendors.atera;

import org.jspecify.annotations.NullMarked;
