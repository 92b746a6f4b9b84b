/**
 * What operators are told without a monitor. How syncs and accounts stand is derived from the
 * reports of cycles and kept in the store, with what each notify Pipe has told of it; what differs
 * is told, once and never in a storm.
 */
@NullMarked
package dev.caravan.notify;

import org.jspecify.annotations.NullMarked;
