/**
 * The lock that lets one process at a time run a cycle of a sync, and the lease that it holds
 * meanwhile. It stands on ShedLock and on the store; there is no cluster code of our own.
 */
@NullMarked
package dev.caravan.lock;

import org.jspecify.annotations.NullMarked;
