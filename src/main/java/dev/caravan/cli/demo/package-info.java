/**
 * The simulated vendors and an installation that works against them: {@code demo}, {@code sandbox}
 * and the launcher's own {@code warm-up}. Touches nothing of the operator's.
 */
@NullMarked
package dev.caravan.cli.demo;

import org.jspecify.annotations.NullMarked;
