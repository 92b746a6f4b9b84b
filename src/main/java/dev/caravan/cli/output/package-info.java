/**
 * How what is said looks: lines, tables and JSON, and no secret in any of them. Knows the reports
 * of cycles, and nothing of commands.
 */
@NullMarked
package dev.caravan.cli.output;

import org.jspecify.annotations.NullMarked;
