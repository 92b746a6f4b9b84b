/** Tests of the budgets, on real databases and with a clock that is moved by hand. */
@NullMarked
package dev.caravan.budget;

import org.jspecify.annotations.NullMarked;
