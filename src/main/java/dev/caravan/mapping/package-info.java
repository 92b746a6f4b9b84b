/**
 * What the jq files in {@code routes/mappings} can call beyond jq itself: instants, readable text,
 * the contact of a site. The shape of records is in those files; Java holds only what jq has no
 * words for.
 */
@NullMarked
package dev.caravan.mapping;

import org.jspecify.annotations.NullMarked;
