package dev.caravan.auth;

import dev.caravan.account.Account;
import dev.caravan.call.Attempt;
import dev.caravan.call.VendorFailure.Unauthorized;
import dev.caravan.store.Database;
import dev.caravan.text.Digest;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The credentials that vendors refused, in the store: a vendor that is asked again by every process
 * that starts may lock the account. An account whose settings were changed is another one. Where
 * the store fails, each process goes by what it knows itself. Thread-safe.
 */
public final class RefusedCredentials {
  /** After refused credentials the vendor is left alone this long, then twice as long, … */
  static final Duration FIRST_REST = Duration.ofSeconds(60);

  static final Duration LONGEST_REST = Duration.ofMinutes(15);

  /** A refusal that is as old is no reason to wait longer after the next. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(RefusedCredentials.class);

  /** So few that a store that is stolen tells nothing of a password. */
  private static final int SETTINGS_DIGITS = 4;

  private final Database store;

  public RefusedCredentials(Database store) {
    this.store = store;
  }

  /**
   * Refusals in a row.
   *
   * @param until when the vendor may be asked again
   * @param reason what it said
   */
  record Refusals(int times, Instant until, String reason) {
    Refusals(int times, Instant last, String reason, int free) {
      this(times, last.plus(rest(times - free)), reason);
    }

    private static Duration rest(int times) {
      Duration rest =
          times <= 0
              ? Duration.ZERO
              : FIRST_REST.multipliedBy(1L << Math.min(times - 1, Integer.SIZE / 2));
      return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    }
  }

  /** What happens to a call in between. */
  static Unauthorized resting(Attempt attempt, Instant until, String reason) {
    return new Unauthorized(
        attempt,
        HttpURLConnection.HTTP_UNAUTHORIZED,
        "is not asked before %s because the credentials were refused (%s); correct them"
            .formatted(until, reason),
        false);
  }

  /** Whether they were refused when any process used them last, as far as the store knows. */
  public boolean areRefused(Account account, Instant now) {
    return of(account, now).isPresent();
  }

  /** What is known of an account's credentials; empty while they are good. */
  Optional<Refusals> of(Account account, Instant now) {
    try {
      return store.read(handle -> find(handle, account, now));
    } catch (JdbiException e) {
      LOG.debug(
          "{}: the store does not say whether its credentials were refused", account.name(), e);
      return Optional.empty();
    }
  }

  /**
   * They were refused once more.
   *
   * @param before the refusals that this process knows of
   * @param free how many refusals in a row are followed by no rest
   */
  Refusals refused(Account account, int before, String reason, Instant now, int free) {
    try {
      return store.write(
          handle -> {
            int known = find(handle, account, now).map(Refusals::times).orElse(0);
            Refusals all = new Refusals(Math.max(before, known) + 1, now, reason, free);
            save(handle, account, all, now);
            return all;
          });
    } catch (JdbiException e) {
      LOG.debug("{}: the store was not told that its credentials were refused", account.name(), e);
      return new Refusals(before + 1, now, reason, free);
    }
  }

  /** They are good again. */
  void accepted(Account account) {
    try {
      store.write(
          handle ->
              handle.execute("DELETE FROM refused_credential WHERE account = ?", account.name()));
    } catch (JdbiException e) {
      LOG.debug("{}: the store was not told that its credentials are good", account.name(), e);
    }
  }

  private static Optional<Refusals> find(Handle handle, Account account, Instant now) {
    return handle
        .createQuery(
            "SELECT times, until_ms, reason FROM refused_credential"
                + " WHERE account = :account AND settings = :settings AND until_ms > :oldest")
        .bind("account", account.name())
        .bind("settings", settings(account))
        .bind("oldest", now.minus(REMEMBERED).toEpochMilli())
        .map(
            (rs, context) -> {
              Instant until = Instant.ofEpochMilli(rs.getLong(2));
              // Further away than any rest: the clock was set back, and nobody knows how long it
              // is.
              boolean knows = !until.isAfter(now.plus(LONGEST_REST));
              return new Refusals(rs.getInt(1), knows ? until : now, rs.getString(3));
            })
        .findOne();
  }

  private static void save(Handle handle, Account account, Refusals all, Instant now) {
    handle.execute(
        "DELETE FROM refused_credential WHERE until_ms < ?", now.minus(REMEMBERED).toEpochMilli());
    handle
        .createUpdate(
            "INSERT INTO refused_credential (account, settings, times, until_ms, reason)"
                + " VALUES (:account, :settings, :times, :until, :reason)"
                + " ON CONFLICT (account, settings) DO UPDATE SET times = excluded.times,"
                + " until_ms = excluded.until_ms, reason = excluded.reason")
        .bind("account", account.name())
        .bind("settings", settings(account))
        .bind("times", all.times())
        .bind("until", all.until().toEpochMilli())
        .bind("reason", all.reason())
        .execute();
  }

  private static String settings(Account account) {
    String all = account.baseUrl() + new TreeMap<>(account.settings()).toString();
    return Digest.of(all).substring(0, SETTINGS_DIGITS);
  }
}
