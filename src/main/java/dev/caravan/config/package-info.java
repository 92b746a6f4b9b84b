/**
 * The configuration: properties files and environment, merged once and checked as a whole. Every
 * finding is a sentence that says what is wrong, where, and what to do next.
 */
@NullMarked
package dev.caravan.config;

import org.jspecify.annotations.NullMarked;
