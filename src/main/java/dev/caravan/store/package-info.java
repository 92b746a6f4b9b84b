/**
 * The database that everything durable lives in: the ledger, the budgets, the locks. Opens H2 or
 * PostgreSQL, brings its schema up to date and hands out Jdbi.
 */
@NullMarked
package dev.caravan.store;

import org.jspecify.annotations.NullMarked;
