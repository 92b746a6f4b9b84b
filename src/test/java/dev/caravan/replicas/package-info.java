/**
 * Several real processes on one store, killed, frozen and cut off from everything at random; what
 * the vendors' own log says of it afterwards.
 */
@NullMarked
package dev.caravan.replicas;

import org.jspecify.annotations.NullMarked;
