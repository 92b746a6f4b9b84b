package dev.caravan.check;

import dev.caravan.account.Account;
import dev.caravan.auth.ApiKeys;
import dev.caravan.call.VendorFailure;
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
import dev.caravan.vendor.Vendor;
import dev.caravan.vendor.Vendors;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;

/** What a failed call says of the configuration, in the words of the vendor's own pages. */
public final class Explanation {
  private final Vendors vendors;

  Explanation(Vendors vendors) {
    this.vendors = vendors;
  }

  Finding of(Account account, RuntimeException failure) {
    String sentence = String.valueOf(failure.getMessage());
    if (failure instanceof OperatorActionRequired) {
      // Written for the operator by who found it out.
      return Finding.wrong(account.name(), sentence);
    }
    if (failure instanceof VendorFailure refused && refused.isPage()) {
      return wrong(
          account,
          "%d, something on the way to %s refused it, a proxy or a firewall, and not the API; ask who runs it, or correct %s.base-url"
              .formatted(refused.status(), account.baseUrl(), account.name()),
          sentence);
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
    if (failure instanceof NotSent unsent && unsent.because() == NotSent.Because.PROXY) {
      return wrong(
          account, "the proxy lets nothing through to %s".formatted(account.baseUrl()), sentence);
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

  private String credentials(Account account, int status) {
    return explained(account, 401, status)
        .orElseGet(
            () ->
                "%d, the credentials are refused, or their account is deactivated; create new ones (see docs/vendors/%s.md)"
                    .formatted(status, account.vendor()));
  }

  private String rights(Account account) {
    return explained(account, 403, 403).orElse("403, the credentials lack the right to read this");
  }

  private String address(Account account, int status) {
    if (status == HttpURLConnection.HTTP_GONE) {
      return "410, the account at %s is deactivated or gone for good; ask the vendor, or correct %s.base-url"
          .formatted(account.baseUrl(), account.name());
    }
    return explained(account, 404, status)
        .orElseGet(
            () ->
                "%d, there is no such API at %s; correct %s.base-url"
                    .formatted(status, account.baseUrl(), account.name()));
  }

  /** What the vendor's descriptor says of it. */
  private Optional<String> explained(Account account, int meaning, int status) {
    Vendor vendor = vendors.find(account.vendor()).orElse(null);
    if (vendor == null) {
      return Optional.empty();
    }
    return vendor.question().explanations().stream()
        .filter(it -> it.status() == meaning)
        .filter(it -> it.sent().map(way -> way.equals(sent(account))).orElse(true))
        .findFirst()
        .map(it -> Sentence.fill(it.text(), member -> member(account, vendor, status, member)));
  }

  private static String sent(Account account) {
    return ApiKeys.isBearer(account) ? "bearer" : "api-key";
  }

  /** Never a secret. */
  private static Optional<String> member(
      Account account, Vendor vendor, int status, String member) {
    return switch (member) {
      case "status" -> Optional.of(Integer.toString(status));
      case "account" -> Optional.of(account.name());
      case "url" -> Optional.of(account.baseUrl().toString());
      default ->
          vendor.keys().stream()
              .filter(key -> key.name().equals(member) && !key.isSecret())
              .findFirst()
              .flatMap(key -> account.optional(member));
    };
  }

  private static Finding wrong(Account account, String text, String sentence) {
    return new Finding(Level.WRONG, account.name(), text, List.of(sentence));
  }

  private static Finding unreachable(Account account, String text, String sentence) {
    return new Finding(Level.UNREACHABLE, account.name(), text, List.of(sentence));
  }
}
