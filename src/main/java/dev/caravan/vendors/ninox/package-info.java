/**
 * What is particular to Ninox: a table that is found by name or id and read for its columns, values
 * in the form that a column takes, and rows that are written many at a time. See
 * docs/vendors/ninox.md.
 */
@NullMarked
package dev.caravan.vendors.ninox;

import org.jspecify.annotations.NullMarked;
