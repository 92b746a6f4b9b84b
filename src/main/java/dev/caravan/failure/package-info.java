/** What fails the machine and not a call or a record. It depends on nothing else. */
@NullMarked
package dev.caravan.failure;

import org.jspecify.annotations.NullMarked;
