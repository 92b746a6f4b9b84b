/**
 * An installation between simulated vendors, as a test plays it from cycle to cycle: one harness
 * with assertions in the words of tickets and rows. The package also holds what is true of whole
 * flows and belongs to no rule.
 */
package dev.caravan.scenario;
