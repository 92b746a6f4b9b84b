/** Tests of the launcher script, with stand-ins for Maven and Java. Nothing is built or started. */
@NullMarked
package dev.caravan.launcher;

import org.jspecify.annotations.NullMarked;
