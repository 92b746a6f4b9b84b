/**
 * Puts Caravan together: the store, the accounts, the beans that routes name, and Camel Main with
 * the routes. Nothing else knows all the parts.
 */
@NullMarked
package dev.caravan.runtime;

import org.jspecify.annotations.NullMarked;
