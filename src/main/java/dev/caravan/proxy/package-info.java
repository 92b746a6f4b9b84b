/**
 * The way to vendors through a proxy. What the environment and the JVM's properties say becomes one
 * {@link dev.caravan.proxy.Proxies}, which tells the proxy of an address. It depends on nothing
 * else.
 */
@NullMarked
package dev.caravan.proxy;

import org.jspecify.annotations.NullMarked;
