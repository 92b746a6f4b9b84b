/**
 * What every file of Caravan keeps to, beyond what a compiler sees: routes, Kamelets, Pipes,
 * mappings, the architecture and the layout. Each rule reports all that breaks it at once.
 */
@NullMarked
package dev.caravan.conventions;

import org.jspecify.annotations.NullMarked;
