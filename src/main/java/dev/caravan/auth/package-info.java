/**
 * Credentials of a call: access tokens with their single flight and their end, and API keys. Tokens
 * live in memory only; how one is fetched stands in the vendor's token route.
 */
@NullMarked
package dev.caravan.auth;

import org.jspecify.annotations.NullMarked;
