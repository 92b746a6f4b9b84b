/**
 * What stands between us and a vendor, for tests: a proxy, a server with an authority of its own.
 */
@NullMarked
package dev.caravan.network;

import org.jspecify.annotations.NullMarked;
