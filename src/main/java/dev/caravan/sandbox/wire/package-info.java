/**
 * What every simulated vendor shares: requests, answers, rolling limits, faults and the request
 * log. Nothing here knows a particular vendor.
 */
@NullMarked
package dev.caravan.sandbox.wire;

import org.jspecify.annotations.NullMarked;
