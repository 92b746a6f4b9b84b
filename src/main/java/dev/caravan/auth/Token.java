package dev.caravan.auth;

import dev.caravan.call.Credential;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** One access token with its ages. Immutable; shows its secret to nobody but the call. */
final class Token implements Credential {
  /** A new one is fetched this long before the end, while the old one still serves. */
  static final Duration REFRESH_MARGIN = Duration.ofMinutes(5);

  /** This close to its end a token could expire on its way: it is not used any more. */
  static final Duration EXPIRY_MARGIN = Duration.ofSeconds(30);

  /** How usable a token is. */
  enum Freshness {
    FRESH,
    STALE,
    EXPIRED
  }

  private final String account;
  private final String secret;
  private final Instant staleAt;
  private final Instant expiredAt;
  private final Consumer<Token> onRefusal;

  /**
   * @param lifetime as the vendor stated it; of a short one the margins take a tenth and a
   *     twentieth at most
   */
  Token(
      String account,
      String secret,
      Instant issuedAt,
      Duration lifetime,
      Consumer<Token> onRefusal) {
    this.account = account;
    this.secret = secret;
    this.staleAt = issuedAt.plus(lifetime).minus(lesser(REFRESH_MARGIN, lifetime.dividedBy(10)));
    this.expiredAt = issuedAt.plus(lifetime).minus(lesser(EXPIRY_MARGIN, lifetime.dividedBy(20)));
    this.onRefusal = onRefusal;
  }

  Freshness state(Instant now) {
    if (!now.isBefore(expiredAt)) {
      return Freshness.EXPIRED;
    }
    return now.isBefore(staleAt) ? Freshness.FRESH : Freshness.STALE;
  }

  @Override
  public String secret() {
    return secret;
  }

  @Override
  public boolean renewable() {
    return true;
  }

  @Override
  public void refused() {
    onRefusal.accept(this);
  }

  @Override
  public String toString() {
    return "token of %s, good until %s".formatted(account, expiredAt);
  }

  private static Duration lesser(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
