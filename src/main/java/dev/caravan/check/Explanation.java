package dev.caravan.check;

import dev.caravan.account.Account;
import dev.caravan.auth.ApiKeys;
import dev.caravan.call.VendorFailure.Forbidden;
import dev.caravan.call.VendorFailure.InDoubt;
import dev.caravan.call.VendorFailure.Missing;
import dev.caravan.call.VendorFailure.NotSent;
import dev.caravan.call.VendorFailure.Rejected;
import dev.caravan.call.VendorFailure.Throttled;
import dev.caravan.call.VendorFailure.Unauthorized;
import dev.caravan.call.VendorFailure.Unreadable;
import dev.caravan.check.Finding.Level;
import dev.caravan.cycle.OperatorActionRequired;
import java.net.HttpURLConnection;
import java.util.List;

/** What a failed call says of the configuration, in the words of the vendor's own pages. */
final class Explanation {
  private Explanation() {}

  static Finding of(Account account, RuntimeException failure) {
    String sentence = String.valueOf(failure.getMessage());
    if (failure instanceof OperatorActionRequired) {
      // Written for the operator by who found it out.
      return Finding.wrong(account.name(), sentence);
    }
    if (failure instanceof Unauthorized refused) {
      return wrong(account, credentials(account, refused.status()), sentence);
    }
    if (failure instanceof Forbidden) {
      return wrong(account, rights(account), sentence);
    }
    if (failure instanceof Missing missing) {
      return wrong(account, address(account, missing.status()), sentence);
    }
    if (failure instanceof Unreadable) {
      return wrong(
          account,
          "something answers at %s, but it is not the API (a log-in page, a proxy?); correct %s.base-url"
              .formatted(account.baseUrl(), account.name()),
          sentence);
    }
    if (failure instanceof Rejected) {
      return wrong(account, "the vendor refuses the question", sentence);
    }
    if (failure instanceof NotSent || failure instanceof InDoubt) {
      return unreachable(
          account,
          "cannot be reached at %s; is the address right, the network up, and a way through proxy and firewall?"
              .formatted(account.baseUrl()),
          sentence);
    }
    return unreachable(
        account,
        failure instanceof Throttled
            ? "its limit is used up, by other tools perhaps; try again in some minutes"
            : "could not be asked",
        sentence);
  }

  private static String credentials(Account account, int status) {
    return switch (account.vendor()) {
      case "datto-rmm" ->
          ("%d, the key pair is refused%s, or its user or the account is deactivated; create a new"
               + " one in Setup, Users, (the API user), Generate API Keys, and switch API access on"
               + " in Setup, Global Settings (see docs/vendors/datto-rmm.md)")
              .formatted(status, platform(account));
      case "atera" -> ateraKey(account, status);
      default ->
          "%d, the credentials are refused, or their account is deactivated; create new ones (see docs/vendors/%s.md)"
              .formatted(status, account.vendor());
    };
  }

  /** Datto answers 401 on the wrong platform too. */
  private static String platform(Account account) {
    return account
        .optional("platform")
        .map(
            name ->
                ", or %s is not its platform (that is in the address of the web portal)"
                    .formatted(name))
        .orElse("");
  }

  private static String ateraKey(Account account, int status) {
    boolean bearer = ApiKeys.isBearer(account);
    return ("%d, the API key is refused, which was sent as %s, or the account is deactivated;"
            + " create a new one in Admin, Data management, API%s (see docs/vendors/atera.md)")
        .formatted(
            status,
            bearer ? "a bearer token" : "X-API-KEY",
            bearer
                ? ", mind its expiry and its list of addresses, and for an older key set %s.auth=api-key"
                    .formatted(account.name())
                : ", and for one of the newer tokens set %s.auth=bearer".formatted(account.name()));
  }

  private static String rights(Account account) {
    return switch (account.vendor()) {
      case "datto-rmm" ->
          "403, the user of the API key may not read this; give it the right in Datto RMM, or the"
              + " account is blocked for some minutes after too many calls";
      case "atera" ->
          "403, the token lacks a right: it must read account, customers, contacts and tickets, and"
              + " write tickets";
      default -> "403, the credentials lack the right to read this";
    };
  }

  private static String address(Account account, int status) {
    if (status == HttpURLConnection.HTTP_GONE) {
      return "410, the account at %s is deactivated or gone for good; ask the vendor, or correct %s.base-url"
          .formatted(account.baseUrl(), account.name());
    }
    return "%d, there is no such API at %s%s"
        .formatted(
            status,
            account.baseUrl(),
            "datto-rmm".equals(account.vendor())
                ? "; correct %s.platform, which is in the address of the web portal"
                    .formatted(account.name())
                : "; correct %s.base-url%s"
                    .formatted(
                        account.name(),
                        "ninox".equals(account.vendor())
                            ? ", or let the token's user see the database (Ninox says 404 for both)"
                            : ""));
  }

  private static Finding wrong(Account account, String text, String sentence) {
    return new Finding(Level.WRONG, account.name(), text, List.of(sentence));
  }

  private static Finding unreachable(Account account, String text, String sentence) {
    return new Finding(Level.UNREACHABLE, account.name(), text, List.of(sentence));
  }
}
