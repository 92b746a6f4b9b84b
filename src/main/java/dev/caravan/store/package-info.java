/**
 * The database that everything durable lives in: the ledger, the budgets, the locks. Opens SQLite
 * or PostgreSQL, brings its schema up to date and hands out transactions.
 */
@NullMarked
package dev.caravan.store;

import org.jspecify.annotations.NullMarked;
