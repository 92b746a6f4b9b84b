/**
 * Accounts: one set of credentials at one vendor, with its address, limits and paths. Everything
 * that is said of a vendor's tenant is said of an account.
 */
@NullMarked
package dev.caravan.account;

import org.jspecify.annotations.NullMarked;
