package dev.caravan.auth;

import dev.caravan.auth.RefusedCredentials.Refusals;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The token of one account, the fetch under way and the rest after a refusal. Thread-safe; no
 * method waits or talks to the network.
 */
final class TokenHolder {
  /** A refresh that failed is not tried by every call while the old token still serves. */
  static final Duration BETWEEN_REFRESHES = Duration.ofSeconds(30);

  private @Nullable Token token;
  private @Nullable TokenRefresh flight;
  private Instant noRefreshBefore = Instant.MIN;
  private @Nullable Refusals refusals;

  /** What a call that needs a token is to do. */
  sealed interface TokenAction {
    /** There is a token. */
    record Go() implements TokenAction {}

    /** The caller fetches one; everybody else waits for it. */
    record Fetch() implements TokenAction {}

    /** Somebody else is fetching one. */
    record Join(TokenRefresh flight) implements TokenAction {}

    /** The credentials were refused and are not tried before that moment. */
    record Rest(Instant until, String refusal) implements TokenAction {}
  }

  /**
   * A fetch under way. It ends with a failure or, when all went well, with nothing; past its end it
   * counts as lost.
   */
  record TokenRefresh(Instant lostAt, CompletableFuture<Optional<RuntimeException>> landing) {}

  synchronized TokenAction next(Instant now, Duration longestFetch) {
    Token.Freshness state = token == null ? Token.Freshness.EXPIRED : token.state(now);
    boolean serves = state != Token.Freshness.EXPIRED;
    boolean flying = flight != null && now.isBefore(flight.lostAt());
    if (state == Token.Freshness.FRESH || (serves && (flying || now.isBefore(noRefreshBefore)))) {
      return new TokenAction.Go();
    }
    if (flying && flight != null) {
      return new TokenAction.Join(flight);
    }
    if (refusals != null && now.isBefore(refusals.until())) {
      return serves
          ? new TokenAction.Go()
          : new TokenAction.Rest(refusals.until(), refusals.reason());
    }
    flight = new TokenRefresh(now.plus(longestFetch), new CompletableFuture<>());
    return new TokenAction.Fetch();
  }

  synchronized @Nullable Token token() {
    return token;
  }

  synchronized void fetched(Token fresh) {
    token = fresh;
    refusals = null;
    land(Optional.empty());
  }

  /** Ends a fetch. */
  synchronized void failed(RuntimeException failure, Instant now) {
    noRefreshBefore = now.plus(BETWEEN_REFRESHES);
    land(Optional.of(failure));
  }

  /** The credentials themselves were refused, to whomever. */
  synchronized void refused(Refusals all) {
    refusals = all;
  }

  /** How often they were refused in a row. */
  synchronized int refusals() {
    return refusals == null ? 0 : refusals.times();
  }

  /** Forgets that token, but not a newer one. */
  synchronized void forget(Token refused) {
    if (token == refused) {
      token = null;
    }
  }

  private void land(Optional<RuntimeException> failure) {
    if (flight != null) {
      flight.landing().complete(failure);
      flight = null;
    }
  }
}
