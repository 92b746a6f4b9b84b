/**
 * What a command needs of its process: the configuration that it was given, and when it shall end.
 * Also the schedule of the cycles until then.
 */
@NullMarked
package dev.caravan.cli.process;

import org.jspecify.annotations.NullMarked;
