/**
 * The commands {@code ledger} and {@code dead-letters}: an operator looks into what is known of
 * each record, restores it, and decides about what the target refused. They open a ledger without
 * Camel, except for {@code rebuild}.
 */
@NullMarked
package dev.caravan.cli.ledger;

import org.jspecify.annotations.NullMarked;
